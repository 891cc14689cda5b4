/** Audio or video. */
export type MediaKind = 'audio' | 'video';

/** Seen from the client that wrote the log: `inbound` is received, `outbound` is sent. */
export type Direction = 'inbound' | 'outbound';

/** A track's direction and kind. */
export type TrackKind = `${Direction}-${MediaKind}`;

/** What a rule can look at. Tracks are split by kind and direction because hardly any signal applies to all four. */
export const SUBJECT_KINDS = [
  'inbound-audio',
  'inbound-video',
  'outbound-audio',
  'outbound-video',
  'connection',
  'call',
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** One thing that signals and events are about. The same object is handed out for the whole life of the thing. */
export interface Subject {
  readonly kind: SubjectKind;
  /** Identifies the subject within one analysis: unique over sources, calls, connections and tracks. */
  readonly key: string;
  /** Path of the log it was seen in. */
  readonly source: string;
  /** Id of the call, unique within one analysis. */
  readonly call: string;
  /** Id of the connection as the log names it; absent for kind `call`. */
  readonly connection?: string;
  /** Id of the track as the log names it (stats id, ssrc, user id); only for the four track kinds. */
  readonly track?: string;
  readonly media?: MediaKind;
  readonly direction?: Direction;
}

/** Source time, ms (see `RtcEvent.time`). */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

/** A span of the connect time. `name` is one of the spans in docs/architecture.md: signalling, gathering, ice, dtls, … */
export interface ConnectSpan extends TimeSpan {
  readonly name: string;
}

/** How a connection came up, as far as the log shows. */
export interface ConnectSummary {
  readonly outcome: 'connected' | 'failed' | 'unfinished' | 'unused' | 'unknown';
  /** ms from the join call or first negotiation step to connected; absent unless both ends were seen. */
  readonly totalMs?: number;
  /** Half the width of what the clock cannot tell apart, ms; `totalMs` is exact within ± this. */
  readonly uncertaintyMs: number;
  readonly spans: readonly ConnectSpan[];
}

export interface TrackSummary {
  readonly id: string;
  readonly media: MediaKind;
  readonly direction: Direction;
  readonly ssrc?: string;
  readonly codec?: string;
  /** Whole-call values of the catalogue's signals that are worth showing, by signal id. */
  readonly totals: Readonly<Record<string, number>>;
}

export interface ConnectionSummary {
  readonly id: string;
  readonly connect: ConnectSummary;
  /** Selected path, such as `host/udp → relay/udp`; absent when never seen. */
  readonly path?: string;
  readonly tracks: readonly TrackSummary[];
  /** When media of each kind flowed, in order and apart from each other; absent where statistics do not show it. */
  readonly flow?: Readonly<Partial<Record<TrackKind, readonly TimeSpan[]>>>;
}

export interface CallSummary {
  readonly id: string;
  readonly source: string;
  readonly sdk: { readonly name: string; readonly version: string } | undefined;
  /** What the log says of browser, system, device, network: label → value. */
  readonly environment: Readonly<Record<string, string>>;
  /** Source time, ms; undefined when the call has no timed record. */
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly connections: readonly ConnectionSummary[];
  /** Facts of the call's shape from which a scenario is inferred. */
  readonly shape: CallShape;
}

/** Largest number of tracks that carried media in the call, by kind and direction, and what the log says of its purpose. */
export interface CallShape {
  readonly inboundAudio: number;
  readonly inboundVideo: number;
  readonly outboundAudio: number;
  readonly outboundVideo: number;
  /** `rtc`, `live`, `audio-room` … as an SDK prints its mode or profile; absent when it does not. */
  readonly mode?: string;
  readonly screenShare: boolean;
}
