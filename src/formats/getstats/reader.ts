import type { EventType, Location } from '../../model/event.js';
import type { RecordSink } from '../../model/sample.js';
import type { FormatReader, ReaderSession, ReadOptions, ReadSummary, SourcePart } from '../format.js';
import { locate } from '../locate.js';
import { type Element, elementText, type Taken } from '../stats/element.js';
import { liftElements } from '../stats/elements.js';
import { parseJson } from '../stats/json-text.js';
import { readLines } from '../stats/read-lines.js';
import { reportTime } from '../stats/report.js';
import { isStatsObject, reportEntries } from '../stats/shapes.js';
import { parsedReport } from '../stats/stats-report.js';
import { SummaryBuilder } from '../stats/summary.js';
import { connectionName, keyTime, type Report, reportsIn } from './envelope.js';
import { BEGINNING, firstReports, layoutOf, likelihood } from './recognise.js';
import { ReportRecorder } from './recorder.js';
import { TextScanner } from './text-scanner.js';

/** Reader of what applications write of `getStats()`: one report a line, or one JSON document with one or many. */
export const getstatsReader: FormatReader = {
  id: 'getstats',
  title: 'getStats',
  observes: new Set<EventType>(),
  beginning: BEGINNING,
  recognise: likelihood,
  firstTime(head) {
    const first = firstReports(head)[0];
    return first === undefined ? undefined : (first.time ?? reportTime(first.entries));
  },
  open: (sink, options) => new GetstatsSession(sink, options),
};

export class GetstatsSession implements ReaderSession {
  readonly #options: ReadOptions;
  readonly #summary = new SummaryBuilder();
  readonly #recorder: ReportRecorder;
  readonly #scanner = new TextScanner();

  /** @param scans false has every report parsed: the yardstick that reading from bytes is tested against */
  constructor(
    sink: RecordSink,
    options: ReadOptions,
    private readonly scans = true,
  ) {
    this.#options = options;
    this.#recorder = new ReportRecorder(sink, this.#summary);
  }

  async read(part: SourcePart): Promise<void> {
    if (layoutOf(part.head) === 'document') await this.#readDocument(part);
    else
      await readLines(part, this.#summary, this.#options, (buffer, start, end, line, offset) =>
        this.#line(buffer, start, end, locate(part, line, offset)),
      );
    this.#recorder.flush();
  }

  finish(): ReadSummary {
    this.#recorder.finish();
    return this.#summary.build();
  }

  /** Records the reports of one line; false when it is no JSON. */
  #line(buffer: Buffer, start: number, end: number, at: Location): boolean {
    if (this.#scan(buffer, start, end, undefined, at)) return true;
    const value = parseJson(buffer.toString('utf8', start, end));
    if (value === undefined) return false;
    const reports = reportsIn(value);
    this.#scanner.learn(reports);
    this.#reports(reports, at);
    return true;
  }

  /** Records a report that can be read from its bytes; false when it has to be parsed. */
  #scan(bytes: Buffer, start: number, end: number, connection: string | undefined, at: Location): boolean {
    if (!this.scans || !this.#scanner.scan(bytes, start, end, connection, false)) return false;
    this.#scanned(at);
    return true;
  }

  #scanned(at: Location): void {
    const { reports, connection, time } = this.#scanner.line;
    this.#recorder.report(reports, connection, time, at);
  }

  #reports(reports: readonly Report[], at: Location): void {
    if (reports.length === 0) this.#summary.unknownLine();
    for (const report of reports) {
      // Without an envelope, objects may come one by one, or those of several reports in one list.
      if (report.time === undefined && (report.entries.length === 1 || repeatsIds(report)))
        for (const entry of report.entries) this.#recorder.object(entry, report.connection, at);
      else this.#recorder.report(parsedReport(report.entries), report.connection, report.time, at);
    }
  }

  async #readDocument(part: SourcePart): Promise<void> {
    const result = await liftElements(part.open(), {
      // Children of the root are reports, statistics objects or envelopes; an array in an object holds these in turn.
      lift: (path, opener) => path.length >= 2 || (path.length === 1 && (opener === '{' || path[0] === '')),
      element: (element) => this.#element(element, part),
      takeAt: (rest, taken) => this.#takeAt(rest, taken, part),
      rootEnd: () => this.#recorder.flush(),
      tooLong: () => this.#summary.count('element-too-long', 'element'),
      progress: this.#options.progress,
    });
    if (result.cut !== undefined) this.#summary.cut(part.originalOffset(result.cut.offset), result.cut.reason);
  }

  /** Records a report that can be read from its bytes, which tell where it ends. */
  #takeAt({ bytes, start, end, path, line, offset }: Element, taken: Taken, part: SourcePart): boolean {
    const scanner = this.#scanner;
    if (!this.scans || !isReport(path)) return false;
    if (!scanner.scan(bytes, start, end, connectionName(path[0] ?? ''), true)) return false;
    this.#scanned(locate(part, line, offset));
    taken.end = scanner.end;
    taken.lineEnds = scanner.lineEnds;
    return true;
  }

  #element(element: Element, part: SourcePart): void {
    const at = locate(part, element.line, element.offset);
    const key = element.path[0] ?? '';
    const isScanned = isReport(element.path);
    const connection = connectionName(key);
    if (isScanned && this.#scan(element.bytes, element.start, element.end, connection, at)) return;
    const value = parseJson(elementText(element));
    if (value === undefined) this.#summary.count('not-json', 'element');
    else if (isMember(element.path) && isStatsObject(value)) {
      for (const entry of reportEntries({ [key]: value }) ?? []) this.#recorder.object(entry, undefined, at);
    } else {
      const reports = reportsIn(value, connection, keyTime(key));
      if (isScanned) this.#scanner.learn(reports);
      this.#reports(reports, at);
    }
  }
}

/** True for what is neither a member of the root, which may be an object, nor takes its time from around it. */
function isReport(path: readonly string[]): boolean {
  return !isMember(path) && keyTime(path[0] ?? '') === undefined;
}

function isMember(path: readonly string[]): boolean {
  return path.length === 1 && path[0] !== '';
}

function repeatsIds(report: Report): boolean {
  return new Set(report.entries.map((entry) => entry.id)).size < report.entries.length;
}
