import type { Clock } from '../../model/result.js';
import type { ReadSummary, Warning } from '../format.js';

const MS_CLOCK: Clock = { zone: 'UTC', resolutionMs: 1 };
const UNDATED_CLOCK: Clock = { zone: 'unknown', resolutionMs: 1 };
const NO_CLOCK: Clock = { zone: 'unknown', resolutionMs: 0 };

/** Collects what a reader of statistics logs has to say of the source when it has read it. */
export class SummaryBuilder {
  #records = 0;
  #unknownLines = 0;
  #start: number | undefined;
  #end: number | undefined;
  #dated = true;
  #cut: { offset: number; reason: string } | undefined;
  /** By warning code, in the order of first occurrence. */
  readonly #counts = new Map<string, { count: number; unit: string }>();
  readonly #details = new Map<string, string | undefined>();

  /** Counts a record that belongs to the call and widens the call's time by it. */
  record(time: number): void {
    this.#records += 1;
    if (this.#start === undefined || time < this.#start) this.#start = time;
    if (this.#end === undefined || time > this.#end) this.#end = time;
  }

  /** Counts a record without letting its time stretch the call. */
  untimedRecord(): void {
    this.#records += 1;
  }

  unknownLine(): void {
    this.#unknownLines += 1;
  }

  /** A remark that is made once, however often it applies. */
  warn(code: string, detail?: string): void {
    if (!this.#details.has(code)) this.#details.set(code, detail);
  }

  /** A remark whose detail is how often it applied: `3 lines`. */
  count(code: string, unit: string): void {
    const entry = this.#counts.get(code);
    if (entry === undefined) this.#counts.set(code, { count: 1, unit });
    else entry.count += 1;
  }

  /** The times of the records are true to each other only; they are no dates. */
  undated(): void {
    this.#dated = false;
    this.warn('no-date');
  }

  /** Reading could not go on at `offset`, or the source ends in the middle of something; the first place counts. */
  cut(offset: number, reason: string): void {
    this.#cut ??= { offset, reason };
  }

  build(): ReadSummary {
    const warnings: Warning[] = [...this.#details].map(([code, detail]) =>
      detail === undefined ? { code } : { code, detail },
    );
    for (const [code, { count, unit }] of this.#counts)
      warnings.push({ code, detail: `${count} ${unit}${count === 1 ? '' : 's'}` });
    return {
      records: this.#records,
      unknownLines: this.#unknownLines,
      start: this.#start,
      end: this.#end,
      clock: this.#start === undefined ? NO_CLOCK : this.#dated ? MS_CLOCK : UNDATED_CLOCK,
      shiftMs: 0,
      warnings,
      ...(this.#cut === undefined ? {} : { cut: this.#cut }),
    };
  }
}
