import type { Location } from '../../model/event.js';
import { excerptOf, parseJson, unpacked } from '../stats/json-text.js';
import { isEpochMs } from '../stats/number.js';
import { isObject } from '../stats/raw.js';
import { reportEntries } from '../stats/shapes.js';
import { parsedReport, type StatsReport } from '../stats/stats-report.js';
import type { SummaryBuilder } from '../stats/summary.js';
import { clientFacts, userAgentFacts } from './environment.js';
import type { Told } from './events.js';
import { eventOf, trailingNumbers } from './line.js';
import { LineScanner } from './line-scanner.js';
import { DUMP_HEADER } from './recognise.js';
import { isRecorded, type Recorder } from './recorder.js';

/** The event numbers whose meaning is established; others are counted. */
const NUMBERED: ReadonlyMap<string, string> = new Map([
  ['#39', 'create'],
  ['#60', 'navigator.mediaDevices.getUserMedia'],
  ['#61', 'navigator.mediaDevices.getUserMediaOnSuccess'],
]);

/** Distances of more than a day between two lines are damage. */
const LONGEST_DISTANCE_MS = 86_400_000;
const OPEN_BRACE = 123;

/**
 * `RTCStatsDump`, file format 3: `[event, connection | null, value, …, ms since the previous line]`, anchored by the
 * absolute time of the client-information entry. Reports are complete, state values are JSON in a string.
 */
export class DumpLines {
  readonly #recorder: Recorder;
  readonly #summary: SummaryBuilder;
  readonly #scanner = new LineScanner(false);
  #time = 0;
  #anchored = false;

  constructor(recorder: Recorder, summary: SummaryBuilder) {
    this.#recorder = recorder;
    this.#summary = summary;
  }

  /** Reads one line; false when it is no entry. */
  line(buffer: Buffer, start: number, end: number, at: Location): boolean {
    const printed = eventOf(buffer, start, end);
    if (printed === undefined) return this.#header(buffer, start, end, at);
    // The distance counts for every line, wanted or not.
    this.#advance(trailingNumbers(buffer, start, end, 1)[0]);
    const name = printed.startsWith('#') ? NUMBERED.get(printed) : printed;
    if (name === undefined) {
      this.#summary.count('unknown-event-number', 'line');
      return true;
    }
    const isReport = name === 'getStats' || name === 'getstats';
    if (!isReport && !isRecorded(name)) return true;
    if (isReport && this.#scanner.scan(buffer, start, end)) {
      this.#sample(this.#scanner.reports, this.#scanner.connection, at);
      return true;
    }
    const entry = parseJson(buffer.toString('utf8', start, end));
    if (!Array.isArray(entry)) return false;
    const [, connection, payload]: unknown[] = entry;
    const pc = typeof connection === 'string' ? connection : undefined;
    if (isReport) {
      if (pc !== undefined) this.#report(payload, pc, at);
      return true;
    }
    const excerpt = excerptOf(buffer, start, end);
    if (name === 'create' && pc === undefined) this.#tell(clientFacts(payload), at, excerpt);
    else this.#recorder.event({ name, connection: pc, payload, time: this.#time, at, excerpt });
    return true;
  }

  finish(): void {
    if (!this.#anchored) this.#summary.undated();
  }

  /** `RTCStatsDump`, or the object on the second line. */
  #header(buffer: Buffer, start: number, end: number, at: Location): boolean {
    if (buffer[start] !== OPEN_BRACE) return buffer.toString('latin1', start, end).trimEnd() === DUMP_HEADER;
    const header = parseJson(buffer.toString('utf8', start, end));
    if (!isObject(header)) return false;
    if (isEpochMs(header.startTime) && !this.#anchored) this.#anchor(header.startTime);
    this.#tell(userAgentFacts(header), at, excerptOf(buffer, start, end));
    return true;
  }

  #report(payload: unknown, connection: string, at: Location): void {
    const report = reportEntries(unpacked(payload));
    if (report === undefined) return;
    this.#scanner.reports.learn(connection, report);
    this.#sample(parsedReport(report), connection, at);
  }

  #sample(report: StatsReport, connection: string, at: Location): void {
    const own = this.#anchored ? undefined : report.time;
    if (own !== undefined) this.#anchor(own);
    this.#recorder.sample(report, connection, this.#time, at);
  }

  #advance(last: number | undefined): void {
    if (last === undefined) return;
    if (isEpochMs(last)) this.#anchor(last);
    else if (Math.abs(last) <= LONGEST_DISTANCE_MS) {
      if (last < -1_000) this.#summary.count('clock-went-back', 'time');
      this.#time += last;
    } else this.#summary.count('damaged-time', 'line');
  }

  #anchor(time: number): void {
    this.#time = time;
    this.#anchored = true;
  }

  #tell(facts: readonly Told[], at: Location, excerpt: string): void {
    for (const fact of facts)
      this.#recorder.tell(fact, { connection: undefined, time: this.#time, at, excerpt }, undefined);
  }
}
