import { Output } from './output.mjs';
import { randomOf } from './random.mjs';
import { Recording } from './rtcstats.mjs';

const BEGIN = Date.UTC(2026, 0, 5, 9);
const HOURS = 24;
/** Applications that record whole days ask for statistics less often than once a second. */
const SECONDS_PER_POLL = 5;

/** One call of a day between two people, as rtcstats lines. */
export function writeLongCall(path) {
  const out = new Output(path);
  const recording = new Recording(out, randomOf(4), BEGIN);
  recording.call('9-1', { people: 1, polls: (HOURS * 3600) / SECONDS_PER_POLL, secondsPerPoll: SECONDS_PER_POLL });
  out.close();
}
