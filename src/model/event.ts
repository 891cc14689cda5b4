import type { EventCode } from './code.js';

/** Where a record stands in its source. */
export interface Location {
  /** Path of the file (of a zip member: `bundle.zip:member`), as given or found. */
  readonly source: string;
  /** 1-based; 0 when the format has no lines that mean anything (a minified document). */
  readonly line: number;
  /** Byte offset from the start of the unpacked file. */
  readonly offset: number;
}

/**
 * Every event type with what its `fields` may hold. A reader that knows the event but not a field leaves it out.
 * The table is the vocabulary: rules and format definitions that use another name are refused when they are loaded.
 */
export const EVENT_FIELDS = {
  /** The SDK or browser names itself: name, version. */
  sdk: ['name', 'version'],
  /** One fact of the environment: label (browser, os, device, cpu, network, …), value. */
  environment: ['label', 'value'],
  /** SDK mode or channel profile: mode = rtc | live | audio-room | … */
  'sdk.mode': ['mode'],
  /** A new session starts in the log (engine created, session header): calls before and after are different calls. */
  'session.start': [],
  'join.start': ['channel', 'uid'],
  /** ms = printed duration since the join call, when the SDK prints it. */
  'join.ok': ['ms', 'channel', 'uid'],
  'join.fail': ['code', 'reason'],
  leave: ['reason', 'code'],
  /** The SDK's own connection state: to (and from) = disconnected | connecting | connected | reconnecting | failed. */
  'connection.state': ['from', 'to', 'reason', 'code'],
  'access-point.request': ['url'],
  'access-point.fail': ['code', 'reason'],
  'signal.open': ['ms'],
  'signal.close': ['code', 'reason'],
  'signal.timeout': ['ms'],
  /** A peer connection object exists. Not a start of connecting: applications create them early. */
  'connection.create': ['role'],
  'connection.close': ['reason'],
  /** step = create-offer | create-answer | set-local | set-remote | add-candidate; sdp = offer | answer; failed = true. */
  negotiation: ['step', 'sdp', 'failed', 'error'],
  'signaling.state': ['to'],
  'ice.gathering': ['to'],
  'ice.state': ['to'],
  'dtls.state': ['to'],
  /** RTCPeerConnection.connectionState: connected = ICE and DTLS. */
  'pc.state': ['to'],
  /** side = local | remote; candidateType = host | srflx | prflx | relay; protocol = udp | tcp. */
  'ice.candidate': ['side', 'candidateType', 'protocol', 'relayProtocol'],
  'ice.error': ['code', 'text', 'url'],
  'ice.restart': [],
  /** The selected candidate pair: local and remote candidate types; relayed = true | false; protocol. */
  path: ['local', 'remote', 'relayed', 'protocol'],
  /** getUserMedia or getDisplayMedia: audio, video = true | false; display = true; echoCancellation = true | false when set. */
  'media.request': ['audio', 'video', 'display', 'echoCancellation', 'page'],
  /** page = the page it belongs to where a dump holds several: what stands before the hyphen in its connections' ids. */
  'media.granted': ['audio', 'video', 'label', 'page'],
  'media.denied': ['error', 'message', 'page'],
  /** SDK tears media down and builds it again. */
  'media.reconnect': ['reason', 'code'],
  'publish.start': ['media'],
  'publish.ok': ['media', 'ms'],
  'publish.fail': ['media', 'reason', 'code'],
  'publish.stop': ['media'],
  'subscribe.start': ['media', 'uid'],
  'subscribe.ok': ['media', 'uid', 'ms'],
  'subscribe.fail': ['media', 'uid', 'reason', 'code'],
  'remote.join': ['uid'],
  'remote.leave': ['uid', 'reason'],
  'remote.publish': ['uid', 'media'],
  'remote.unpublish': ['uid', 'media'],
  'remote.mute': ['uid', 'media'],
  'remote.unmute': ['uid', 'media'],
  'local.mute': ['media'],
  'local.unmute': ['media'],
  /** ms since the join call, when printed. direction = inbound | outbound. */
  'first-frame': ['media', 'direction', 'uid', 'ms'],
  'freeze.start': ['media', 'uid', 'reason'],
  'freeze.end': ['media', 'uid'],
  /** A numbered warning of the SDK about media, lasting until `exception.recover` of the same code and uid. */
  exception: ['code', 'name', 'uid'],
  'exception.recover': ['code', 'name', 'uid'],
  /** An error that the SDK reports to the application: code and text as printed. */
  'sdk.error': ['code', 'text'],
  /** Echo cancellation: enabled = true | false; origin = request | software | hardware. */
  aec: ['enabled', 'origin'],
  /** The SDK itself claims to have detected echo. */
  'aec.echo': ['text'],
  /** route = speaker | earpiece | headset | bluetooth | other. */
  'audio.route': ['route'],
  'audio.underrun': ['count'],
  /** Jitter-buffer floor that configuration imposes, ms. */
  'playout.minimum': ['ms'],
  'device.change': ['media', 'label'],
  'device.error': ['media', 'error'],
  'page.visibility': ['visible'],
  /** Playback side: what = element | context | autoplay; state = paused | playing | waiting | blocked | suspended | stuck | … */
  playback: ['media', 'what', 'state'],
  /** The printed duration of one step of a join or publish. */
  step: ['name', 'ms'],
  'network.change': ['type'],
  /** Uplink adaptation by the SDK. */
  adaptation: ['reason', 'from', 'to'],
  /** The service falls back to a low stream (to = low) or audio only (to = audio). */
  'stream.fallback': ['uid', 'to'],
} as const satisfies Record<string, readonly string[]>;

export type EventType = keyof typeof EVENT_FIELDS;
export const EVENT_TYPES = Object.keys(EVENT_FIELDS) as EventType[];

/** Something happened at a time. */
export interface RtcEvent {
  readonly type: EventType;
  /**
   * Source time in ms: epoch ms when the log has absolute times, else local wall-clock time counted as if it were UTC.
   * `Clock.shiftMs` of the source's summary, known when the source has been read, turns it into epoch ms.
   */
  readonly time: number;
  /** Id of the connection or SDK channel session, when the record belongs to one. */
  readonly connection?: string;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
  readonly at: Location;
  /** The log's own words, cut to 300 characters. */
  readonly excerpt: string;
  /** Its code, looked up in the tables of rules/codes on its way from the reader; absent where no table is of use. */
  readonly code?: EventCode;
}
