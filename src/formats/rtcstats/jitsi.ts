import type { Location } from '../../model/event.js';
import { excerptOf, parseJson, unpacked } from '../stats/json-text.js';
import { isEpochMs } from '../stats/number.js';
import { isObject } from '../stats/raw.js';
import { parsedReport } from '../stats/stats-report.js';
import type { SummaryBuilder } from '../stats/summary.js';
import { DeltaExpander } from './delta.js';
import { userAgentFacts } from './environment.js';
import type { Told } from './events.js';
import { eventOf, trailingNumbers } from './line.js';
import { LineScanner } from './line-scanner.js';
import { isRecorded, type Recorder } from './recorder.js';

/** The first line may be stamped by the statistics server: a clock this far from the next line's is another one. */
const SAME_CLOCK_MS = 60_000;
/** A server's line that is off by more does not even belong to this call, nor does the browser it names. */
const SAME_CALL_MS = 86_400_000;
/** Steps back of less are the normal disorder of entries that were queued. */
const STEP_BACK_MS = 1_000;

interface FirstLine {
  readonly time: number;
  readonly facts: readonly Told[];
  readonly at: Location;
  readonly excerpt: string;
}

/**
 * JSON Lines `[event, connection | null, payload, epoch ms, sequence number?]` as Jitsi's clients send them, with
 * delta-compressed reports. Lines without a time keep the previous one.
 */
export class JitsiLines {
  readonly #recorder: Recorder;
  readonly #summary: SummaryBuilder;
  readonly #reports = new DeltaExpander();
  readonly #scanner = new LineScanner(true);
  #time: number | undefined;
  #first: FirstLine | undefined;

  constructor(recorder: Recorder, summary: SummaryBuilder) {
    this.#recorder = recorder;
    this.#summary = summary;
  }

  /** Reads one line; false when it is no entry. */
  line(buffer: Buffer, start: number, end: number, at: Location): boolean {
    const name = eventOf(buffer, start, end);
    if (name === undefined) return this.#marker(buffer, start, end);
    if (name === 'connectionInfo') return this.#connectionInfo(buffer, start, end, at);
    const isReport = name === 'getstats' || name === 'getStats';
    if (!isReport && !isRecorded(name)) {
      this.#advance(trailingNumbers(buffer, start, end, 2).find(isEpochMs));
      return true;
    }
    if (isReport && this.#scanner.scan(buffer, start, end)) return this.#scanned(at);
    const entry = parseJson(buffer.toString('utf8', start, end));
    if (!Array.isArray(entry)) return false;
    const [, connection, payload, time]: unknown[] = entry;
    this.#advance(time);
    if (this.#time === undefined) {
      this.#summary.warn('no-clock');
      return true;
    }
    if (!isReport) {
      const pc = typeof connection === 'string' ? connection : undefined;
      const excerpt = excerptOf(buffer, start, end);
      this.#recorder.event({ name, connection: pc, payload, time: this.#time, at, excerpt });
      if (name === 'close' && pc !== undefined) this.#close(pc);
    } else if (typeof connection === 'string') this.#report(unpacked(payload), connection, this.#time, at);
    return true;
  }

  #report(report: unknown, connection: string, time: number, at: Location): void {
    if (!isObject(report)) return;
    this.#scanner.reports.writeTo(connection, this.#reports.objectsOf(connection));
    const objects = this.#reports.expand(connection, report);
    this.#scanner.reports.learn(connection, objects);
    this.#recorder.sample(parsedReport(objects), connection, time, at);
    if (this.#reports.full) this.#summary.warn('too-many-objects');
  }

  /** Records the report of the line that has been scanned. */
  #scanned(at: Location): boolean {
    const { connection, number } = this.#scanner;
    this.#advance(number);
    if (this.#time === undefined) this.#summary.warn('no-clock');
    else this.#recorder.sample(this.#scanner.reports, connection, this.#time, at);
    return true;
  }

  #close(connection: string): void {
    this.#reports.close(connection);
    this.#scanner.reports.close(connection);
  }

  /** Hands over what still waits for another line. */
  finish(): void {
    if (this.#first !== undefined) this.#settleFirst(this.#first, this.#first.time);
  }

  /** `--disconnect--` and its kind: the client lost the statistics server, not the call. */
  #marker(buffer: Buffer, start: number, end: number): boolean {
    if (buffer[start] !== 45 || buffer[start + 1] !== 45 || end - start > 100) return false;
    this.#summary.count('stats-server-reconnected', 'time');
    return true;
  }

  #connectionInfo(buffer: Buffer, start: number, end: number, at: Location): boolean {
    const entry = parseJson(buffer.toString('utf8', start, end));
    if (!Array.isArray(entry)) return false;
    const time: unknown = entry[3];
    // Later ones come from reconnecting to the statistics server and say the same.
    if (this.#time === undefined && this.#first === undefined)
      this.#first = {
        time: isEpochMs(time) ? time : 0,
        facts: userAgentFacts(entry[2]),
        at,
        excerpt: excerptOf(buffer, start, end),
      };
    return true;
  }

  #advance(time: unknown): void {
    if (!isEpochMs(time)) return;
    if (this.#first !== undefined) this.#settleFirst(this.#first, time);
    if (this.#time !== undefined && this.#time - time > STEP_BACK_MS) this.#summary.count('clock-went-back', 'time');
    this.#time = time;
  }

  #settleFirst(first: FirstLine, callTime: number): void {
    this.#first = undefined;
    const distance = first.time === 0 ? 0 : Math.abs(first.time - callTime);
    if (distance > SAME_CLOCK_MS) this.#summary.warn('server-stamped-first-line');
    if (distance > SAME_CALL_MS) return;
    for (const fact of first.facts)
      this.#recorder.tell(
        fact,
        { connection: undefined, time: callTime, at: first.at, excerpt: first.excerpt },
        undefined,
      );
  }
}
