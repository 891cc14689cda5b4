import { RunningMedian } from './median.js';

/** The last seconds of a log show falling rates of which nobody suffered, ms. */
const TAIL_MS = 2000;
/** Packets that end this shortly before the log does ended because the far end left, ms. */
const HANG_UP_MS = 5000;
/** An interval with fewer packets than this share of the usual rate is one in which they ended. */
const FULL_SHARE = 0.7;

/** Finds out from when on a connection is being torn down: what comes later is not judged. */
export class Ending {
  readonly #usual = new RunningMedian(3, 3);
  #closed = Number.POSITIVE_INFINITY;
  #failed = Number.NEGATIVE_INFINITY;
  #lastFull = Number.NaN;
  #silent = false;

  /** Something was received (or not) in an interval; times in ms. */
  received(packets: number, start: number, end: number): void {
    const seconds = (end - start) / 1000;
    const rate = packets / seconds;
    if (!(rate >= 0)) return;
    this.#silent = packets === 0;
    if (!this.#silent && !(rate < FULL_SHARE * this.#usual.value)) this.#lastFull = end;
    this.#usual.add(rate, seconds);
  }

  /** Closed, left, or hung up by the far end (DTLS closed) at `time`; the first one counts. */
  close(time: number): void {
    this.#closed = Math.min(this.#closed, time);
  }

  /** The connection failed at `time`. People suffer from that, also when it is the last thing that the log says. */
  fail(time: number): void {
    if (time <= this.#closed) this.#failed = time;
  }

  /** Joined or connected again: what was over begins anew. */
  reopen(): void {
    this.#closed = Number.POSITIVE_INFINITY;
  }

  get closedAt(): number | undefined {
    return Number.isFinite(this.#closed) ? this.#closed : undefined;
  }

  /** The earliest time that `judgedUntil` may come to be, whatever is told from now on, given what has been told of, ms. */
  judgedFrom(toldUntil: number): number {
    const full = Number.isNaN(this.#lastFull) ? Number.POSITIVE_INFINITY : this.#lastFull;
    return Math.min(this.#closed, full, toldUntil - TAIL_MS);
  }

  /** Source time until which is judged, given the end of the log, ms. */
  judgedUntil(logEnd: number): number {
    const hungUp = this.#silent && logEnd - this.#lastFull < HANG_UP_MS ? this.#lastFull : Number.POSITIVE_INFINITY;
    // Just past the failure: what begins at `judgedUntil` itself is dropped.
    return Math.max(Math.min(this.#closed, hungUp, logEnd - TAIL_MS), this.#failed + 1);
  }
}
