// Stretches in which a picture or a voice that should have been there was not.
import { BLOCK_MS } from './traces.mjs';

/** Fewer slots of voice than this between two holes are a scrap, not a voice that came back. */
const SCRAP = 200 / BLOCK_MS;

/**
 * Times in which nothing of what was said was heard, across the pauses of the speaker.
 * @param {{slot: number, state: string}[]} slots of `heardOf`
 * @param {number} origin epoch ms of slot 0
 * @returns {{start: number, end: number, spokenMs: number}[]} epoch ms; `spokenMs`: how much was said in it
 */
export function unheard(slots, origin) {
  const found = [];
  let run;
  let scrap = 0;
  for (const { slot, state } of slots) {
    const time = origin + slot * BLOCK_MS;
    if (state === 'missing') {
      if (!run) {
        run = { start: time, end: time, spokenMs: 0 };
        found.push(run);
      }
      run.end = time + BLOCK_MS;
      run.spokenMs += BLOCK_MS;
      scrap = 0;
    } else if (run && ++scrap >= SCRAP) run = undefined;
  }
  return found;
}

/**
 * Of the stops of the picture the parts in which no voice was heard either.
 * @param {{start: number, end: number}[]} gaps of the picture, epoch ms
 * @param {{time: number}[]} heard moments at which a voice was heard (epoch ms, at the listener)
 */
export function withoutVoice(gaps, heard) {
  return gaps.flatMap(({ start, end }) => {
    const inside = heard.filter(({ time }) => time > start && time < end);
    if (inside.length * BLOCK_MS < 200) return [{ start, end }];
    const edges = [start, ...inside.map(({ time }) => time), end];
    return edges.slice(1).map((time, index) => ({ start: edges[index], end: time }));
  });
}
