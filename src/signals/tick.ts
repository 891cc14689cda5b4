import type { Location } from '../model/event.js';
import type { StatsType } from '../model/metric.js';
import { type Evidence, SIGNAL_IDS, SIGNAL_INDEX, SIGNALS, type SignalId, type SignalTick } from '../model/signal.js';
import type { Interval } from './interval.js';

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
    for (const origin of SIGNALS[signal].from as readonly string[]) {
      const { type, metric } = split(origin);
      const interval = this.#findRead(type);
      const now = interval?.curr.values[metric] ?? interval?.curr.labels[metric];
      if (interval === undefined || now === undefined) continue;
      const before = interval.prev?.values[metric];
      parts.push(before === undefined ? `${metric} ${show(now)}` : `${metric} ${show(before)} → ${show(now)}`);
      at ??= interval.curr.series?.get(metric);
    }
    const excerpt = parts.length > 0 ? parts.join(', ') : this.#text;
    return { at: at ?? this.#at, excerpt: excerpt.slice(0, 300) };
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

function show(value: number | string): string {
  return typeof value === 'string' ? value : String(Number(value.toPrecision(7)));
}
