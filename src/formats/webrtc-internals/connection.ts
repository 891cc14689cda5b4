import type { Location, RtcEvent } from '../../model/event.js';
import type { RecordSink } from '../../model/sample.js';
import { ReportStore } from './columns.js';
import { type LocalClock, parseLocal, settle } from './local-time.js';
import type { PointPool } from './point-pool.js';
import { emitSamples } from './samples.js';
import { normalise } from './tracks.js';
import { UpdateLog } from './update-log.js';

/** Most events of one connection that are held; more come from applications that renegotiate without end. */
const MOST_EVENTS = 20_000;
/** Most numbers of one connection that are held (8 bytes each). */
const MOST_POINTS = 6_000_000;
/** Chrome keeps this many points of a series and drops the oldest. */
const CHROME_POINTS = 1000;
/** A full series that begins this long after the connection did has lost its beginning. */
const LATE_MS = 60_000;

type Untimed = Omit<RtcEvent, 'time' | 'connection'>;
interface HeldEvent {
  readonly event: Untimed;
  /** Epoch ms, or local time as Chrome 86 wrote it. */
  readonly time: number | string;
}

/** What a connection turned out to hold. */
export interface ConnectionOutcome {
  readonly records: number;
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly warnings: readonly string[];
  /** How its local times were read; undefined when it has none, or they could not be settled. */
  readonly clock: LocalClock | undefined;
  /** Its events had times of whole seconds. */
  readonly coarse: boolean;
}

/** One connection of the dump while it is being read: statistics by series, events in the order of the log. */
export class Connection {
  readonly store: ReportStore;
  private readonly log = new UpdateLog();
  private readonly held: HeldEvent[] = [];
  private first: number | string | undefined;
  private dropped = false;
  /** Extent of the statistics, and the earliest start of a series with Chrome's full length. */
  private statsStart = Number.POSITIVE_INFINITY;
  private statsEnd = Number.NEGATIVE_INFINITY;
  private fullStart = Number.POSITIVE_INFINITY;

  constructor(
    readonly id: string,
    pool: PointPool,
  ) {
    this.store = new ReportStore(MOST_POINTS, pool);
  }

  /** An entry of the updateLog. */
  update(type: string, value: string, time: number | string, at: Location): void {
    this.first ??= time;
    const event = this.log.take({ type, value, at });
    if (event === undefined) return;
    if (this.held.length < MOST_EVENTS) this.held.push({ event, time });
    else this.dropped = true;
  }

  /** A series was read: what its extent says of the whole. */
  extent(start: number, end: number, count: number): void {
    if (!Number.isFinite(start) || !Number.isFinite(end)) return;
    this.statsStart = Math.min(this.statsStart, start);
    this.statsEnd = Math.max(this.statsEnd, end);
    if (count === CHROME_POINTS) this.fullStart = Math.min(this.fullStart, start);
  }

  /** Hands the samples and events over in the order of time. `known` is the clock of an earlier connection. */
  finish(sink: RecordSink, known: LocalClock | undefined): ConnectionOutcome {
    normalise(this.store);
    const texts = this.held.map(({ time }) => time).filter((time) => typeof time === 'string');
    const firstTexts = typeof this.first === 'string' ? [this.first, ...texts] : texts;
    const clock = settle(firstTexts, this.statsStart, this.statsEnd);
    const events = this.timed(clock ?? known);
    let records = 0;
    let start = Number.POSITIVE_INFINITY;
    let end = Number.NEGATIVE_INFINITY;
    let next = 0;
    const note = (time: number): void => {
      records++;
      if (time < start) start = time;
      if (time > end) end = time;
    };
    const emit = (event: RtcEvent): void => {
      next++;
      note(event.time);
      sink.event(event);
    };
    emitSamples(this.id, this.store, (sample) => {
      for (let event = events[next]; event !== undefined && event.time <= sample.time; event = events[next])
        emit(event);
      note(sample.time);
      sink.sample(sample);
    });
    for (const event of events.slice(next)) emit(event);
    sink.connectionDone?.(this.id);
    const any = records > 0;
    const warnings = this.warnings(clock ?? known, texts.length > 0);
    return {
      records,
      start: any ? start : undefined,
      end: any ? end : undefined,
      warnings,
      clock,
      coarse: texts.length > 0,
    };
  }

  private timed(clock: LocalClock | undefined): RtcEvent[] {
    const events: RtcEvent[] = [];
    for (const { event, time } of this.held) {
      const known = timeOf(time, clock);
      if (known !== undefined) events.push({ ...event, time: known, connection: this.id });
    }
    // The log is in order but for small steps back; the sort is stable.
    return events.sort((a, b) => a.time - b.time);
  }

  private warnings(clock: LocalClock | undefined, local: boolean): string[] {
    const warnings: string[] = [];
    const first = this.first === undefined ? undefined : timeOf(this.first, clock);
    if (first !== undefined && this.fullStart - first > LATE_MS && Number.isFinite(this.fullStart))
      warnings.push('series-truncated');
    if (this.store.thinned) warnings.push('series-thinned');
    if (this.dropped) warnings.push('events-dropped');
    if (local && clock === undefined) warnings.push('zone-unknown');
    return warnings;
  }
}

/** Epoch ms of a time of the log; local times that could not be settled count as if they were UTC. */
export function timeOf(time: number | string, clock: LocalClock | undefined): number | undefined {
  if (typeof time === 'number') return time;
  const local = parseLocal(time, clock?.order ?? 'mdy') ?? parseLocal(time, 'dmy');
  return local === undefined ? undefined : local - (clock?.offsetMs ?? 0);
}
