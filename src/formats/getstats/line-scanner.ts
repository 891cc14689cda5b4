import { parseJson } from '../stats/json-text.js';
import { type ScannedConnection, ScannedReports } from '../stats/scan/scanned-reports.js';
import { CONNECTION_KEYS, connectionOf, REPORT_KEYS, type Report, TIME_KEYS, timeOf } from './envelope.js';

const COMMA = 44;
const COLON = 58;
const OPEN_BRACKET = 91;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
/** Reports without the name of a connection. */
const UNNAMED = '';
/** Members of an envelope; the longest ones seen have a dozen. */
const MOST_MEMBERS = 50;

/** Members of an envelope that tell something. */
const TELLING: ReadonlySet<string> = new Set([...TIME_KEYS, ...CONNECTION_KEYS]);

/**
 * Reads lines, or elements of a document, that hold one report from their bytes, as far as its objects are known: the bare report, or one in an
 * envelope whose other members are no containers, such as `{"ts":…,"pc":"…","stats":{…}}`.
 */
export class LineScanner {
  /** After `scan`, the report of the line. */
  readonly reports = new ScannedReports(false);
  /** What the envelope of the line scanned last tells. */
  connection: string | undefined;
  time: number | undefined;
  /** Where it ends. */
  end = 0;

  /**
   * False when the line has to be parsed.
   * @param around name of the connection whose report it is, unless its envelope tells another
   * @param isOpen something else may follow the report
   */
  scan(buffer: Buffer, start: number, end: number, around?: string, isOpen = false): boolean {
    const { reports } = this;
    const { cursor } = reports.scanner;
    cursor.begin(buffer, start, end);
    this.connection = around;
    this.time = undefined;
    const connection = this.#report(around);
    if (connection === undefined) return false;
    this.end = cursor.at;
    cursor.skipBlanks();
    const { length, hasOthers } = reports.scanner;
    const isMore = cursor.at < end && !isOpen;
    // Nothing is no report, and without a time a single object may be a part of one.
    if (isMore || hasOthers || length === 0 || (length === 1 && this.time === undefined)) {
      reports.reject();
      return false;
    }
    reports.accept(connection);
    return true;
  }

  /** Makes the objects of a line's only report known. */
  learn(report: Report): void {
    this.reports.learn(report.connection ?? UNNAMED, report.entries);
  }

  /** Scans the report with all around it; the connection whose it is. */
  #report(around: string | undefined): ScannedConnection | undefined {
    const { reports } = this;
    const { cursor } = reports.scanner;
    const bare = reports.connection(around ?? UNNAMED);
    if (cursor.peek() !== OPEN_BRACKET) {
      const start = cursor.at;
      if (!cursor.take(OPEN_BRACE)) return undefined;
      const first = bare?.report.first;
      if (first === undefined || !cursor.takeToken(first.key)) return this.#envelope(around);
      cursor.at = start;
    }
    return bare !== undefined && reports.scan(bare) ? bare : undefined;
  }

  /** Reads the members of an envelope, of which one is the report. */
  #envelope(around: string | undefined): ScannedConnection | undefined {
    const { reports } = this;
    const { cursor } = reports.scanner;
    const told: Record<string, unknown> = Object.create(null);
    let scanned: ScannedConnection | undefined;
    for (let count = 0; count < MOST_MEMBERS; count += 1) {
      const key = this.#key();
      // With a type, it may be a statistics object itself.
      if (key === undefined || key === 'type') break;
      const first = cursor.peek();
      if (first === OPEN_BRACE || first === OPEN_BRACKET) {
        const connection = reports.connection(connectionOf(told) ?? around ?? UNNAMED);
        if (scanned !== undefined || connection === undefined || !REPORT_KEYS.has(key)) break;
        if (!reports.scan(connection)) return undefined;
        scanned = connection;
      } else if (!this.#scalar(key, told)) break;
      if (cursor.take(COMMA)) continue;
      if (!cursor.take(CLOSE_BRACE)) break;
      this.connection = connectionOf(told) ?? around;
      this.time = timeOf(told);
      if (scanned === undefined || scanned.id !== (this.connection ?? UNNAMED)) break;
      return scanned;
    }
    reports.reject();
    return undefined;
  }

  /** Reads a member that is no container; false for a report in a text, and for what stands there twice. */
  #scalar(key: string, told: Record<string, unknown>): boolean {
    const { cursor } = this.reports.scanner;
    const start = cursor.at;
    if (!cursor.skipValue() || REPORT_KEYS.has(key)) return false;
    if (!TELLING.has(key)) return true;
    if (key in told) return false;
    told[key] = parseJson(cursor.text(start, cursor.at));
    return true;
  }

  #key(): string | undefined {
    const { cursor } = this.reports.scanner;
    const start = cursor.at;
    const key = cursor.skipString() ? parseJson(cursor.text(start, cursor.at)) : undefined;
    return typeof key === 'string' && cursor.take(COLON) ? key : undefined;
  }
}
