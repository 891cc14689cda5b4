import { Meeting } from './meeting.mjs';
import { STEPS } from './negotiation.mjs';
import { Output } from './output.mjs';
import { randomOf } from './random.mjs';

const BEGIN = Date.UTC(2026, 0, 5, 9);
const PEOPLE = 8;
const POLLS = 600;

/** An rtcstats file of format 3 (`rtcstats_dump`): one JSON array a line, times as steps from the line before. */
export function writeRtcstats(path, megabytes) {
  const out = new Output(path);
  const random = randomOf(2);
  out.write('RTCStatsDump\n{"fileFormat":3}\n');
  let last = BEGIN;
  const line = (name, connection, value, time) => {
    const step = last === BEGIN ? time : Math.round((time - last) * 1000) / 1000;
    last = time;
    out.write(`${JSON.stringify([name, connection, value, step])}\n`);
  };
  line('create', null, { hardwareConcurrency: 8, deviceMemory: 16 }, BEGIN + 1);
  let begin = BEGIN + 1000;
  for (let n = 1; out.length < megabytes * 1e6; n++) {
    const id = `9-${n}`;
    line('create', id, { bundlePolicy: 'max-bundle' }, begin);
    for (const [name, value, after] of STEPS) {
      const shown = name.endsWith('statechange') ? `on${name}` : name;
      line(shown, id, typeof value === 'string' ? JSON.stringify(value) : value, begin + 1 + after);
    }
    const meeting = new Meeting(random, PEOPLE);
    for (let k = 0; k < POLLS && out.length < megabytes * 1e6; k++) {
      const time = Math.round((begin + 1000 + k * 1000 + random() * 4) * 1000) / 1000;
      const report = Object.fromEntries(meeting.poll(time, 1).map(([key, members]) => [key, { ...members, id: key }]));
      line('getStats', id, report, time);
    }
    begin = last + 60_000;
  }
  out.close();
}
