import type { CallShape, CallSummary, Subject } from '../model/call.js';
import type { RtcEvent } from '../model/event.js';
import type { Connection } from './connection.js';
import { EchoState } from './echo-state.js';
import { ByExtent, Extent } from './extent.js';
import { Outlet } from './output.js';

/** Connections of one page that are active within this time of each other belong to one call, ms. */
const NEAR_MS = 30_000;

/** Lines of one engine start stand within this time, ms. */
const SAME_START_MS = 1000;

export type Sdk = NonNullable<CallSummary['sdk']>;

/** A call: its connections and what the log says about all of it. */
export class Call {
  readonly outlet: Outlet;
  readonly #connections: Connection[] = [];
  /** Of its connections. */
  readonly extent = new Extent();
  readonly echo = new EchoState();
  readonly published = new Set<string>();
  environment: Map<string, string>;
  #sdk: Sdk | undefined;
  #sdkBefore: { readonly sdk: Sdk | undefined; readonly until: number } | undefined;
  mode: string | undefined;
  screenShare = false;
  firstEvent = Number.NaN;
  lastEvent = Number.NaN;
  /** Time of the leave or failure after which the next join is another call; NaN while it goes on. */
  over = Number.NaN;

  constructor(
    readonly id: string,
    source: string,
    /** Renderer process or page that the connections belong to, where their ids tell. */
    readonly page: string | undefined,
    facts: SourceFacts,
  ) {
    this.outlet = new Outlet({ kind: 'call', key: JSON.stringify([id]), source, call: id });
    this.environment = new Map(facts.environment);
    this.#sdk = facts.sdk;
    this.mode = facts.mode;
  }

  get subject(): Subject {
    return this.outlet.subject;
  }

  get connections(): readonly Connection[] {
    return this.#connections;
  }

  get start(): number | undefined {
    return finite(this.connections.length === 0 ? this.firstEvent : this.extent.start);
  }

  get end(): number | undefined {
    return finite(this.connections.length === 0 ? this.lastEvent : this.extent.end);
  }

  add(connection: Connection): void {
    this.#connections.push(connection);
    this.#include(connection);
  }

  remove(connection: Connection): void {
    const place = this.connections.indexOf(connection);
    if (place >= 0) this.#connections.splice(place, 1);
    this.extent.clear();
    for (const other of this.connections) this.#include(other);
  }

  #include({ start, end }: Connection): void {
    this.extent.include(start);
    this.extent.include(end);
  }

  get joined(): boolean {
    let isSession = false;
    for (const { join } of this.connections) {
      if (!join.isSession) continue;
      if (!Number.isNaN(join.connectedAt)) return true;
      isSession = true;
    }
    return !isSession;
  }

  /** The SDK named itself while this call went on. */
  nameSdk(sdk: Sdk, time: number): void {
    this.#sdkBefore = { sdk: this.#sdk, until: time };
    this.#sdk = sdk;
  }

  /** A session starts at `time`: some SDKs print its version just before that line. */
  keepSdkFrom(time: number): void {
    const before = this.#sdkBefore;
    if (before?.sdk !== undefined && time - before.until <= SAME_START_MS) this.#sdk = before.sdk;
  }

  /** `facts`: what the whole log said; a document may name the browser after some of its connections. */
  summary(resolutionMs: number, facts: SourceFacts): CallSummary {
    return {
      id: this.id,
      source: this.subject.source,
      sdk: this.#sdk ?? facts.sdk,
      environment: { ...Object.fromEntries(facts.environment), ...Object.fromEntries(this.environment) },
      start: this.start,
      end: this.end,
      connections: this.connections.map((connection) => connection.summary(resolutionMs)),
      shape: this.#shape(),
    };
  }

  #shape(): CallShape {
    const most = (kind: keyof Connection['flowing']): number =>
      this.connections.reduce(
        (sum, connection) => sum + Math.max(connection.flowing[kind], this.#shown(connection, kind)),
        0,
      );
    return {
      inboundAudio: most('inbound-audio'),
      inboundVideo: most('inbound-video'),
      outboundAudio: most('outbound-audio') || Number(this.published.has('audio')),
      outboundVideo: most('outbound-video') || Number(this.published.has('video')),
      ...(this.mode === undefined ? {} : { mode: this.mode }),
      screenShare: this.screenShare || this.connections.some((connection) => connection.screenShare),
    };
  }

  /** Tracks that only events show; their number at one time is not known. */
  #shown(connection: Connection, kind: string): number {
    if (!Number.isNaN(connection.lastSample)) return 0;
    return [...connection.tracks.values()].filter((track) => track.carriedMedia && track.subject.kind === kind).length;
  }
}

