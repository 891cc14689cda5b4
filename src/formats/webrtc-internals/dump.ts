import type { DocumentConsumer, MemberName, Position, TextSink } from '../../json/document.js';
import type { Location } from '../../model/event.js';
import { ArrayValues } from './array-values.js';
import type { Connection } from './connection.js';
import type { Environment } from './environment.js';
import { MEDIA_MEMBERS } from './media.js';
import { SeriesEntry } from './series.js';
import { VALUE_LIMIT } from './update-values.js';

/** What the walk through a dump reports, in the order of the document. */
export interface DumpHandler {
  locate(offset: number, line: number): Location;
  connectionBegins(id: string): Connection;
  connectionEnds(connection: Connection): void;
  media(members: ReadonlyMap<string, string>, at: Location): void;
}

/** Longest text, name or number within an array of values; Chrome's are shorter. */
const VALUE_TEXT = 300;

/** The places of a dump that are read; everything else is `other` and costs nothing. */
type Place =
  | 'document'
  | 'connections'
  | 'connection'
  | 'stats'
  | 'series'
  | 'values'
  | 'updateLog'
  | 'update'
  | 'mediaList'
  | 'media'
  | 'environment'
  | 'other';

/** Which member of a place leads where; list entries have the member name ''. */
function placeBelow(place: Place, key: string): Place {
  switch (place) {
    case 'document':
      if (key === 'PeerConnections') return 'connections';
      if (key === 'getUserMedia') return 'mediaList';
      return key === 'UserAgentData' ? 'environment' : 'other';
    case 'connections':
      return 'connection';
    case 'connection':
      return key === 'stats' ? 'stats' : key === 'updateLog' ? 'updateLog' : 'other';
    case 'stats':
      return 'series';
    case 'series':
      return key === 'values' ? 'values' : 'other';
    case 'values':
      return 'values';
    case 'updateLog':
      return 'update';
    case 'mediaList':
      return 'media';
    case 'environment':
      return 'environment';
    default:
      return 'other';
  }
}

/** Walks through a dump and takes it apart: series, log entries, media requests, environment. */
export class DumpWalk implements DocumentConsumer {
  /** The connection that is being read. */
  connection: Connection | undefined;
  /** `timestamp` of the whole dump (Chrome 147+), epoch ms. */
  timestamp: number | undefined;
  private position: Position = { offset: 0, line: () => 0 };
  private readonly places: Place[] = [];
  private place: Place | undefined;
  private name = '';
  private readonly series = new SeriesEntry();
  private readonly values = new ArrayValues();
  private entry = new Map<string, string>();
  private entryTime: number | string | undefined;
  private entryAt: Location | undefined;

  constructor(
    private readonly handler: DumpHandler,
    private readonly environment: Environment,
  ) {}

  begin(position: Position): void {
    this.position = position;
  }

  enter(container: 'object' | 'array'): void {
    const before = this.place;
    const place = before === undefined ? 'document' : placeBelow(before, this.name);
    this.places.push(place);
    this.place = place;
    if (place === 'connection') this.connection = this.handler.connectionBegins(this.name);
    else if (place === 'values') {
      if (before === 'series') this.beginValues();
      this.values.enter(container);
    } else if (place === 'update' || place === 'media') {
      this.entry = new Map();
      this.entryTime = undefined;
      this.entryAt = undefined;
    }
    this.name = '';
  }

  leave(container: 'object' | 'array'): void {
    const place = this.places.pop();
    this.place = this.places[this.places.length - 1];
    const { connection } = this;
    if (place === 'values') this.values.leave(container);
    else if (place === 'series' && connection !== undefined) this.series.finish(connection);
    else if (place === 'update') this.finishUpdate();
    else if (place === 'media') this.handler.media(this.withTime(), this.entryAt ?? this.here());
    else if (place === 'connection') this.finishConnection();
  }

  /** Hands over the connection that is being read, which the document's cut may have left open. */
  finishConnection(): void {
    if (this.connection !== undefined) this.handler.connectionEnds(this.connection);
    this.connection = undefined;
  }

  key(name: MemberName): void {
    if (this.place === 'stats') {
      this.series.begin(name);
      return;
    }
    if (this.place === 'values') {
      this.values.key(name.text().slice(0, VALUE_TEXT));
      return;
    }
    this.name = name.text();
    if (this.entryAt === undefined && (this.place === 'update' || this.place === 'media')) this.entryAt = this.here();
  }

  number(text: string): void {
    if (this.place === 'values') this.values.plain(text.slice(0, VALUE_TEXT));
    else if (this.place === 'update' && this.name === 'timestamp') this.entryTime = Number(text);
    else if (this.place === 'media') this.entry.set(this.mediaName(), text);
    else if (this.place === 'document' && this.name === 'timestamp') this.timestamp = Number(text);
    else if (this.place === 'document') this.environment.take(this.name, text);
  }

  literal(value: boolean | null): void {
    if (this.place === 'values') this.values.plain(String(value));
    else if (this.place === 'environment' && value !== null) this.environment.take(this.name, value);
    // `audio: true` occurs beside the usual text.
    else if (this.place === 'media' && value === true) this.entry.set(this.mediaName(), 'true');
  }

  open(): TextSink | number {
    switch (this.place) {
      case 'series':
        return this.name === 'values' ? this.series.open(this.here) : 64;
      case 'values':
        return VALUE_TEXT;
      case 'update':
        return this.name === 'value' ? VALUE_LIMIT : this.name === 'type' || this.name === 'time' ? 100 : 0;
      case 'media':
        return MEDIA_MEMBERS.get(this.name) ?? 0;
      case 'environment':
        return 100;
      case 'document':
        return this.name === 'UserAgent' ? 500 : 0;
      default:
        return 0;
    }
  }

  text(value: string): void {
    if (this.place === 'series') this.series.text(this.name, value);
    else if (this.place === 'values') this.values.text(value);
    else if (this.place === 'update') {
      if (this.name === 'time') this.entryTime ??= value;
      else this.entry.set(this.name === 'type' ? 'type' : 'value', value);
    } else if (this.place === 'media') this.entry.set(this.mediaName(), value);
    else if (this.place === 'environment') this.environment.take(this.name, value);
    else if (this.place === 'document') this.environment.userAgent = value;
  }

  /** `values` is an array: its elements go where the text would have gone. */
  private beginValues(): void {
    const sink = this.series.open(this.here);
    this.values.begin(typeof sink === 'number' ? undefined : sink);
  }

  /** Only the members that are read are kept. */
  private mediaName(): string {
    return MEDIA_MEMBERS.has(this.name) || this.name === 'timestamp' || this.name === 'rid' || this.name === 'pid'
      ? this.name
      : '';
  }

  private withTime(): ReadonlyMap<string, string> {
    this.entry.delete('');
    return this.entry;
  }

  private finishUpdate(): void {
    const type = this.entry.get('type');
    if (type === undefined || this.entryTime === undefined || this.connection === undefined) return;
    this.connection.update(type, this.entry.get('value') ?? '', this.entryTime, this.entryAt ?? this.here());
  }

  /** A property, so that no function is made for each series. */
  private readonly here = (): Location => this.handler.locate(this.position.offset, this.position.line());
}
