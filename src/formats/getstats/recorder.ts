import type { Location } from '../../model/event.js';
import type { RecordSink } from '../../model/sample.js';
import type { RawEntry } from '../stats/raw.js';
import { PooledSample } from '../stats/scan/sample-pool.js';
import { MOST_OBJECTS } from '../stats/shapes.js';
import { parsedReport, type StatsReport } from '../stats/stats-report.js';
import type { SummaryBuilder } from '../stats/summary.js';

/** Name of the connection where the log has none: reports of one connection need none. */
const ONLY_CONNECTION = 'pc';
/** A report's own time is taken for the sample's as long as it is this close to the envelope's. */
const CLOCKS_AGREE_MS = 5_000;

interface Pending {
  readonly connection: string | undefined;
  readonly entries: Map<string, RawEntry>;
  readonly at: Location;
}

/** Hands reports to the sink; puts reports together that stand in the log object by object. */
export class ReportRecorder {
  readonly #sink: RecordSink;
  readonly #summary: SummaryBuilder;
  #pending: Pending | undefined;
  #samples = 0;

  constructor(sink: RecordSink, summary: SummaryBuilder) {
    this.#sink = sink;
    this.#summary = summary;
  }

  /**
   * Records a complete report.
   * @param told time of its envelope, epoch ms
   */
  report(report: StatsReport, connection: string | undefined, told: number | undefined, at: Location): void {
    const own = report.time;
    const time = own !== undefined && (told === undefined || Math.abs(own - told) <= CLOCKS_AGREE_MS) ? own : told;
    if (time === undefined) {
      this.#summary.count('report-without-time', 'report');
      return;
    }
    const sample = report.sampleAt(time, connection ?? ONLY_CONNECTION, at);
    if (sample.stats.length > 0) {
      this.#samples += 1;
      this.#summary.record(time);
      this.#sink.sample(sample);
    }
    if (sample instanceof PooledSample) sample.release();
  }

  /** Takes one object of a report; an id that comes again, or another connection, begins the next report. */
  object(entry: RawEntry, connection: string | undefined, at: Location): void {
    const pending = this.#pending;
    if (
      pending === undefined ||
      pending.connection !== connection ||
      pending.entries.has(entry.id) ||
      pending.entries.size >= MOST_OBJECTS
    ) {
      this.flush();
      this.#pending = { connection, entries: new Map([[entry.id, entry]]), at };
    } else pending.entries.set(entry.id, entry);
  }

  /** Ends the report that is being put together. */
  flush(): void {
    const pending = this.#pending;
    if (pending === undefined) return;
    this.#pending = undefined;
    const { connection, entries, at } = pending;
    this.report(parsedReport([...entries.values()]), connection, undefined, at);
  }

  finish(): void {
    this.flush();
    // Counters of one report say how the call went on average, not when.
    if (this.#samples === 1) this.#summary.warn('single-report');
  }
}
