import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Output } from './output.mjs';

/** A recorded call of two people, with audio and video both ways; see the folder's README for how it was made. */
const RECORDED = new URL('../../../fixtures/webrtc-internals/clean.json.gz', import.meta.url);
/** Chrome keeps the last 1000 points of a series: what a dump of a call of a quarter of an hour holds. */
const POINTS = 1000;
/** From the beginning of one call to that of the next, ms. */
const SPACING = POINTS * 1000 + 60_000;

/**
 * A dump of chrome://webrtc-internals with one call of two people after the other, until the file has the wanted size.
 *
 * The calls are a recorded one, its series continued to Chrome's full length. What people send in looks like this: most
 * of it is series and objects that nobody reads (certificates, codecs, candidates, `[bytesReceived_in_bits/s]`), and a
 * megabyte holds the ticks of some 700 seconds of a track. The made-up meeting (`writeInternals`) has only what is read,
 * so its megabytes hold several times as many ticks: it measures the rules more than the reading.
 */
export function writeCalls(path, megabytes) {
  const dump = JSON.parse(gunzipSync(readFileSync(RECORDED)).toString());
  const [call] = Object.values(dump.PeerConnections);
  const series = Object.entries(call.stats).map(continued);
  const out = new Output(path);
  out.write(`{\n "getUserMedia": ${JSON.stringify(dump.getUserMedia)},\n "PeerConnections": {`);
  for (let n = 0; n === 0 || out.length < megabytes * 1e6; n++) {
    out.write(`${n ? ',' : ''}\n  "9-${n + 1}": `);
    writeCall(out, call, series, n * SPACING);
  }
  out.write(`\n },\n "UserAgent": ${JSON.stringify(dump.UserAgent)}\n}\n`);
  out.close();
}

/** The recorded call, later by `shift` ms. */
function writeCall(out, call, series, shift) {
  out.write(
    `{\n   "pid": ${call.pid},\n   "rtcConfiguration": ${JSON.stringify(call.rtcConfiguration)},\n   "stats": {`,
  );
  for (const [place, { key, start, statsType, values, text }] of series.entries()) {
    out.write(`${place ? ',' : ''}\n    ${JSON.stringify(key)}: `);
    if (text === undefined) out.write('{}');
    else {
      const times = {
        startTime: new Date(start + shift).toISOString(),
        endTime: new Date(start + shift + POINTS * 1000).toISOString(),
      };
      const moved = key.endsWith('-timestamp') ? textOf(values.map((time) => rounded(time + shift))) : text;
      out.write(
        `{\n     "startTime": "${times.startTime}",\n     "endTime": "${times.endTime}",\n     "statsType": ${JSON.stringify(statsType)},\n     "values": ${moved}\n    }`,
      );
    }
  }
  const log = call.updateLog.map((entry) => ({ ...entry, timestamp: entry.timestamp + shift }));
  out.write(`\n   },\n   "updateLog": ${JSON.stringify(log, null, 1)},\n   "url": "http://localhost/"\n  }`);
}

/** A recorded series with its own elements and increments over again until it has all points. */
function continued([key, { startTime, statsType, values: recorded }]) {
  if (recorded === undefined) return { key };
  const values = JSON.parse(recorded);
  const count = values.length;
  const numeric = values.every((value) => typeof value === 'number');
  const grows = numeric && values.every((value, k) => k === 0 || value >= values[k - 1]) && values.at(-1) > values[0];
  for (let k = count; k < POINTS; k++) {
    const same = 1 + ((k - 1) % (count - 1));
    values.push(grows ? rounded(values[k - 1] + (values[same] - values[same - 1])) : values[k % count]);
  }
  return { key, start: Date.parse(startTime), statsType, values, text: textOf(values) };
}

/** To six digits behind the point, as Chrome prints; sums of doubles would show more. */
function rounded(value) {
  return Number.isInteger(value) ? value : Math.round(value * 1e6) / 1e6;
}

/** Series stand in a dump as JSON within text. */
function textOf(values) {
  return JSON.stringify(JSON.stringify(values));
}
