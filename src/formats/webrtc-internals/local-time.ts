/** Order of the date's parts: only the year tells itself apart. */
export type DateOrder = 'mdy' | 'dmy';

/** A local time as Chrome 86 wrote it, in the browser's locale, without zone. */
const LOCAL =
  /^(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4}),?\s+(上午|下午)?\s?(\d{1,2})[:.](\d{2})[:.](\d{2})(?:\s?([AaPp])\.?\s?[Mm]\.?)?$/;

/** Epoch ms of a local time counted as if it were UTC, read with the given order; undefined when it cannot be. */
export function parseLocal(text: string, order: DateOrder): number | undefined {
  const match = LOCAL.exec(
    text.slice(0, 60).replace(/[\u200e\u200f\u202f\u00a0]/g, (c) => (c < '\u2020' && c > '\u200d' ? '' : ' ')),
  );
  if (match === null) return undefined;
  const [a, b, c] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const [year, month, day] = a > 31 ? [a, b, c] : order === 'mdy' ? [c, a, b] : [c, b, a];
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  let hour = Number(match[5]);
  const half =
    match[4] === '下午' || /p/i.test(match[8] ?? '')
      ? 'pm'
      : match[4] !== undefined || match[8] !== undefined
        ? 'am'
        : '';
  if (half !== '') hour = (hour % 12) + (half === 'pm' ? 12 : 0);
  if (hour > 23) return undefined;
  return Date.UTC(year < 100 ? 2000 + year : year, month - 1, day, hour, Number(match[6]), Number(match[7]));
}

/** How the local times of a dump are to be read: local time − `offsetMs` = UTC. */
export interface LocalClock {
  readonly order: DateOrder;
  readonly offsetMs: number;
}

const QUARTER = 15 * 60_000;
/** Zones lie between −12 and +14 hours, on quarters of an hour. */
const WEST = -12 * 4;
const EAST = 14 * 4;
/** A log that begins further than this from its statistics says nothing about the zone. */
const NEAR_MS = 7.5 * 60_000;

/**
 * Settles the order of the date and the zone by comparing the log's local times with the UTC times of the same
 * connection's statistics, which begin when the connection does (or when the page is opened, within the log).
 *
 * @param start,end UTC extent of the statistics, ms.
 */
export function settle(texts: readonly string[], start: number, end: number): LocalClock | undefined {
  let best: (LocalClock & { cost: number }) | undefined;
  for (const order of ['mdy', 'dmy'] as const) {
    const times = texts.map((text) => parseLocal(text, order)).filter((time) => time !== undefined);
    if (times.length < texts.length || times.length === 0) continue;
    const [first = 0] = times;
    for (let quarters = WEST; quarters <= EAST; quarters++) {
      const offsetMs = quarters * QUARTER;
      const cost = distance(first - offsetMs, start, end);
      if (best === undefined || cost < best.cost) best = { order, offsetMs, cost };
    }
  }
  return best === undefined || best.cost > NEAR_MS ? undefined : { order: best.order, offsetMs: best.offsetMs };
}

/** A log that starts within the statistics is as good as one that starts with them, but the beginning decides ties. */
function distance(time: number, start: number, end: number): number {
  const outside = time < start ? start - time : Math.max(0, time - end);
  return outside + Math.abs(time - start) / 1e6;
}
