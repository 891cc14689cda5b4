import type { Direction, MediaKind, Subject, TrackKind, TrackSummary } from '../model/call.js';
import type { StatsObject } from '../model/sample.js';
import { InboundFlow } from './derive/inbound.js';
import { NeverHeard } from './derive/never-heard.js';
import { Outbound } from './derive/outbound.js';
import { VideoIn } from './derive/video-in.js';
import { EchoWindow } from './echo.js';
import { type Interval, placeOf } from './interval.js';
import { Totals } from './totals.js';

/** One received or sent stream: its subject and the state from which its signals are derived. */
export class Track {
  readonly subject: Subject;
  readonly kind: TrackKind;
  readonly flow = new InboundFlow();
  readonly video = new VideoIn();
  readonly sent = new Outbound();
  readonly echo = new EchoWindow();
  readonly neverHeard = new NeverHeard();
  readonly totals = new Totals();
  /** True when packets were ever received or sent, or an SDK printed something of it. */
  carriedMedia = false;
  #ssrc: string | undefined;
  #codec: string | undefined;

  constructor(
    parent: Subject,
    readonly id: string,
    readonly media: MediaKind,
    readonly direction: Direction,
    /** Tells apart subjects of one id: an id may come back after the clock was changed. */
    scope: string,
  ) {
    const kind: TrackKind = `${direction}-${media}`;
    this.kind = kind;
    this.subject = {
      kind,
      key: JSON.stringify([scope, kind, id]),
      source: parent.source,
      call: parent.call,
      ...(parent.connection === undefined ? {} : { connection: parent.connection }),
      track: id,
      media,
      direction,
    };
  }

  /** Remembers what the summary names. @param codecs of the same report */
  describe(stream: Interval, codecs: readonly StatsObject[]): void {
    this.#ssrc = stream.ssrc ?? this.#ssrc;
    const id = stream.labels.codecId;
    if (id === undefined) return;
    for (const codec of codecs) {
      if (codec.id === id) this.#codec = codec.labels.mimeType ?? this.#codec;
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
  return placeOf(interval.type, metric) >= 0 && !Number.isNaN(interval.named(metric).now);
}
