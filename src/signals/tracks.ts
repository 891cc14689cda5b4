import type { Direction, MediaKind, Subject, TrackKind, TrackSummary } from '../model/call.js';
import type { Connection } from './connection.js';
import { InboundFlow } from './derive/inbound.js';
import { NeverHeard } from './derive/never-heard.js';
import { Outbound } from './derive/outbound.js';
import { VideoIn } from './derive/video-in.js';
import { EchoWindow } from './echo.js';
import type { FlowOfKind } from './flow-times.js';
import { type Interval, placeOf } from './interval.js';
import { Outlet } from './output.js';
import type { Report } from './report.js';
import type { Tick } from './tick.js';
import { Totals } from './totals.js';

/** One received or sent stream: its subject and the state from which its signals are derived. */
export class Track {
  readonly outlet: Outlet;
  readonly totals: Totals;
  /** What the ticks of the track are put together in. */
  readonly draft: Tick;
  /** When media of its kind flowed on the connection. */
  readonly flowTimes: FlowOfKind;
  /** True when packets were ever received or sent, or an SDK printed something of it. */
  carriedMedia = false;
  /** Made when first asked for: each kind of track needs only some of them. */
  #flow: InboundFlow | undefined;
  #video: VideoIn | undefined;
  #sent: Outbound | undefined;
  #echo: EchoWindow | undefined;
  #neverHeard: NeverHeard | undefined;
  #ssrc: string | undefined;
  #codec: string | undefined;
  /** `Report.shape` of the report that told the names. */
  #describedBy = -1;

  constructor(
    parent: Connection,
    readonly kind: TrackKind,
    readonly id: string,
    readonly media: MediaKind,
    readonly direction: Direction,
  ) {
    const { key, source, call } = parent.subject;
    this.totals = new Totals(kind);
    this.draft = parent.draftOf(kind);
    this.flowTimes = parent.flowTimes.of(kind);
    this.outlet = new Outlet({
      kind,
      // Within the connection, because an id may come back after the clock was changed.
      key: JSON.stringify([key, kind, id]),
      source,
      call,
      connection: parent.id,
      track: id,
      media,
      direction,
    });
  }

  get subject(): Subject {
    return this.outlet.subject;
  }

  get flow(): InboundFlow {
    this.#flow ??= new InboundFlow();
    return this.#flow;
  }

  get video(): VideoIn {
    this.#video ??= new VideoIn();
    return this.#video;
  }

  get sent(): Outbound {
    this.#sent ??= new Outbound();
    return this.#sent;
  }

  get echo(): EchoWindow {
    this.#echo ??= new EchoWindow();
    return this.#echo;
  }

  resetEcho(): void {
    this.#echo?.reset();
  }

  get neverHeard(): NeverHeard {
    this.#neverHeard ??= new NeverHeard();
    return this.#neverHeard;
  }

  /**
   * See `Connection.settle`. Unless it is certain that nothing more will come (`done`), it stays known whether the track ever
   * flowed and was heard: the same track going on is none that never was.
   */
  settle(done: boolean): void {
    this.#sent = undefined;
    this.#echo = undefined;
    if (!done) return;
    this.#flow = undefined;
    this.#video = undefined;
    this.#neverHeard = undefined;
  }

  /** Remembers what the summary names. */
  describe(stream: Interval, { codecs, shape }: Report): void {
    if (shape === this.#describedBy) return;
    this.#describedBy = shape;
    this.#ssrc = stream.ssrc ?? this.#ssrc;
    const id = stream.labels.codecId;
    if (id === undefined) return;
    for (let k = 0; k < codecs.size; k += 1) {
      const codec = codecs.at(k);
      if (codec?.id === id) this.#codec = codec.labels.mimeType ?? this.#codec;
    }
  }

  summary(): TrackSummary {
    return {
      id: this.id,
      media: this.media,
      direction: this.direction,
      ...(this.#ssrc === undefined ? {} : { ssrc: this.#ssrc }),
      ...(this.#codec === undefined ? {} : { codec: this.#codec }),
      totals: this.totals.values(),
    };
  }
}

/** Members that only one kind of media has: for reports whose `kind` is missing. */
const VIDEO_MEMBERS = ['framesReceived', 'framesDecoded', 'framesEncoded', 'frameHeight', 'framesPerSecond'];
const AUDIO_MEMBERS = ['totalSamplesReceived', 'audioLevel', 'totalAudioEnergy', 'concealedSamples'];

/** Audio or video; undefined when the report does not say. */
export function mediaOf(interval: Interval): MediaKind | undefined {
  if (interval.kind !== undefined) return interval.kind;
  if (VIDEO_MEMBERS.some((name) => isKnown(interval, name))) return 'video';
  return AUDIO_MEMBERS.some((name) => isKnown(interval, name)) ? 'audio' : undefined;
}

function isKnown(interval: Interval, metric: string): boolean {
  return !Number.isNaN(interval.latest(placeOf(interval.type, metric)));
}
