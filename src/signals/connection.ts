import type { ConnectionSummary, Direction, MediaKind, Subject, SubjectKind, TrackKind } from '../model/call.js';
import type { EventCode } from '../model/code.js';
import type { Location, RtcEvent } from '../model/event.js';
import { SIGNAL_PLACES as AT, SIGNAL_INDEX } from '../model/signal.js';
import { Captures } from './captures.js';
import { FirstMedia } from './connect/first-media.js';
import { JoinConnect } from './connect/join.js';
import { PeerConnect } from './connect/peer.js';
import type { ConnectResult } from './connect/spans.js';
import { TransportConnect } from './connect/transport.js';
import { HeldRoundTrip } from './derive/delay.js';
import { PathFinder } from './derive/path.js';
import { EchoWindow } from './echo.js';
import { Ending } from './ending.js';
import { FlowTimes } from './flow-times.js';
import type { Interval } from './interval.js';
import { Link } from './link.js';
import { RunningMedian, UsualValue } from './median.js';
import { ObjectStore } from './object-store.js';
import { Outlet, type Output } from './output.js';
import type { Tick } from './tick.js';
import { Track } from './tracks.js';

/** An interval is a gap when longer than this and than twice the usual one, ms. */
const GAP_MS = 5000;

/** Largest number of tracks that carried media at the same time, by direction and kind. */
export type Flowing = Record<TrackKind, number>;

/** A peer connection or an SDK session: what is known of it so far. */
export class Connection {
  readonly outlet: Outlet;
  readonly objects = new ObjectStore();
  readonly captures = new Captures();
  readonly tracks = new Map<string, Track>();
  /** Those of `tracks` that are sent: few, where thousands may be received one after the other. */
  readonly sentTracks: Track[] = [];
  readonly peer = new PeerConnect();
  readonly join = new JoinConnect();
  readonly transport = new TransportConnect();
  readonly firstMedia = new FirstMedia();
  readonly link = new Link();
  readonly ending = new Ending();
  readonly paths = new PathFinder();
  readonly roundTrip = new HeldRoundTrip();
  readonly usualRoundTrip = new UsualValue();
  readonly flowing: Flowing = { 'inbound-audio': 0, 'inbound-video': 0, 'outbound-audio': 0, 'outbound-video': 0 };
  readonly flowTimes = new FlowTimes();
  /** Number of tracks that ever carried media. */
  readonly carried: Flowing = { 'inbound-audio': 0, 'inbound-video': 0, 'outbound-audio': 0, 'outbound-video': 0 };
  carriedMedia = false;
  readonly mutedMedia = new Set<string>();
  readonly #period = new RunningMedian(2, 0);
  #echoOfSum: EchoWindow | undefined;
  start = Number.NaN;
  end = Number.NaN;
  lastSample = Number.NaN;
  lastReceived = Number.NaN;
  /** From statistics: the transport is up since then. */
  transportUp = Number.NaN;
  /** `Report.shape` of the latest report whose transports were looked through and none found closed. */
  transportsOpenIn = -1;
  selectedPair: string | undefined;
  path: string | undefined;
  everTicked = false;
  /** What serves only to derive signals has been let go; see `settle`. */
  isSettled = false;
  /** `end` when it was found silent, by the last look for silent connections. */
  silentSince = Number.NaN;
  resolutionMs = 1;

  constructor(
    call: Subject,
    readonly id: string,
    generation: number,
    time: number,
    private readonly output: Output,
  ) {
    this.start = time;
    this.end = time;
    this.outlet = new Outlet({
      kind: 'connection',
      key: JSON.stringify([call.key, id, generation]),
      source: call.source,
      call: call.call,
      connection: id,
    });
  }

  get subject(): Subject {
    return this.outlet.subject;
  }

  /** The microphone against the sum of all received audio. */
  get echoOfSum(): EchoWindow {
    this.#echoOfSum ??= new EchoWindow();
    return this.#echoOfSum;
  }

  resetEcho(): void {
    this.#echoOfSum?.reset();
  }

  /** Source time since when media can flow; NaN when not connected as far as is known. */
  get connectedAt(): number {
    const joined = this.join.connectedAt;
    if (!Number.isNaN(joined)) return joined;
    const connected = this.peer.connectedAt;
    return Number.isNaN(connected) ? this.transportUp : connected;
  }

  get everConnected(): boolean {
    return this.join.outcome().outcome === 'connected' || !Number.isNaN(this.connectedAt);
  }

  /** Events tell how it came up; where none do, the transports of its statistics have to. */
  get connectIsLogged(): boolean {
    return this.peer.isLogged || this.join.isSession;
  }

  get connectFailed(): boolean {
    return this.connectIsLogged ? this.peer.hasFailed : this.transport.hasFailed;
  }

  get screenShare(): boolean {
    return this.objects.hasShownScreen;
  }

  /** It is up and has carried media. */
  get works(): boolean {
    return this.carriedMedia && !Number.isNaN(this.connectedAt);
  }

