import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeShortAgora } from './agora.mjs';
import { Output } from './output.mjs';
import { randomOf } from './random.mjs';
import { Recording } from './rtcstats.mjs';

const BEGIN = Date.UTC(2026, 0, 5, 9);

/** A folder of short logs, as a fleet of test calls leaves them: three of Agora's SDK to one rtcstats file. */
export function writeSmallLogs(folder, count) {
  mkdirSync(folder);
  for (let n = 0; n < count; n++) {
    const name = `call-${String(n).padStart(5, '0')}`;
    if (n % 4 === 3) writeShortRtcstats(join(folder, `${name}.rtcstats`), n);
    else writeShortAgora(join(folder, `${name}.log`), n + 1);
  }
}

function writeShortRtcstats(path, seed) {
  const out = new Output(path);
  const recording = new Recording(out, randomOf(seed), BEGIN + seed * 300_000);
  recording.call('9-1', { people: 1, polls: 15 + (seed % 30), secondsPerPoll: 1 });
  out.close();
}
