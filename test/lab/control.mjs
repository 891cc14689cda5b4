// Whether the part of a call without a fault was healthy. If it was not, the machine was too busy and the call is no label.

/** Limits of a healthy interval; on an idle host: 0-0.5 % concealed, a buffer of 30-80 ms, 25 fps, 42-55 ms round trip. */
const LIMITS = {
  concealed: 0.02,
  audioBufferMs: 150,
  frozenSeconds: 0.3,
  framesOfUsual: 0.8,
  capturedOfUsual: 0.6,
  roundTripMs: 90,
  sampleGapMs: 1600,
};

const find = (stats, type, kind) =>
  Object.values(stats).filter((report) => report.type === type && (!kind || report.kind === kind));
const change = (first, last, name) => (last?.[name] ?? 0) - (first?.[name] ?? 0);

/**
 * @param {{ts: number, stats: object}[]} lines statistics of one end
 * @param {{start: number, end: number}} interval epoch ms without a fault
 * @param {number} fps frame rate of the sent picture
 * @returns {string[]} what is wrong in it, empty = healthy
 */
export function troubles(lines, interval, fps) {
  const inside = lines.filter(({ ts }) => ts >= interval.start && ts <= interval.end);
  if (inside.length < 3) return ['fewer than three samples'];
  const [first, last] = [inside[0], inside[inside.length - 1]];
  const seconds = (last.ts - first.ts) / 1000;
  const found = [];

  const gap = Math.max(...inside.slice(1).map((line, index) => line.ts - inside[index].ts));
  if (gap > LIMITS.sampleGapMs) found.push(`samples ${gap} ms apart`);
  for (const report of find(last.stats, 'inbound-rtp', 'audio')) {
    const before = first.stats[report.id];
    const share =
      change(before, report, 'concealedSamples') / Math.max(1, change(before, report, 'totalSamplesReceived'));
    if (share > LIMITS.concealed) found.push(`${(share * 100).toFixed(1)} % of the audio concealed`);
  }
  const buffer = Math.max(0, ...audioBuffers(inside));
  if (buffer > LIMITS.audioBufferMs) found.push(`audio buffered for ${Math.round(buffer)} ms`);
  for (const report of find(last.stats, 'inbound-rtp', 'video')) {
    const before = first.stats[report.id];
    const frozen = change(before, report, 'totalFreezesDuration') + change(before, report, 'totalPausesDuration');
    if (frozen > LIMITS.frozenSeconds) found.push(`picture frozen for ${frozen.toFixed(1)} s`);
    const rate = change(before, report, 'framesDecoded') / seconds;
    if (before && rate < LIMITS.framesOfUsual * fps) found.push(`${rate.toFixed(1)} frames per second of ${fps}`);
  }
  const trips = inside.flatMap(({ stats }) =>
    find(stats, 'candidate-pair').map((pair) => pair.currentRoundTripTime * 1000),
  );
  const worst = Math.max(0, ...trips.filter(Number.isFinite));
  if (worst > LIMITS.roundTripMs) found.push(`round trip of ${Math.round(worst)} ms`);
  return found;
}

/** Mean time in the jitter buffer of each interval between two samples, ms. */
function audioBuffers(lines) {
  const buffers = [];
  for (const [index, { stats }] of lines.entries()) {
    for (const report of find(stats, 'inbound-rtp', 'audio')) {
      const before = lines[index - 1]?.stats[report.id];
      const emitted = before ? change(before, report, 'jitterBufferEmittedCount') : 0;
      if (emitted > 0) buffers.push((1000 * change(before, report, 'jitterBufferDelay')) / emitted);
    }
  }
  return buffers;
}

/**
 * What only a machine that is too busy does, also during and after a fault: it forgets to poll, and its camera stands still
 * although nobody stopped it. A path that loses packets does neither.
 * @param {{ts: number, stats: object}[]} lines statistics of one end, whole call
 * @param {number} fps frame rate of its own camera; 0 = none, or one that is not to be judged
 * @returns {string[]} what was seen, empty = the machine had time
 */
export function starvedBy(lines, fps) {
  const found = [];
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    if (before === undefined || line.pc !== before.pc) continue;
    const gap = line.ts - before.ts;
    if (gap > LIMITS.sampleGapMs) found.push(`samples ${gap} ms apart`);
    for (const source of find(line.stats, 'media-source', 'video')) {
      const earlier = before.stats[source.id];
      const rate = (1000 * change(earlier, source, 'frames')) / gap;
      if (earlier?.frames > 0 && fps > 0 && rate > 0 && rate < LIMITS.capturedOfUsual * fps)
        found.push(`camera at ${rate.toFixed(0)} of ${fps} pictures a second`);
    }
  }
  return [...new Set(found)].slice(0, 5);
}