  /** The track of that id, made on first sight. */
  track(id: string, media: MediaKind, direction: Direction): Track {
    const key = trackKey(id, media, direction);
    const known = this.tracks.get(key);
    if (known !== undefined) return known;
    const kind: TrackKind = `${direction}-${media}`;
    const track = new Track(this, kind, id, media, direction);
    this.tracks.set(key, track);
    if (direction === 'outbound') this.sentTracks.push(track);
    return track;
  }

  /** The received tracks of that id. */
  receivedTracks(id: string): Track[] {
    return (['audio', 'video'] as const).flatMap((media) => this.tracks.get(trackKey(id, media, 'inbound')) ?? []);
  }

  /** The track of a stream's statistics; looked up when the stream is new, or turns out to be of another kind. */
  trackOf(stream: Interval, media: MediaKind, direction: Direction): Track {
    if (stream.track?.media !== media) stream.track = this.track(stream.id, media, direction);
    return stream.track;
  }

  /**
   * No statistics will come any more: what serves only to derive signals is let go, here and where the signals are judged.
   * In logs of many connections that is most of what they would hold.
   *
   * @param done certain, because the document has no more of it. Else it was silent for long: a report that comes all the
   *   same is the first of new counters, as after any time in which objects are forgotten
   */
  settle(done: boolean): void {
    this.isSettled = true;
    this.objects.clear();
    this.captures.clear();
    this.#echoOfSum = undefined;
    const judgedFrom = this.ending.judgedFrom(this.end);
    for (const track of this.tracks.values()) {
      track.settle(done);
      this.output.settle(track.outlet, judgedFrom, true);
    }
    this.output.settle(this.outlet, judgedFrom, !this.#mayTellOfConnect);
  }

  /** Whether its end may tell how a connect went: one that has neither come up nor been given up. */
  get #mayTellOfConnect(): boolean {
    return this.join.isTrying || this.peer.isTrying || (!this.connectIsLogged && this.transport.isTrying);
  }

  /** The track has carried media. */
  noteCarried(track: Track): void {
    if (track.carriedMedia) return;
    track.carriedMedia = true;
    this.carriedMedia = true;
    this.carried[track.kind] += 1;
  }

  /** The time between two reports (ms) over the usual one, which then learns from it. */
  intervalOfUsual(lengthMs: number): number {
    const usual = this.#period.value;
    this.#period.add(lengthMs, 1);
    return lengthMs / usual;
  }

  isGap(lengthMs: number): boolean {
    return lengthMs > GAP_MS && lengthMs > 2 * this.#period.value;
  }

  begin(start: number, end: number, gap: boolean, at: Location, text = '', code?: EventCode): Tick {
    return this.draftOf('connection').begin(start, end, gap, at, text, code);
  }

  draftOf(kind: SubjectKind): Tick {
    return this.output.draftOf(kind);
  }

  /** Begins the tick of a track, from the interval of one of its objects. */
  beginOf(track: Track, interval: Interval, at: Location): Tick {
    const { start, end } = interval;
    return track.draft.beginOf(interval, end - start > GAP_MS && this.isGap(end - start), at);
  }

  emit(outlet: Outlet, tick: Tick): void {
    this.everTicked = true;
    this.output.tick(outlet, tick);
  }

  emitConnect(result: ConnectResult): void {
    const { at, excerpt, code } = result.event;
    const tick = this.begin(result.start, result.end, false, at, excerpt, code);
    for (const [signal, value] of Object.entries(result.values)) tick.set(SIGNAL_INDEX.get(signal) ?? -1, value);
    this.emit(this.outlet, tick);
  }

  /** A tick that says for how long the connection has been down. */
  emitDown(seconds: number, start: number, end: number, event: RtcEvent): void {
    const tick = this.begin(start, end, false, event.at, event.excerpt, event.code);
    tick.set(AT['disconnected-for'], seconds);
    this.emit(this.outlet, tick);
  }

  /** The peer connection had been up and failed. */
  emitLost(event: RtcEvent): void {
    const tick = this.begin(event.time, event.time, false, event.at, event.excerpt, event.code);
    tick.set(AT['connection-lost'], 1);
    this.emit(this.outlet, tick);
  }

  /** @param resolutionMs infinite in a log without a clock, of which no durations are told */
  summary(resolutionMs: number): ConnectionSummary {
    const timed = Number.isFinite(resolutionMs);
    const join = this.join.outcome();
    const peer = this.peer.outcome();
    const base = join.outcome !== 'unknown' ? join : peer;
    const outcome = this.connectIsLogged ? base.outcome : this.transport.outcome();
    const seenUp = (outcome === 'unknown' || outcome === 'unused') && this.carriedMedia;
    const path = this.path;
    return {
      id: this.id,
      connect: {
        outcome: seenUp ? 'connected' : outcome,
        ...(base.totalMs === undefined || !timed ? {} : { totalMs: base.totalMs }),
        uncertaintyMs: base.printed || !timed ? 0 : resolutionMs / 2,
        spans: !timed ? [] : base === join ? [...join.spans, ...peer.spans] : peer.spans,
      },
      ...(path === undefined ? {} : { path }),
      tracks: [...this.tracks.values()].map((track) => track.summary()),
      flow: this.flowTimes.spans(),
    };
  }
}

function trackKey(id: string, media: MediaKind, direction: Direction): string {
  return `${direction} ${media} ${id}`;
}
