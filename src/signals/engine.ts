import type { CallSummary } from '../model/call.js';
import type { RtcEvent } from '../model/event.js';
import type { RecordSink, StatsSample } from '../model/sample.js';
import { SIGNAL_PLACES as AT } from '../model/signal.js';
import { type Call, CallBook } from './calls.js';
import { ResolutionGuess } from './clock.js';
import type { ConnectResult } from './connect/spans.js';
import { Connection } from './connection.js';
import { CLOCK_STEP_MS } from './interval.js';
import { Output } from './output.js';
import { Report } from './report.js';
import { takeSample } from './samples.js';
import { isCallEvent, isSessionEvent, tracksOf } from './scope.js';
import type { SignalSink } from './sink.js';
import { Tick } from './tick.js';

/** Id of the session in logs that do not name it. */
const SESSION = 'session';
/** Events that wait for the first call of the log; more than this is no preparation of a call. */
const MAX_WAITING = 1000;
/**
 * A connection is silent when nothing was logged of it for this long while statistics of another one came, and as long
 * again until the next look, ms. Together that is the time after which objects are forgotten anyway (see ObjectStore); the
 * second look is for a machine that slept: the first report after that may be of another connection.
 */
const SILENT_MS = 60_000;
/** A log in which nothing was measured yet and then a day passes began with a wrong clock. */
const DAY_MS = 86_400_000;

export interface SourceEnd {
  /** Source time of the last record that counts, ms, when the reader knows better than the records. */
  readonly end: number | undefined;
  /** Smallest step between two times of the log, ms. */
  readonly resolutionMs: number;
}

/** Turns the records of one source into the signals of its subjects. */
export interface SignalEngine extends RecordSink {
  /** Ends the source: closes all subjects and sums up the calls. May be called once. */
  finish(info: SourceEnd): CallSummary[];
}

/**
 * @param sink takes the signals
 * @param source path of the log, unique within one analysis
 */
export function createSignals(sink: SignalSink, source: string): SignalEngine {
  return new Engine(new Output(sink), source);
}

