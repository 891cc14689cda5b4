import { Token } from '../../json/token.js';
import type { Location } from '../../model/event.js';
import type { StatsSample } from '../../model/sample.js';
import { parseJson } from '../stats/json-text.js';
import { isEpochMs } from '../stats/number.js';
import type { RawEntry } from '../stats/raw.js';
import { Attempts } from '../stats/scan/attempts.js';
import type { KnownObject } from '../stats/scan/known-object.js';
import { KnownReport, Layouts } from '../stats/scan/known-report.js';
import { ReportScanner } from '../stats/scan/report-scanner.js';
import { SamplePool } from '../stats/scan/sample-pool.js';
import type { Report } from './recorder.js';

const BEGINNINGS = [Token.of('["getStats",'), Token.of('["getstats",')];
const COMMA = 44;
const CLOSE_BRACKET = 93;
/** Objects that are known at a time; a large conference has a few thousand. */
const MOST_OBJECTS = 10_000;

/** A connection whose reports are scanned. */
interface Scanned {
  readonly id: string;
  /** `"id",` as it stands in the lines. */
  readonly key: Token;
  readonly report: KnownReport;
  readonly attempts: Attempts;
  /** The objects are known as they stand. */
  isUpToDate: boolean;
}

/**
 * Reads statistics lines from their bytes, as far as their objects are known (see `ReportScanner`). After `scan` it is
 * the report of that line.
 */
export class LineScanner implements Report {
  /** Of the line scanned last. */
  connection = '';
  /** Of the line scanned last: the number behind its report. */
  number = Number.NaN;
  readonly #partial: boolean;
  readonly #layouts = new Layouts();
  readonly #scanner = new ReportScanner();
  readonly #pool = new SamplePool();
  readonly #connections = new Map<string, Scanned>();
  /** The connection of the line scanned last. */
  #current: Scanned | undefined;
  /** The objects of its report, the first `#length` of them. */
  #objects: readonly KnownObject[] = [];
  #length = 0;
  #known = 0;

  /** @param partial reports leave out what did not change */
  constructor(partial: boolean) {
    this.#partial = partial;
  }

  /** Reads `["getStats", connection, report, number, number?]`. False when the line has to be parsed. */
  scan(buffer: Buffer, start: number, end: number): boolean {
    const scanner = this.#scanner;
    scanner.cursor.begin(buffer, start, end);
    const current = this.#connectionOf();
    if (current?.isUpToDate !== true) return false;
    if (!scanner.scan(current.report, this.#partial)) {
      current.attempts.failed();
      return false;
    }
    if (!this.#lineEnd()) {
      scanner.reject();
      current.attempts.failed();
      return false;
    }
    scanner.accept();
    current.attempts.succeeded();
    this.connection = current.id;
    this.#objects = this.#partial ? current.report.list : scanner.objects;
    this.#length = this.#partial ? current.report.list.length : scanner.length;
    return true;
  }

  /** Time of the report, epoch ms: see `reportTime`. */
  get time(): number | undefined {
    let newest: number | undefined;
    for (let k = 0; k < this.#length; k += 1) {
      const object = this.#objects[k];
      if (object?.tellsTime !== true || !isEpochMs(object.timestamp)) continue;
      if (newest === undefined || object.timestamp > newest) newest = object.timestamp;
    }
    return newest;
  }

  sampleAt(time: number, connection: string, at: Location): StatsSample {
    return this.#pool.sampleOf(this.#objects, this.#length, { time, connection, at });
  }

  /** Makes the objects of a parsed report known: all of the connection's, if reports are partial. */
  learn(connection: string, entries: readonly RawEntry[]): void {
    const scanned = this.#connections.get(connection) ?? this.#begin(connection);
    scanned.isUpToDate = false;
    if (!scanned.attempts.next() || !this.#hasRoom()) return;
    this.#known -= scanned.report.list.length;
    scanned.isUpToDate = scanned.report.learn(entries);
    this.#known += scanned.report.list.length;
    if (!scanned.isUpToDate) scanned.attempts.failed();
  }

  /** Brings the members of a connection's objects to what scanning has made of them. */
  writeTo(connection: string, objects: ReadonlyMap<string, Record<string, unknown>>): void {
    const scanned = this.#connections.get(connection);
    if (scanned?.isUpToDate !== true) return;
    for (const object of scanned.report.list) {
      const raw = objects.get(object.id);
      if (raw !== undefined) object.writeTo(raw);
    }
  }

  /** Forgets a connection that has been closed. */
  close(connection: string): void {
    this.#known -= this.#connections.get(connection)?.report.list.length ?? 0;
    this.#connections.delete(connection);
    if (this.#current?.id === connection) this.#current = undefined;
  }

  #begin(id: string): Scanned {
    const key = Token.of(`${JSON.stringify(id)},`);
    const scanned = { id, key, report: new KnownReport(this.#layouts), attempts: new Attempts(), isUpToDate: false };
    this.#connections.set(id, scanned);
    return scanned;
  }

  /** Complete reports can be learned anew at any time; what partial ones are based on has to stay. */
  #hasRoom(): boolean {
    if (this.#known < MOST_OBJECTS) return true;
    if (this.#partial) return false;
    this.#connections.clear();
    this.#current = undefined;
    this.#known = 0;
    return false;
  }

  /** Reads the line up to its report. */
  #connectionOf(): Scanned | undefined {
    const { cursor } = this.#scanner;
    if (!BEGINNINGS.some((beginning) => cursor.takeToken(beginning))) return undefined;
    if (this.#current !== undefined && cursor.takeToken(this.#current.key)) return this.#current;
    const start = cursor.at;
    if (!cursor.skipString()) return undefined;
    const id = parseJson(cursor.text(start, cursor.at));
    if (typeof id !== 'string' || !cursor.take(COMMA)) return undefined;
    this.#current = this.#connections.get(id);
    return this.#current;
  }

  /** Reads what follows the report. */
  #lineEnd(): boolean {
    const { cursor } = this.#scanner;
    if (!cursor.take(COMMA) || !cursor.number()) return false;
    this.number = cursor.value;
    if (cursor.take(COMMA) && !cursor.number()) return false;
    if (!cursor.take(CLOSE_BRACKET)) return false;
    cursor.skipBlanks();
    return cursor.at === cursor.end;
  }
}
