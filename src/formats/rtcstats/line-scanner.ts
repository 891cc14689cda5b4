import { Token } from '../../json/token.js';
import { parseJson } from '../stats/json-text.js';
import { type ScannedConnection, ScannedReports } from '../stats/scan/scanned-reports.js';

const BEGINNINGS = [Token.of('["getStats",'), Token.of('["getstats",')];
const COMMA = 44;
const CLOSE_BRACKET = 93;

/** Reads statistics lines from their bytes, as far as their objects are known. */
export class LineScanner {
  /** After `scan`, the report of the line. */
  readonly reports: ScannedReports;
  /** Of the line scanned last. */
  connection = '';
  /** Of the line scanned last: the number behind its report. */
  number = Number.NaN;
  #last: ScannedConnection | undefined;

  /** @param partial reports leave out what did not change */
  constructor(partial: boolean) {
    this.reports = new ScannedReports(partial);
  }

  /** Reads `["getStats", connection, report, number, number?]`. False when the line has to be parsed. */
  scan(buffer: Buffer, start: number, end: number): boolean {
    const { reports } = this;
    reports.scanner.cursor.begin(buffer, start, end);
    const connection = this.#connectionOf();
    if (connection === undefined || !reports.scan(connection)) return false;
    if (!this.#lineEnd()) {
      reports.reject();
      return false;
    }
    reports.accept(connection);
    this.connection = connection.id;
    return true;
  }

  /** Reads the line up to its report. */
  #connectionOf(): ScannedConnection | undefined {
    const { cursor } = this.reports.scanner;
    if (!BEGINNINGS.some((beginning) => cursor.takeToken(beginning))) return undefined;
    const start = cursor.at;
    const last = this.#last;
    if (last !== undefined && cursor.takeToken(last.key)) {
      // It may have been forgotten in the meantime.
      if (this.reports.connection(last.id) === last) return cursor.take(COMMA) ? last : undefined;
      cursor.at = start;
    }
    if (!cursor.skipString()) return undefined;
    const id = parseJson(cursor.text(start, cursor.at));
    if (typeof id !== 'string' || !cursor.take(COMMA)) return undefined;
    this.#last = this.reports.connection(id);
    return this.#last;
  }

  /** Reads what follows the report. */
  #lineEnd(): boolean {
    const { cursor } = this.reports.scanner;
    if (!cursor.take(COMMA) || !cursor.number()) return false;
    this.number = cursor.value;
    if (cursor.take(COMMA) && !cursor.number()) return false;
    if (!cursor.take(CLOSE_BRACKET)) return false;
    cursor.skipBlanks();
    return cursor.at === cursor.end;
  }
}
