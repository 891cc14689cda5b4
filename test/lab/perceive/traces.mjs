// From what the probes of a call said to evenly spaced sound and lists of pictures.
import { BLOCK_MS, FEATURES, FLOOR_DBFS } from '../page/sound-features.js';

export { BLOCK_MS, FEATURES };

const REPEAT_MS = 8000;

/**
 * Sound of one track, one slot each 20 ms.
 * @typedef {object} Sound
 * @property {number} origin epoch ms of slot 0
 * @property {number} length slots
 * @property {Float32Array} bands nine values of each slot, dBFS: the level and eight bands; -110 where nothing was
 *
 * Pictures of one track in order of time.
 * @typedef {object} Pictures
 * @property {number[]} times epoch ms
 * @property {number[]} numbers of the marks, -1 = none
 *
 * @typedef {{picture?: Pictures, sound?: Sound}} Media
 * @typedef {{local: Media, remote: Record<string, Media>}} EndTraces `remote` by the end that sends
 */

/**
 * @param {Record<string, object[]>} probes messages of each end, see page/probe-worker.js
 * @param {{go: number, end: number}} call epoch ms; what is outside is left out, sound before `go` is not
 * @returns {Record<string, EndTraces>}
 */
export function readTraces(probes, { go, end }) {
  const ends = Object.keys(probes);
  return Object.fromEntries(
    ends.map((own) => {
      const messages = probes[own].filter((message) => !message.error);
      const others = ends.filter((other) => other !== own);
      const remote = others.map((from) => {
        const ofThis = messages.filter(
          (message) => message.side === 'remote' && (message.from ?? (others.length === 1 ? from : undefined)) === from,
        );
        return [from, media(ofThis, go, end)];
      });
      const local = media(
        messages.filter((message) => message.side === 'local'),
        go,
        end,
      );
      return [own, { local, remote: Object.fromEntries(remote) }];
    }),
  );
}

function media(messages, go, end) {
  const found = {};
  const picture = pictures(messages.filter(({ kind }) => kind === 'picture'));
  if (picture) found.picture = within(picture, go, end);
  const blocks = messages.filter(({ kind }) => kind === 'sound');
  if (blocks.length > 0) found.sound = sound(blocks, go, end);
  return found;
}

/**
 * Of several tracks the one with the most numbered pictures: what is shared beside the camera may well stand still. All tracks
 * that have numbers belong together: a camera that was switched off and on again is another track, and a picture that comes
 * in several sizes (simulcast) is seen when the first of them is there.
 */
function pictures(messages) {
  const tracks = [...grouped(messages).values()].map((parts) => ({
    times: parts.flatMap(({ base, t }) => t.map((ms) => base + ms)),
    numbers: parts.flatMap(({ n }) => n),
  }));
  const numbered = tracks.filter(({ numbers }) => numbers.filter((number) => number >= 0).length > numbers.length / 2);
  if (numbered.length === 0) return tracks.sort((a, b) => b.times.length - a.times.length)[0];
  const all = numbered.flatMap(({ times, numbers }) => times.map((time, at) => [time, numbers[at]]));
  all.sort(([a], [b]) => a - b);
  const first = numbered.length > 1 ? withoutRepeats(all) : all;
  return { times: first.map(([time]) => time), numbers: first.map(([, number]) => number) };
}

/** A number comes again after 20 s; sooner it is the same picture in another size. */
function withoutRepeats(entries) {
  const seen = new Map();
  return entries.filter(([time, number]) => {
    const before = seen.get(number);
    if (number >= 0 && before !== undefined && time - before < REPEAT_MS) return false;
    seen.set(number, time);
    return true;
  });
}

function grouped(messages) {
  const groups = new Map();
  for (const message of messages) groups.set(message.track, [...(groups.get(message.track) ?? []), message]);
  return groups;
}

function within({ times, numbers }, from, to) {
  const kept = times.map((time) => time >= from && time <= to);
  return { times: times.filter((_, at) => kept[at]), numbers: numbers.filter((_, at) => kept[at]) };
}

function sound(messages, origin, end) {
  const length = Math.ceil((end - origin) / BLOCK_MS);
  const bands = new Float32Array(length * FEATURES).fill(FLOOR_DBFS);
  const clocks = trueClocks(messages);
  let last = -1;
  for (const [part, { base, t, f }] of messages.entries()) {
    for (const [index, ms] of t.entries()) {
      let slot = Math.round((base + clocks[part] + ms - origin) / BLOCK_MS);
      // Two blocks in one slot and none in the next is rounding, not a hole.
      if (slot === last) slot++;
      if (slot === last + 2 && last >= 0 && last + 1 < length) copySlot(bands, last, last + 1);
      last = slot;
      if (slot < 0 || slot >= length) continue;
      for (let k = 0; k < FEATURES; k++) bands[slot * FEATURES + k] = FLOOR_DBFS + f[index * FEATURES + k] / 2;
    }
  }
  return { origin, length, bands };
}

/**
 * Epoch ms of the zero of a track's clock, for each message. A piece that a busy machine delivered late makes it too large, and
 * the first pieces of a microphone may come with times that lie up to 0.3 s ahead: near the lowest of several seconds is right.
 */
function trueClocks(messages) {
  const around = 7;
  return messages.map((_, index) => {
    const near = messages.slice(Math.max(0, index - around), index + around + 1).map(({ clock }) => clock ?? 0);
    return near.sort((a, b) => a - b)[Math.floor(near.length / 5)];
  });
}

function copySlot(bands, from, to) {
  bands.copyWithin(to * FEATURES, from * FEATURES, (from + 1) * FEATURES);
}

/** Level of a slot, dBFS. */
export const levelAt = ({ bands, length }, slot) => (slot >= 0 && slot < length ? bands[slot * FEATURES] : FLOOR_DBFS);
