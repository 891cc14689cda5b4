import type { CallShape, CallSummary, Subject } from '../model/call.js';
import type { RtcEvent } from '../model/event.js';
import type { Connection } from './connection.js';
import { EchoState } from './echo-state.js';
import { Outlet } from './output.js';

/** Connections of one page that are active within this time of each other belong to one call, ms. */
const NEAR_MS = 30_000;

/** Lines of one engine start stand within this time, ms. */
const SAME_START_MS = 1000;

export type Sdk = NonNullable<CallSummary['sdk']>;

/** A call: its connections and what the log says about all of it. */
export class Call {
  readonly outlet: Outlet;
  readonly connections: Connection[] = [];
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

  get start(): number | undefined {
    return finite(this.#earliest());
  }

  get end(): number | undefined {
    return finite(this.#latest());
  }

  /** NaN when nothing is known; without a list of its own, as each new connection is compared with all calls. */
  #earliest(): number {
    if (this.connections.length === 0) return this.firstEvent;
    let start = Number.POSITIVE_INFINITY;
    for (const connection of this.connections) start = Math.min(start, connection.start);
    return start;
  }

  #latest(): number {
    if (this.connections.length === 0) return this.lastEvent;
    let end = Number.NEGATIVE_INFINITY;
    for (const connection of this.connections) end = Math.max(end, connection.end);
    return end;
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

  /** Whether something at `time` is part of this call or close to it. */
  isNear(time: number): boolean {
    return time <= this.#latest() + NEAR_MS && time >= this.#earliest() - NEAR_MS;
  }

  /** Whether its times stay as they are until something comes of one of its connections. */
  get isSettled(): boolean {
    return this.connections.length > 0 && this.connections.every((connection) => connection.isSettled);
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
  /** Start and end of the calls that are settled, by place; NaN of the others. */
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  sessions = false;

  constructor(private readonly source: string) {}

  get current(): Call | undefined {
    return this.#current;
  }

  open(page?: string): Call {
    const call = new Call(`${this.source}#${this.calls.length + 1}`, this.source, page, this.facts);
    this.calls.push(call);
    this.#starts.push(Number.NaN);
    this.#ends.push(Number.NaN);
    this.#current = call;
    return call;
  }

  /** The call of a new connection. */
  forConnection(id: string, time: number): Call {
    if (this.sessions) return this.#current ?? this.open();
    const page = /^(\d{1,10})-\d{1,10}$/.exec(id)?.[1];
    if (page === undefined) return this.#current ?? this.open();
    return this.#near(time, page) ?? this.open(page);
  }

  /** The call of an event that belongs to no connection; undefined while there is none. */
  forEvent(event: RtcEvent): Call | undefined {
    if (this.sessions) return this.#current;
    return this.#near(event.time) ?? this.#current;
  }

  /** The first call that a time is part of or close to. A log may have thousands of calls, nearly all of them settled. */
  #near(time: number, page?: string): Call | undefined {
    for (let place = 0; place < this.calls.length; place++) {
      if (time > (this.#ends[place] ?? Number.NaN) + NEAR_MS) continue;
      if (time < (this.#starts[place] ?? Number.NaN) - NEAR_MS) continue;
      const call = this.calls[place];
      if (call === undefined || (page !== undefined && call.page !== page)) continue;
      if (call.isNear(time)) return call;
      if (call.isSettled) this.#keepTimes(place, call.start, call.end);
    }
    return undefined;
  }

  #keepTimes(place: number, start = Number.NaN, end = Number.NaN): void {
    this.#starts[place] = start;
    this.#ends[place] = end;
  }

  /** To be told when a call has another connection, or one less, or when one of them is not settled any more. */
  changed(call: Call): void {
    this.#keepTimes(this.calls.lastIndexOf(call));
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
