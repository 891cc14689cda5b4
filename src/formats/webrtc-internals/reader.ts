import { streamDocument } from '../../json/document.js';
import type { EventType, Location, RtcEvent } from '../../model/event.js';
import type { RecordSink } from '../../model/sample.js';
import type { FormatReader, ReaderSession, ReadOptions, ReadSummary, SourcePart, Warning } from '../format.js';
import { locate } from '../locate.js';
import { Connection, timeOf } from './connection.js';
import { type DumpHandler, DumpWalk } from './dump.js';
import { Environment } from './environment.js';
import type { LocalClock } from './local-time.js';
import { mediaEvent } from './media.js';
import { PointPool } from './point-pool.js';
import { BEGINNING, recogniseDump } from './recognise.js';

/** Most `getUserMedia` entries that are read. */
const MOST_MEDIA = 10_000;

const OBSERVES: ReadonlySet<EventType> = new Set<EventType>([
  'sdk',
  'environment',
  'negotiation',
  'signaling.state',
  'ice.gathering',
  'ice.state',
  'pc.state',
  'ice.candidate',
  'ice.error',
  'ice.restart',
  'connection.close',
  'media.request',
  'media.granted',
  'media.denied',
]);

/**
 * Reads dumps of chrome://webrtc-internals, of Chrome 86 to today.
 *
 * A connection id is the dump's key `<rid>-<lid>` (Chrome 86: `<pid>-<lid>`): what stands before the hyphen names the
 * page. Media requests belong to a page, not to a connection: their events have no `connection` but the field `page` with
 * that name. Records of one connection come together, in the order of time; the browser's own facts come last.
 */
export const webrtcInternals: FormatReader = {
  id: 'webrtc-internals',
  title: 'chrome://webrtc-internals dump',
  observes: OBSERVES,
  beginning: BEGINNING,
  recognise: recogniseDump,
  firstTime: () => undefined,
  open: (sink, options) => new DumpSession(sink, options),
};

class DumpSession implements ReaderSession, DumpHandler {
  private readonly environment = new Environment();
  private readonly pool = new PointPool();
  private readonly warned = new Map<string, Warning>();
  private readonly untimedMedia: { event: Omit<RtcEvent, 'time'>; time: string | undefined }[] = [];
  private records = 0;
  private connections = 0;
  private mediaEntries = 0;
  private start: number | undefined;
  private end: number | undefined;
  private clock: LocalClock | undefined;
  private coarse = false;
  private cut: ReadSummary['cut'];
  private part: SourcePart | undefined;

  constructor(
    private readonly sink: RecordSink,
    private readonly options: ReadOptions,
  ) {}

  async read(part: SourcePart): Promise<void> {
    this.part = part;
    const walk = new DumpWalk(this, this.environment);
    const { progress } = this.options;
    const outcome = await streamDocument(part.open(), walk, progress === undefined ? {} : { progress });
    walk.finishConnection();
    if (outcome.cut !== undefined) {
      this.cut ??= { offset: part.originalOffset(outcome.cut.offset), reason: outcome.cut.reason };
    }
    this.finishMedia(this.start ?? walk.timestamp);
    this.finishEnvironment(walk.timestamp);
  }

  finish(): ReadSummary {
    if (this.connections === 0 && this.cut === undefined) {
      this.warn(this.mediaEntries > 0 ? 'only-get-user-media' : 'no-connections');
    }
    return {
      records: this.records,
      unknownLines: 0,
      start: this.start,
      end: this.end,
      clock: { zone: 'UTC', resolutionMs: this.coarse ? 1000 : 1 },
      shiftMs: 0,
      warnings: [...this.warned.values()],
      ...(this.cut === undefined ? {} : { cut: this.cut }),
    };
  }

  locate(offset: number, line: number): Location {
    return this.part === undefined ? { source: '', line, offset } : locate(this.part, line, offset);
  }

  connectionBegins(id: string): Connection {
    this.connections++;
    return new Connection(id, this.pool);
  }

  connectionEnds(connection: Connection): void {
    const outcome = connection.finish(this.sink, this.clock);
    this.pool.release();
    this.clock ??= outcome.clock;
    this.coarse ||= outcome.coarse;
    this.records += outcome.records;
    if (outcome.start !== undefined && outcome.end !== undefined) this.extend(outcome.start, outcome.end);
    for (const code of outcome.warnings) this.warn(code, connection.id);
  }

  media(members: ReadonlyMap<string, string>, at: Location): void {
    if (++this.mediaEntries > MOST_MEDIA) {
      this.warn('events-dropped');
      return;
    }
    const event = mediaEvent(members, pageOf(members), at);
    if (event === undefined) return;
    const time = Number(members.get('timestamp') ?? Number.NaN);
    if (Number.isFinite(time)) this.emit({ ...event, time });
    else this.untimedMedia.push({ event, time: members.get('time') });
  }

  /** Chrome 86 gives requests no time: they come before the first record, at its time. */
  private finishMedia(fallback: number | undefined): void {
    for (const { event, time } of this.untimedMedia) {
      const known = (time === undefined ? undefined : timeOf(time, this.clock)) ?? fallback;
      if (known !== undefined) this.emit({ ...event, time: known });
    }
    this.untimedMedia.length = 0;
  }

  private finishEnvironment(timestamp: number | undefined): void {
    const time = this.start ?? timestamp;
    if (time === undefined) return;
    const at = this.locate(0, 0);
    const browser = this.environment.browser();
    if (browser !== undefined) {
      const fields = { name: 'Chrome', version: browser.version };
      this.emit({ type: 'sdk', time, fields, at, excerpt: this.environment.userAgent.slice(0, 300) });
    }
    for (const { label, value } of this.environment.facts()) {
      this.emit({ type: 'environment', time, fields: { label, value }, at, excerpt: `${label}: ${value}` });
    }
  }

  private emit(event: RtcEvent): void {
    this.records++;
    this.extend(event.time, event.time);
    this.sink.event(event);
  }

  private extend(start: number, end: number): void {
    this.start = Math.min(this.start ?? start, start);
    this.end = Math.max(this.end ?? end, end);
  }

  private warn(code: string, detail?: string): void {
    const key = `${code} ${detail ?? ''}`;
    if (this.warned.size < 1000) this.warned.set(key, detail === undefined ? { code } : { code, detail });
  }
}

/** The page of a media entry, as its connections' ids begin: the renderer id, in Chrome 86 (no request type) the process. */
function pageOf(members: ReadonlyMap<string, string>): string | undefined {
  const [first, second] = members.has('request_type') ? ['rid', 'pid'] : ['pid', 'rid'];
  return members.get(first) ?? members.get(second);
}