/** What a log says once, for all calls after it. */
export interface SourceFacts {
  readonly environment: Map<string, string>;
  sdk: Sdk | undefined;
  mode: string | undefined;
}

/**
 * Decides which call a record belongs to, at the moment it comes in, because its subject must be known then.
 *
 * SDK logs: a call goes from join to leave; a join after the leave (or more than 30 s after a failure), a second join
 * without a leave, and a new session begin another one. What stands before the first join belongs to it.
 *
 * Logs of peer connections: connections with one page prefix (webrtc-internals: `page-number`) belong to one call when
 * they begin within 30 s of its activity so far; ids without a prefix are one call for the whole source. Documents
 * deliver connection after connection: one that overlaps two calls already told apart stays with the first of them.
 */
export class CallBook {
  readonly calls: Call[] = [];
  readonly facts: SourceFacts = { environment: new Map(), sdk: undefined, mode: undefined };
  #current: Call | undefined;
  readonly #byTime = new ByExtent<Call>();
  readonly #ofPage = new Map<string, ByExtent<Call>>();
  sessions = false;

  constructor(private readonly source: string) {}

  get current(): Call | undefined {
    return this.#current;
  }

  open(page?: string): Call {
    const call = new Call(`${this.source}#${this.calls.length + 1}`, this.source, page, this.facts);
    this.calls.push(call);
    this.#byTime.add(call);
    if (page !== undefined) this.#callsOf(page).add(call);
    this.#current = call;
    return call;
  }

  #callsOf(page: string): ByExtent<Call> {
    const known = this.#ofPage.get(page);
    if (known !== undefined) return known;
    const calls = new ByExtent<Call>();
    this.#ofPage.set(page, calls);
    return calls;
  }

  /** The call of a new connection. */
  forConnection(id: string, time: number): Call {
    if (this.sessions) return this.#current ?? this.open();
    const page = /^(\d{1,10})-\d{1,10}$/.exec(id)?.[1];
    if (page === undefined) return this.#current ?? this.open();
    return this.#callsOf(page).firstNear(time, NEAR_MS) ?? this.open(page);
  }

  /** The call of an event that belongs to no connection; undefined while there is none. */
  forEvent(event: RtcEvent): Call | undefined {
    if (this.sessions) return this.#current;
    return this.#byTime.firstNear(event.time, NEAR_MS) ?? this.#current;
  }

  /** Whether a join (or session start) is the beginning of another call than the current one. */
  beginsAnother(event: RtcEvent, connection: Connection | undefined): boolean {
    const call = this.#current;
    if (call === undefined || call.connections.length === 0) return false;
    if (event.type === 'session.start') return true;
    if (event.type !== 'join.start') return false;
    if (!Number.isNaN(call.over)) return event.time - call.over > (this.#failed(call) ? NEAR_MS : 0);
    if (connection === undefined) return false;
    return connection.join.isNewJoin(event) && !Number.isNaN(connection.join.connectedAt);
  }

  /** The current call is over and its subjects are closed. */
  leave(): void {
    this.#current = undefined;
  }

  #failed(call: Call): boolean {
    return call.connections.every(({ join }) => join.outcome().outcome !== 'connected');
  }
}

function finite(time: number): number | undefined {
  return Number.isFinite(time) ? time : undefined;
}
