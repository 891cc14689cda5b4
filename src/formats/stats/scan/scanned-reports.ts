import { Token } from '../../../json/token.js';
import type { Location } from '../../../model/event.js';
import type { StatsSample } from '../../../model/sample.js';
import { isEpochMs } from '../number.js';
import type { RawEntry } from '../raw.js';
import type { StatsReport } from '../stats-report.js';
import { Attempts } from './attempts.js';
import type { KnownObject } from './known-object.js';
import { KnownReport, Layouts } from './known-report.js';
import { ReportScanner } from './report-scanner.js';
import { SamplePool } from './sample-pool.js';

/** Objects that are known at a time; a large conference has a few thousand. */
const MOST_OBJECTS = 10_000;
/**
 * Silence after which a connection is taken to have ended, ms of source time: connections report every 1 to 10 s, and most
 * logs do not say when they end. What is known of one takes 20 to 40 KB, and is learned anew from the next report.
 */
const SILENT_MS = 120_000;

/** A connection whose reports are scanned. */
export interface ScannedConnection {
  readonly id: string;
  /** The id as JSON text. */
  readonly key: Token;
  readonly report: KnownReport;
  readonly attempts: Attempts;
  /** The objects are known as they stand. */
  isUpToDate: boolean;
  /** Source time of its last report, ms. */
  time: number;
}

/**
 * The reports of a log's connections, scanned as far as their objects are known (see `ReportScanner`). After `accept` it
 * is the report that was scanned last.
 */
export class ScannedReports implements StatsReport {
  readonly scanner = new ReportScanner();
  readonly #partial: boolean;
  readonly #layouts = new Layouts();
  readonly #pool = new SamplePool();
  readonly #connections = new Map<string, ScannedConnection>();
  /** The connection whose report is being scanned. */
  #scanned: ScannedConnection | undefined;
  /** The last report, and its objects. */
  #report = new KnownReport(this.#layouts);
  #objects: readonly KnownObject[] = [];
  #known = 0;
  /** Source time of the last report of all, ms. */
  #time = Number.NaN;

  /** @param partial reports leave out what did not change */
  constructor(partial: boolean) {
    this.#partial = partial;
  }

  connection(id: string): ScannedConnection | undefined {
    return this.#connections.get(id);
  }

  /** Scans the report at the scanner's cursor. To be followed by `accept` or `reject`, unless it returns false. */
  scan(connection: ScannedConnection): boolean {
    this.#scanned = connection;
    return connection.isUpToDate && this.scanner.scan(connection.report, this.#partial);
  }

  /** The line around the report is sound. */
  accept(connection: ScannedConnection): void {
    const { report } = connection;
    this.scanner.accept(report, this.#partial);
    connection.attempts.succeeded();
    this.#report = report;
    this.#objects = this.#partial ? report.list : report.present;
  }

  /** The line is not to be read this way. */
  reject(): void {
    if (this.#scanned !== undefined) this.scanner.reject(this.#scanned.report, this.#partial);
  }

  get time(): number | undefined {
    let newest: number | undefined;
    for (const { tellsTime, timestamp } of this.#objects) {
      if (!tellsTime || !isEpochMs(timestamp)) continue;
      if (newest === undefined || timestamp > newest) newest = timestamp;
    }
    return newest;
  }

  sampleAt(time: number, connection: string, at: Location): StatsSample {
    this.#time = time;
    if (this.#scanned !== undefined) this.#scanned.time = time;
    return this.#pool.sampleOf(this.#report, this.#objects, { time, connection, at });
  }

  /** Makes the objects of a parsed report known: all of the connection's, if reports are partial. */
  learn(id: string, entries: readonly RawEntry[]): void {
    const connection = this.#connections.get(id) ?? this.#begin(id);
    // It was known, and yet its report had to be parsed.
    if (connection.isUpToDate) connection.attempts.failed();
    connection.isUpToDate = false;
    if (!connection.attempts.next() || !this.#hasRoom()) return;
    this.#known -= connection.report.list.length;
    connection.isUpToDate = connection.report.learn(entries);
    this.#known += connection.report.list.length;
    if (!connection.isUpToDate) connection.attempts.failed();
  }

  /** Brings the members of a connection's objects to what scanning has made of them. */
  writeTo(id: string, objects: ReadonlyMap<string, Record<string, unknown>>): void {
    const connection = this.#connections.get(id);
    if (connection?.isUpToDate !== true) return;
    for (const object of connection.report.list) {
      const raw = objects.get(object.id);
      if (raw !== undefined) object.writeTo(raw);
    }
  }

  /** Forgets a connection that has been closed. */
  close(id: string): void {
    this.#known -= this.#connections.get(id)?.report.list.length ?? 0;
    this.#connections.delete(id);
  }

  #begin(id: string): ScannedConnection {
    this.#forgetSilent();
    const connection = {
      id,
      key: Token.of(JSON.stringify(id)),
      report: new KnownReport(this.#layouts),
      attempts: new Attempts(),
      isUpToDate: false,
      time: this.#time,
    };
    this.#connections.set(id, connection);
    return connection;
  }

  /** Complete reports can be learned anew at any time; what partial ones are based on has to stay. */
  #forgetSilent(): void {
    if (this.#partial) return;
    for (const { id, time } of this.#connections.values()) if (this.#time - time > SILENT_MS) this.close(id);
  }

  #hasRoom(): boolean {
    if (this.#known < MOST_OBJECTS) return true;
    if (this.#partial) return false;
    this.#connections.clear();
    this.#known = 0;
    return false;
  }
}