class Engine implements SignalEngine {
  readonly #book: CallBook;
  readonly #resolution = new ResolutionGuess();
  readonly #open = new Map<string, Connection>();
  /** Those that are open and have not been settled. */
  readonly #live = new Set<Connection>();
  readonly #callOf = new Map<Connection, Call>();
  readonly #closed = new Set<Call>();
  readonly #report = new Report();
  #waiting: RtcEvent[] = [];
  #generation = 0;
  #end = Number.NEGATIVE_INFINITY;
  /** When silent connections were last looked for. */
  #looked = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly output: Output,
    source: string,
  ) {
    this.#book = new CallBook(source);
  }

  event(event: RtcEvent): void {
    if (!Number.isFinite(event.time)) return;
    this.#resolution.see(event.time);
    this.#end = Math.max(this.#end, event.time);
    this.#noteFacts(event);
    if (event.type === 'session.start' || isSessionEvent(event)) this.#book.sessions = true;
    if (event.type === 'session.start') this.#book.current?.keepSdkFrom(event.time);
    if (this.#book.beginsAnother(event, this.#open.get(this.#idOf(event)))) this.#endCall(event.time);
    if (isCallEvent(event)) this.#callEvent(event);
    else this.#connectionEvent(this.#connection(this.#idOf(event), event.time), event);
  }

  sample(sample: StatsSample): void {
    if (!Number.isFinite(sample.time)) return;
    this.#resolution.note(sample.time);
    this.#end = Math.max(this.#end, sample.time);
    const connection = this.#connection(sample.connection, sample.time);
    // Repeated and reordered reports say nothing new.
    if (sample.time <= connection.lastSample) return;
    this.#finishConnect(connection, sample.time);
    takeSample(connection, sample, this.#report);
    if (sample.time - this.#looked >= SILENT_MS) this.#settleSilent(sample.time);
  }

  connectionDone(id: string): void {
    // The connection itself may still get the outcome of its connect; its tracks are told everything.
    const connection = this.#open.get(id);
    if (connection !== undefined) this.#settle(connection, true);
  }

  #settle(connection: Connection, done: boolean): void {
    this.#live.delete(connection);
    connection.settle(done);
  }

  #settleSilent(time: number): void {
    this.#looked = time;
    for (const connection of this.#live) {
      if (time - connection.end <= SILENT_MS) continue;
      if (connection.silentSince === connection.end) this.#settle(connection, false);
      else connection.silentSince = connection.end;
    }
  }

  finish(info: SourceEnd): CallSummary[] {
    const end = info.end ?? this.#end;
    if (this.#waiting.length > 0 && this.#book.current === undefined && this.#book.calls.length === 0) {
      this.#deliverWaiting(this.#book.open());
    }
    for (const call of this.#book.calls) this.#closeCall(call, end);
    const calls = this.#book.calls.filter((call) => call.connections.length > 0 || this.#book.calls.length === 1);
    const resolution = Math.max(
      info.resolutionMs,
      Number.isFinite(this.#resolution.value) ? 0 : Number.POSITIVE_INFINITY,
    );
    return calls.map((call) => call.summary(resolution, this.#book.facts));
  }

  /** Where an event without a connection belongs: sessions have their own, media go to the only one there is. */
  #idOf(event: RtcEvent): string {
    if (event.connection !== undefined) return event.connection;
    if (isSessionEvent(event) || this.#open.has(SESSION)) return SESSION;
    const [only, second] = this.#open.keys();
    return only !== undefined && second === undefined ? only : SESSION;
  }

  #connection(id: string, time: number): Connection {
    const known = this.#open.get(id);
    if (known !== undefined && !this.#clockChanged(known, time)) {
      if (time < known.start || time > known.end) this.#extend(known, time);
      if (known.isSettled) this.#revive(known);
      return known;
    }
    const call = known === undefined ? this.#book.forConnection(id, time) : this.#retire(known);
    this.#generation += 1;
    const connection = new Connection(call.subject, id, this.#generation, time, this.output);
    this.#open.set(id, connection);
    this.#live.add(connection);
    call.add(connection);
    this.#callOf.set(connection, call);
    if (this.#waiting.length > 0) this.#deliverWaiting(call);
    return connection;
  }

  /** Something came of a connection that was taken for ended. */
  #revive(connection: Connection): void {
    connection.isSettled = false;
    this.#live.add(connection);
  }

  #extend(connection: Connection, time: number): void {
    connection.start = Math.min(connection.start, time);
    connection.end = Math.max(connection.end, time);
    this.#callOf.get(connection)?.extent.include(time);
  }

  #clockChanged(connection: Connection, time: number): boolean {
    if (connection.end - time > CLOCK_STEP_MS) return true;
    return !connection.everTicked && time - connection.end > DAY_MS;
  }

  /** The clock was set: what came before can no longer be compared. Without any tick it was only a wrong first line. */
  #retire(connection: Connection): Call {
    const call = this.#callOf.get(connection) ?? this.#book.open();
    this.#closeConnection(connection, connection.end, workingOf(call));
    if (!connection.everTicked) call.remove(connection);
    return call;
  }

  #connectionEvent(connection: Connection, event: RtcEvent): void {
    const call = this.#callOf.get(connection);
    if (call === undefined) return;
    const resolution = this.#resolution.value;
    const before = connection.connectedAt;
    const failedBefore = connection.peer.hasFailed;
    if (connection.carriedMedia) connection.peer.noteUp();
    const results = [...connection.join.take(event, resolution)];
    const connected = connection.peer.take(event, resolution);
    if (connected !== undefined) results.push(connected);
    results.push(...connection.firstMedia.take(event, connection.connectedAt, connection.join.startedAt, resolution));
    this.#noteState(call, connection, event);
    for (const track of tracksOf(event, connection)) this.output.event(track.outlet, event);
    if (!failedBefore) this.output.event(connection.outlet, event);
    // After the event: what it says of a failure (a refused token) decides which rule tells it.
    for (const result of results) this.#emitConnect(connection, result);
    this.#passToCall(call, event);
    if (Number.isNaN(before) && !Number.isNaN(connection.connectedAt)) this.#emitEchoState(call, event);
  }

  #noteState(call: Call, connection: Connection, event: RtcEvent): void {
    const { type, time, fields } = event;
    const media = String(fields.media ?? '');
    if (type === 'local.mute') connection.mutedMedia.add(media);
    if (type === 'local.unmute') connection.mutedMedia.delete(media);
    if (type === 'publish.ok' || (type === 'first-frame' && fields.direction === 'outbound')) call.published.add(media);
    if (type === 'join.ok' || type === 'join.start') {
      connection.link.begin();
      connection.ending.reopen();
      call.over = Number.NaN;
    }
    if (type === 'join.fail') call.over = time;
    if (type === 'path') this.#emitPath(connection, event);
    const ends = type === 'leave' || type === 'connection.close' || (type === 'pc.state' && fields.to === 'closed');
    if (ends) {
      this.#endLink(connection, event);
      connection.ending.close(time);
    }
    if (type === 'leave') {
      call.over = time;
      for (const other of call.connections) other.ending.close(time);
    }
    if (type === 'join.ok') connection.link.state('connected', time);
    if (type === 'ice.state' || type === 'pc.state' || type === 'connection.state') {
      if (fields.to === 'failed') connection.ending.fail(time);
      if (fields.to === 'failed' && type !== 'connection.state' && connection.peer.wasUp) connection.emitLost(event);
      const down = connection.link.secondsDown(time);
      const since = connection.link.downSince;
      if (!connection.link.state(String(fields.to ?? ''), time)) return;
      if (connection.link.isDown) connection.emitDown(0, time, time, event);
      else connection.emitDown(down, since, time, event);
    }
  }

  #endLink(connection: Connection, event: RtcEvent): void {
    const down = connection.link.secondsDown(event.time);
    const since = connection.link.downSince;
    if (connection.link.end()) connection.emitDown(down, since, event.time, event);
  }

  /** The path as text logs print it. */
  #emitPath(connection: Connection, event: RtcEvent): void {
    const { local, remote, relayed, protocol } = event.fields;
    const tick = connection.begin(event.time, event.time, false, event.at, event.excerpt);
    const viaRelay = typeof relayed === 'boolean' ? relayed : local === 'relay' || remote === 'relay';
    if (relayed !== undefined || local !== undefined) tick.set(AT.relayed, viaRelay ? 1 : 0);
    if (typeof protocol === 'string') tick.set(AT['path-over-tcp'], protocol.toLowerCase() === 'udp' ? 0 : 1);
    if (local !== undefined) connection.path = `${local}/${protocol ?? '?'} → ${remote ?? '?'}`;
    connection.emit(connection.outlet, tick);
  }

  #callEvent(event: RtcEvent): void {
    const call = this.#book.forEvent(event);
    if (call === undefined) {
      if (this.#waiting.length < MAX_WAITING) this.#waiting.push(event);
      return;
    }
    this.#passToCall(call, event);
    if (event.type === 'media.request' && event.fields.display === true) call.screenShare = true;
  }

  #passToCall(call: Call, event: RtcEvent): void {
    call.firstEvent = Number.isNaN(call.firstEvent) ? event.time : Math.min(call.firstEvent, event.time);
    call.lastEvent = Number.isNaN(call.lastEvent) ? event.time : Math.max(call.lastEvent, event.time);
    this.output.event(call.outlet, event);
    if (call.echo.take(event, call) && call.joined) this.#emitEchoState(call, event);
  }

  #emitEchoState(call: Call, event: RtcEvent): void {
    const { cancellationOff, loudspeaker } = call.echo;
    if (Number.isNaN(cancellationOff) && Number.isNaN(loudspeaker)) return;
    this.output.later(call.outlet, event.time, (sink, time) => {
      const tick = new Tick('call').begin(time, time, false, event.at, event.excerpt);
      tick.set(AT['echo-cancellation-off'], cancellationOff);
      tick.set(AT['loudspeaker-route'], loudspeaker);
      sink.tick(call.subject, tick);
    });
  }

  #deliverWaiting(call: Call): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const event of waiting) {
      this.#passToCall(call, event);
      if (event.type === 'media.request' && event.fields.display === true) call.screenShare = true;
    }
  }

  /** SDK and environment are printed once and hold for the calls that follow, and for the one that goes on. */
  #noteFacts({ type, time, fields }: RtcEvent): void {
    const { facts, current } = this.#book;
    if (type === 'sdk') {
      facts.sdk = { name: String(fields.name ?? ''), version: String(fields.version ?? '') };
      current?.nameSdk(facts.sdk, time);
    } else if (type === 'environment' && fields.label !== undefined) {
      // Labels come from the vocabulary of the readers; the bound guards against a damaged log.
      if (facts.environment.size < 100) facts.environment.set(String(fields.label), String(fields.value ?? ''));
      for (const [label, value] of facts.environment) current?.environment.set(label, value);
    } else if (type === 'sdk.mode' && fields.mode !== undefined) {
      facts.mode = String(fields.mode);
      if (current !== undefined) current.mode = facts.mode;
    }
  }

  #finishConnect(connection: Connection, time: number): void {
    const result = connection.peer.passTime(time, this.#resolution.value);
    if (result !== undefined) this.#emitConnect(connection, result);
  }

  #emitConnect(connection: Connection, result: ConnectResult): void {
    connection.emitConnect(result);
  }

  /** The current call is followed by another one. */
  #endCall(time: number): void {
    const call = this.#book.current;
    if (call === undefined) return;
    this.#closeCall(call, Math.max(time, call.end ?? time));
    this.#book.leave();
  }

  #closeCall(call: Call, logEnd: number): void {
    if (this.#closed.has(call)) return;
    this.#closed.add(call);
    const working = workingOf(call);
    for (const connection of call.connections) this.#closeConnection(connection, logEnd, working);
    let until = call.connections.length > 0 ? Number.NEGATIVE_INFINITY : logEnd;
    for (const connection of call.connections) until = Math.max(until, this.#judgedUntil(connection, logEnd));
    this.output.close(call.outlet, until);
  }

  /** @param working see `workingOf`; kept up with what becomes of the connection */
  #closeConnection(connection: Connection, logEnd: number, working: Set<Connection>): void {
    if (this.#open.get(connection.id) !== connection) return;
    this.#open.delete(connection.id);
    this.#live.delete(connection);
    const results = [...connection.join.finish(logEnd)];
    const peer = connection.peer.finish(logEnd, this.#resolution.value);
    if (peer !== undefined) results.push(peer);
    const transport = connection.connectIsLogged ? undefined : connection.transport.finish(logEnd);
    if (transport !== undefined) results.push(transport);
    if (connection.works) working.add(connection);
    const otherWorks = working.size > (working.has(connection) ? 1 : 0);
    for (const result of results) {
      if (result.unlessOtherWorks !== true || !otherWorks) this.#emitConnect(connection, result);
    }
    const until = this.#judgedUntil(connection, logEnd);
    for (const track of connection.tracks.values()) this.output.close(track.outlet, until);
    this.output.close(connection.outlet, until);
  }

  /** A connection that never came up has no media to tear down: its failure counts, also as the log's last record. */
  #judgedUntil(connection: Connection, logEnd: number): number {
    const torn = connection.everConnected || connection.carriedMedia;
    return torn ? connection.ending.judgedUntil(logEnd) : Number.POSITIVE_INFINITY;
  }
}

/** The connections of a call that are up and have carried media: found once, as a call may have thousands. */
function workingOf({ connections }: Call): Set<Connection> {
  return new Set(connections.filter(({ works }) => works));
}
