// What the received pictures looked like to the one who watched.
import { LIMITS } from './limits.mjs';

/**
 * @typedef {{start: number, end: number}} Gap epoch ms between two pictures
 *
 * @param {number[]} times epoch ms of the received pictures, in order
 * @param {number} end epoch ms until which pictures were due (end of the call, or the camera was stopped)
 * @returns {Gap[]} the stops: gaps of at least `freezeMs` and three usual gaps; the last one may run until `end`
 */
export function stops(times, end) {
  if (times.length === 0) return [];
  const gaps = times.map((start, index) => ({ start, end: times[index + 1] ?? end }));
  const lengths = gaps.map((gap) => gap.end - gap.start).sort((a, b) => a - b);
  const usual = lengths[Math.floor(lengths.length / 2)];
  const limit = Math.max(LIMITS.freezeMs, LIMITS.freezeTimes * usual);
  return gaps.filter((gap) => gap.end - gap.start >= limit);
}

/**
 * The 10 s in which the picture stood still for the largest share.
 * @param {Gap[]} gaps of `stops`
 * @returns {{share: number, stops: number, at: number}} `at`: start of the first stop in it
 */
export function worstFrozen(gaps) {
  const found = { share: 0, stops: 0, at: 0 };
  for (const { start } of gaps) {
    const to = start + LIMITS.windowMs;
    const inside = gaps.filter((gap) => gap.start >= start && gap.start < to);
    const frozen = inside.reduce((sum, gap) => sum + Math.min(gap.end, to) - gap.start, 0);
    const share = frozen / LIMITS.windowMs;
    if (share > found.share) Object.assign(found, { share, stops: inside.length, at: start });
  }
  return found;
}

/**
 * The 10 s in which the fewest of the sent pictures were received.
 * @returns {{share: number, fps: number, at: number} | undefined} nothing if the call was shorter
 */
export function worstRate(sent, received, { start, end }) {
  let found;
  for (let at = start; at + LIMITS.windowMs <= end; at += 1000) {
    const count = (times) => times.filter((time) => time >= at && time < at + LIMITS.windowMs).length;
    const due = count(sent);
    // A camera that gives less than one picture a second is off, or shows a page that stands still.
    if (due < LIMITS.windowMs / 1000) continue;
    const got = count(received);
    const share = got / due;
    if (!found || share < found.share) found = { share, fps: got / (LIMITS.windowMs / 1000), at };
  }
  return found;
}

/**
 * From the camera to the eye.
 * @param {import('./traces.mjs').Pictures} sent
 * @param {import('./traces.mjs').Pictures} received
 * @returns {{time: number, delay: number}[]} of each received picture whose number could be read: ms
 */
export function pictureDelays(sent, received) {
  const lastSent = new Map();
  let next = 0;
  return received.times.flatMap((time, index) => {
    for (; next < sent.times.length && sent.times[next] <= time; next++)
      lastSent.set(sent.numbers[next], sent.times[next]);
    const number = received.numbers[index];
    const shown = number < 0 ? undefined : lastSent.get(number);
    return shown === undefined ? [] : [{ time, delay: time - shown }];
  });
}

/** One entry per second with the median delay, so that a single late picture is not a delay. */
export function perSecond(delays) {
  const seconds = new Map();
  for (const { time, delay } of delays) {
    const second = Math.floor(time / 1000);
    seconds.set(second, [...(seconds.get(second) ?? []), delay]);
  }
  return [...seconds].map(([second, values]) => ({
    start: second * 1000,
    end: second * 1000 + 1000,
    delay: values.sort((a, b) => a - b)[Math.floor(values.length / 2)],
  }));
}
