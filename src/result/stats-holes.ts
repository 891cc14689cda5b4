import type { Warning } from '../formats/format.js';
import type { RtcEvent } from '../model/event.js';
import type { StatsSample } from '../model/sample.js';
import { isoTime } from './times.js';

/** A hole is at least this long. A choice: a call that nobody looked at for half a minute was not watched. */
const LEAST_MS = 30_000;
/** And so many times the usual interval of the connection: some recorders look once a minute. */
const LEAST_INTERVALS = 5;
/** Connections that are followed; more come from logs of other things than calls. */
const MOST_CONNECTIONS = 10_000;
/** Holes that are told one by one; the others are counted. */
const MOST_TOLD = 5;
/** After these a connection begins anew, or is over: what lies before and behind are two recordings. */
const BREAKS: ReadonlySet<string> = new Set(['join.start', 'leave', 'connection.create', 'connection.close']);

/** Intervals between the statistics of one connection, holes left out. */
interface Rhythm {
  latest: number;
  intervals: number;
  totalMs: number;
}

interface Hole {
  readonly connection: string;
  /** Source time, ms. */
  readonly from: number;
  readonly to: number;
}

/** Notices when the statistics of a connection stop and later go on: what happened in between, no rule can see. */
export class StatsHoles {
  readonly #rhythms = new Map<string, Rhythm>();
  readonly #holes: Hole[] = [];
  #count = 0;

  sample({ connection, time, stats }: StatsSample): void {
    if (!Number.isFinite(time) || stats.length === 0) return;
    const rhythm = this.#rhythms.get(connection);
    if (rhythm === undefined) {
      if (this.#rhythms.size < MOST_CONNECTIONS)
        this.#rhythms.set(connection, { latest: time, intervals: 0, totalMs: 0 });
      return;
    }
    const length = time - rhythm.latest;
    if (length <= 0) return;
    // NaN for the first interval, which cannot be told from a slow rhythm.
    const usual = rhythm.totalMs / rhythm.intervals;
    if (length >= LEAST_MS && length > LEAST_INTERVALS * usual)
      this.#note({ connection, from: rhythm.latest, to: time });
    else {
      rhythm.intervals++;
      rhythm.totalMs += length;
    }
    rhythm.latest = time;
  }

  event({ type, connection }: RtcEvent): void {
    if (type === 'session.start') this.#rhythms.clear();
    else if (BREAKS.has(type) && connection !== undefined) this.#rhythms.delete(connection);
  }

  /**
   * One remark that names the first holes and counts the others; undefined when there is none.
   * @param shift source time + shift = epoch ms
   * @param zone in which the times are shown
   */
  warning(shift: number, zone: string): Warning | undefined {
    if (this.#count === 0) return undefined;
    const told = this.#holes.map(({ connection, from, to }) => {
      const [start, end] = [from, to].map((time) => isoTime(time + shift, zone));
      return `${connection} ${start} – ${end}`;
    });
    const more = this.#count - told.length;
    return { code: 'statistics-hole', detail: [...told, ...(more > 0 ? [`+${more}`] : [])].join('; ') };
  }

  #note(hole: Hole): void {
    this.#count++;
    if (this.#holes.length < MOST_TOLD) this.#holes.push(hole);
  }
}
