import type { Location } from '../../model/event.js';
import type { RecordSink } from '../../model/sample.js';
import { isObject } from '../stats/raw.js';
import type { StatsReport } from '../stats/stats-report.js';
import type { SummaryBuilder } from '../stats/summary.js';
import { CONNECTION_EVENTS, type ConnectionState, type Fields, PAGE_EVENTS, type Told } from './events.js';

/** One entry of a log in any dialect, its payload parsed. */
export interface Entry {
  readonly name: string;
  /** What stands in the place of the connection id. */
  readonly connection: string | undefined;
  readonly payload: unknown;
  /** Epoch ms. */
  readonly time: number;
  readonly at: Location;
  readonly excerpt: string;
}

/** Connections that one log may hold; more is damage. */
const MOST_CONNECTIONS = 10_000;
/** A report's own time is taken for the sample's as long as it is this close to the entry's time. */
const CLOCKS_AGREE_MS = 5_000;

/** Names that `event` understands: entries of other names need not be parsed. */
export function isRecorded(name: string): boolean {
  return CONNECTION_EVENTS.has(name) || PAGE_EVENTS.has(name) || name === 'create' || name === 'constraints';
}

/** Hands the entries of a log to the sink as events and samples; the same for all dialects. */
export class Recorder {
  readonly #sink: RecordSink;
  readonly #summary: SummaryBuilder;
  readonly #states = new Map<string, ConnectionState>();
  #sawConnection = false;
  #sawMedia = false;
  /** A created connection waits for its `constraints` entry, which says whether it is a peer-to-peer one. */
  #created: { entry: Entry; connection: string; fields: Fields } | undefined;

  constructor(sink: RecordSink, summary: SummaryBuilder) {
    this.#sink = sink;
    this.#summary = summary;
  }

  /** Records an entry that is no statistics report; one of another name does nothing. */
  event(entry: Entry): void {
    const { name, connection, payload } = entry;
    if (name === 'constraints') {
      const created = this.#created;
      if (created !== undefined && created.connection === connection) Object.assign(created.fields, roleOf(payload));
      return;
    }
    this.flush();
    const page = PAGE_EVENTS.get(name);
    if (page !== undefined) {
      this.#sawMedia = true;
      for (const told of page(payload, { signaling: 'stable' })) this.tell(told, entry, undefined);
      return;
    }
    // Without a connection: `close` is the end of the statistics session, negotiation that of a page's own test.
    if (connection === undefined) return;
    this.#sawConnection = true;
    if (name === 'create') {
      this.#created = { entry, connection, fields: roleOf(payload) };
      return;
    }
    const teller = CONNECTION_EVENTS.get(name);
    if (teller === undefined) return;
    for (const told of teller(payload, this.#state(connection))) this.tell(told, entry, connection);
  }

  /** Hands over one event of an entry. */
  tell(told: Told, entry: Omit<Entry, 'payload' | 'name'>, connection: string | undefined): void {
    const { time, at, excerpt } = entry;
    // Facts of the environment may stand there long before the call.
    if (told.type === 'environment') this.#summary.untimedRecord();
    else this.#summary.record(time);
    this.#sink.event({
      type: told.type,
      time,
      ...(connection === undefined ? {} : { connection }),
      fields: told.fields,
      at,
      excerpt,
    });
  }

  /** Records a statistics report of a connection. */
  sample(report: StatsReport, connection: string, time: number, at: Location): void {
    this.flush();
    this.#sawConnection = true;
    const own = report.time;
    const sampleTime = own !== undefined && Math.abs(own - time) <= CLOCKS_AGREE_MS ? own : time;
    const sample = report.sampleAt(sampleTime, connection, at);
    if (sample.stats.length === 0) return;
    this.#summary.record(sampleTime);
    this.#sink.sample(sample);
  }

  /** The log has ended: hands over what still waits and says what the log lacks. */
  finish(): void {
    this.flush();
    if (!this.#sawConnection) this.#summary.warn(this.#sawMedia ? 'only-get-user-media' : 'no-connections');
  }

  /** Hands over what still waits. */
  flush(): void {
    const created = this.#created;
    if (created === undefined) return;
    this.#created = undefined;
    this.tell({ type: 'connection.create', fields: created.fields }, created.entry, created.connection);
  }

  #state(connection: string): ConnectionState {
    let state = this.#states.get(connection);
    if (state === undefined) {
      state = { signaling: 'stable' };
      if (this.#states.size < MOST_CONNECTIONS) this.#states.set(connection, state);
    }
    return state;
  }
}

/** Jitsi says in its constraints whether a connection goes to the bridge or to the other participant. */
function roleOf(payload: unknown): Fields {
  const optional = isObject(payload) ? payload.optional : undefined;
  if (!Array.isArray(optional)) return {};
  for (const item of optional.slice(0, 50))
    if (isObject(item) && typeof item.rtcStatsSFUP2P === 'boolean')
      return { role: item.rtcStatsSFUP2P ? 'p2p' : 'sfu' };
  return {};
}
