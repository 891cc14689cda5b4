import type { Location } from '../model/event.js';
import type { StatsType } from '../model/metric.js';
import { type Evidence, SIGNAL_IDS, SIGNAL_INDEX, SIGNALS, type SignalId, type SignalTick } from '../model/signal.js';
import type { Interval } from './interval.js';

const LONGEST_EXCERPT = 300;
/** Statistics ids are short; what a log makes of them need not be. */
const LONGEST_ID = 60;
const FEWEST_DIGITS = 7;
/** A double holds no more decimal digits that mean anything. */
const MOST_DIGITS = 16;

/** The values of one subject in one interval while they are put together; reused from one to the next. */
export class Tick implements SignalTick {
  start = 0;
  end = 0;
  gap = false;
  readonly values = new Float64Array(SIGNAL_IDS.length).fill(Number.NaN);
  #at: Location = { source: '', line: 0, offset: 0 };
  #text = '';
  readonly #read = new Map<StatsType, Interval>();

  /** Starts a new interval with all values unknown. `text` is the proof where no metric is (the words of an event). */
  begin(start: number, end: number, gap: boolean, at: Location, text = ''): this {
    this.start = start;
    this.end = end;
    this.gap = gap;
    this.#at = at;
    this.#text = text;
    this.values.fill(Number.NaN);
    this.#read.clear();
    return this;
  }

  /** Sets a value; what is not a finite number stays unknown. */
  set(signal: SignalId, value: number): void {
    const index = SIGNAL_INDEX.get(signal);
    if (index !== undefined && Number.isFinite(value)) this.values[index] = value;
  }

  get(signal: SignalId): number {
    return this.values[SIGNAL_INDEX.get(signal) ?? -1] ?? Number.NaN;
  }

  /** Notes which readings the values came from. */
  readFrom(interval: Interval | undefined): void {
    if (interval !== undefined) this.#read.set(interval.type, interval);
  }

  prove(signal: SignalId): Evidence {
    const parts: string[] = [];
    let at: Location | undefined;
    let object = '';
    for (const origin of SIGNALS[signal].from as readonly string[]) {
      const { type, metric } = split(origin);
      const interval = this.#findRead(type);
      const now = interval?.curr.values[metric] ?? interval?.curr.labels[metric];
      if (interval === undefined || now === undefined) continue;
      // The object is named where it changes: one metric of two objects would look like one reading said twice.
      const name = `${type} ${interval.curr.id.slice(0, LONGEST_ID)} `;
      parts.push(`${name === object ? '' : name}${metric} ${readings(interval.prev?.values[metric], now)}`);
      object = name;
      at ??= interval.curr.series?.get(metric);
    }
    const excerpt = (parts.length > 0 ? parts.join(', ') : this.#text).slice(0, LONGEST_EXCERPT);
    // A series stands in one place with all its readings: only the time says which of them are meant.
    return at === undefined ? { at: this.#at, excerpt } : { at, excerpt, time: this.end };
  }

  #findRead(type: string): Interval | undefined {
    for (const [key, interval] of this.#read) if (key === type) return interval;
    return undefined;
  }
}

/** `outbound-rtp.qualityLimitationDurations.cpu` → type and metric (which may itself hold a dot). */
function split(origin: string): { type: string; metric: string } {
  const dot = origin.indexOf('.');
  return dot < 0 ? { type: origin, metric: '' } : { type: origin.slice(0, dot), metric: origin.slice(dot + 1) };
}

/** `250 → 268`, with as many digits as it takes to show a change. */
function readings(before: number | undefined, now: number | string): string {
  if (before === undefined || typeof now === 'string') return show(now, FEWEST_DIGITS);
  for (let digits = FEWEST_DIGITS; digits < MOST_DIGITS; digits += 3) {
    const [from, to] = [show(before, digits), show(now, digits)];
    if (from !== to || before === now) return `${from} → ${to}`;
  }
  return `${show(before, MOST_DIGITS)} → ${show(now, MOST_DIGITS)}`;
}

/** Counts stay whole; a fraction is cut to `digits` significant digits. */
function show(value: number | string, digits: number): string {
  return typeof value === 'string' || Number.isSafeInteger(value) ? String(value) : String(+value.toPrecision(digits));
}
