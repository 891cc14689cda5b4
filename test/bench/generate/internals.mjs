import { Meeting } from './meeting.mjs';
import { STEPS } from './negotiation.mjs';
import { Output } from './output.mjs';
import { randomOf } from './random.mjs';

const BEGIN = Date.UTC(2026, 0, 5, 9);
/** Chrome keeps 1000 points of a series; other recorders keep more, and short calls have fewer. */
const POINTS = [300, 1000, 1000, 1000, 3000, 5000];
const PEOPLE = 18;
const END =
  '\n },\n "UserAgent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36"\n}\n';

/**
 * A dump of chrome://webrtc-internals in Chrome's layout (one member a line, indent 1): one connection after the other
 * until the file has the wanted size.
 */
export function writeInternals(path, megabytes) {
  const out = new Output(path);
  const random = randomOf(1);
  out.write('{\n "getUserMedia": [],\n "PeerConnections": {');
  let begin = BEGIN;
  for (let n = 0; out.length < megabytes * 1e6; n++) {
    // The last connection has as many points as fit.
    const left = (megabytes * 1e6 - out.length) / 15_000;
    const points = Math.ceil(Math.min(POINTS[n % POINTS.length], Math.max(30, left)));
    writeConnection(out, `${n ? ',' : ''}\n  "9-${n + 1}": `, { random, begin, points, people: PEOPLE });
    begin += points * 1000 + 60_000;
  }
  out.write(END);
  out.close();
}

/** One connection of a quarter of an hour on which 100 people are received: 200 tracks. */
export function writeManyTracks(path) {
  const out = new Output(path);
  out.write('{\n "getUserMedia": [],\n "PeerConnections": {');
  writeConnection(out, '\n  "9-1": ', { random: randomOf(5), begin: BEGIN, points: 1000, people: 100 });
  out.write(END);
  out.close();
}

function writeConnection(out, opening, { random, begin, points, people }) {
  out.write(`${opening}{\n   "pid": 4711,\n   "rtcConfiguration": "{}",\n   "stats": {`);
  const meeting = new Meeting(random, people);
  const polls = Array.from({ length: points }, (_, k) => {
    const time = Math.round((begin + 1000 + k * 1000 + random() * 4) * 1000) / 1000;
    return meeting.poll(time, 1);
  });
  const [first = []] = polls;
  const span = { start: new Date(begin + 1000).toISOString(), end: new Date(begin + points * 1000).toISOString() };
  let separator = '';
  for (const [place, [id, members]] of first.entries()) {
    for (const name of Object.keys(members)) {
      const values = JSON.stringify(JSON.stringify(polls.map((poll) => poll[place][1][name])));
      out.write(
        `${separator}\n    "${id}-${name}": {\n     "startTime": "${span.start}",\n     "endTime": "${span.end}",\n     "statsType": "${members.type}",\n     "values": ${values}\n    }`,
      );
      separator = ',';
    }
  }
  out.write('\n   },\n   "updateLog": [');
  const entries = STEPS.map(([type, value, after]) => {
    const entry = { type, value: value === '' ? '' : JSON.stringify(value), timestamp: begin + after + 0.5 };
    return `\n    {\n     "type": "${entry.type}",\n     "value": ${JSON.stringify(entry.value)},\n     "timestamp": ${entry.timestamp}\n    }`;
  });
  out.write(`${entries.join(',')}\n   ],\n   "url": "https://meet.example/"\n  }`);
}
