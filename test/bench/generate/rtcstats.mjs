import { Meeting } from './meeting.mjs';
import { STEPS } from './negotiation.mjs';
import { Output } from './output.mjs';
import { randomOf } from './random.mjs';

const BEGIN = Date.UTC(2026, 0, 5, 9);
const CALL = { people: 8, polls: 600, secondsPerPoll: 1 };

/** An rtcstats file of format 3 (`rtcstats_dump`): one meeting of ten minutes after the other. */
export function writeRtcstats(path, megabytes) {
  const out = new Output(path);
  const recording = new Recording(out, randomOf(2), BEGIN);
  for (let n = 1; out.length < megabytes * 1e6; n++) recording.call(`9-${n}`, CALL, megabytes * 1e6);
  out.close();
}

/** The lines of one recording: one JSON array a line, times as steps from the line before. */
export class Recording {
  #out;
  #random;
  #begin;
  #last;

  constructor(out, random, begin) {
    this.#out = out;
    this.#random = random;
    this.#begin = begin + 1000;
    out.write('RTCStatsDump\n{"fileFormat":3}\n');
    this.#line('create', null, { hardwareConcurrency: 8, deviceMemory: 16 }, begin + 1);
  }

  /** A connection that comes up and is then asked for its statistics; ends early at `most` bytes of the file. */
  call(id, { people, polls, secondsPerPoll }, most = Number.POSITIVE_INFINITY) {
    const begin = this.#begin;
    this.#line('create', id, { bundlePolicy: 'max-bundle' }, begin);
    for (const [name, value, after] of STEPS) {
      const shown = name.endsWith('statechange') ? `on${name}` : name;
      this.#line(shown, id, typeof value === 'string' ? JSON.stringify(value) : value, begin + 1 + after);
    }
    const meeting = new Meeting(this.#random, people);
    for (let k = 0; k < polls && this.#out.length < most; k++) {
      const time = Math.round((begin + 1000 + k * 1000 * secondsPerPoll + this.#random() * 4) * 1000) / 1000;
      const objects = meeting.poll(time, secondsPerPoll);
      const report = Object.fromEntries(objects.map(([key, members]) => [key, { ...members, id: key }]));
      this.#line('getStats', id, report, time);
    }
    this.#begin = this.#last + 60_000;
  }

  #line(name, connection, value, time) {
    const step = this.#last === undefined ? time : Math.round((time - this.#last) * 1000) / 1000;
    this.#last = time;
    this.#out.write(`${JSON.stringify([name, connection, value, step])}\n`);
  }
}
