// The delay that lasted.
import { LIMITS } from './limits.mjs';

/** Pieces further apart than this are not one stretch: nothing is known of the time between them. */
const APART_MS = 10_000;

/**
 * @param {{start: number, end: number, delay: number}[]} pieces in order of time, epoch ms and ms
 * @param {number} limit ms
 * @returns {{delay: number, at: number} | undefined} the largest delay that was not gone below for at least 4 s; `at`: when a
 *   delay of at least `limit` began to last so long, or else when the largest did
 */
export function sustained(pieces, limit) {
  let found;
  let since;
  for (let from = 0; from < pieces.length; from++) {
    let least = Number.POSITIVE_INFINITY;
    for (let to = from; to < pieces.length; to++) {
      if (to > from && pieces[to].start - pieces[to - 1].end > APART_MS) break;
      least = Math.min(least, pieces[to].delay);
      if (pieces[to].end - pieces[from].start < LIMITS.sustainedMs) continue;
      if (least >= limit) since ??= pieces[from].start;
      if (!found || least > found.delay) found = { delay: least, at: pieces[from].start };
      break;
    }
  }
  return found && { ...found, at: since ?? found.at };
}
