import type { Direction, MediaKind } from '../model/call.js';
import type { EventType, RtcEvent } from '../model/event.js';
import type { Connection } from './connection.js';
import type { Track } from './tracks.js';

/** Events about the device, the application or the SDK as a whole: they belong to a call, not to a connection. */
const CALL_EVENTS: ReadonlySet<EventType> = new Set<EventType>([
  'sdk',
  'environment',
  'sdk.mode',
  'session.start',
  'media.request',
  'media.granted',
  'media.denied',
  'sdk.error',
  'aec',
  'aec.echo',
  'audio.route',
  'audio.underrun',
  'device.change',
  'device.error',
  'page.visibility',
  'network.change',
]);

/** Events that show a session: the log is one of an SDK, whose calls are bounded by joins and leaves. */
const SESSION_EVENTS: ReadonlySet<EventType> = new Set<EventType>(['join.start', 'join.ok', 'join.fail', 'leave']);

/** Events that prove that a track exists, so that it becomes a subject. */
const TRACK_PROOFS: ReadonlySet<EventType> = new Set<EventType>([
  'freeze.start',
  'freeze.end',
  'first-frame',
  'exception',
  'exception.recover',
  'subscribe.ok',
  'remote.publish',
]);
const MEDIA_PROOFS: ReadonlySet<EventType> = new Set<EventType>(['freeze.start', 'first-frame']);

export const isCallEvent = (event: RtcEvent): boolean => event.connection === undefined && CALL_EVENTS.has(event.type);
export const isSessionEvent = (event: RtcEvent): boolean => SESSION_EVENTS.has(event.type);

/** The tracks of a connection that an event is about; made where the event proves them. */
export function tracksOf(event: RtcEvent, connection: Connection): readonly Track[] {
  const { type, fields } = event;
  const uid = fields.uid === undefined ? undefined : String(fields.uid);
  if (type === 'local.mute' || type === 'local.unmute' || type.startsWith('publish.')) {
    return ofMedia(connection.sentTracks, fields.media);
  }
  if (uid === undefined) return [];
  if (type === 'exception' || type === 'exception.recover') {
    const about = exceptionAbout(String(fields.name ?? ''));
    return about === undefined ? [] : [connection.track(uid, about.media, about.direction)];
  }
  const media = fields.media;
  if (fields.direction === 'outbound') return ofMedia(connection.sentTracks, media);
  if (TRACK_PROOFS.has(type) && (media === 'audio' || media === 'video')) {
    const track = connection.track(uid, media, 'inbound');
    if (MEDIA_PROOFS.has(type)) connection.noteCarried(track);
    return [track];
  }
  return ofMedia(connection.receivedTracks(uid), media);
}

/** Those of one kind of media, where one is named. */
function ofMedia(tracks: readonly Track[], media: RtcEvent['fields'][string] | undefined): readonly Track[] {
  if (media !== 'audio' && media !== 'video') return tracks;
  return tracks.filter((track) => track.media === media);
}

/** Numbered SDK exceptions are named after what they are about: `RECV_VIDEO_DECODE_FAILED`, `AUDIO_INPUT_LEVEL_TOO_LOW`. */
function exceptionAbout(name: string): { media: MediaKind; direction: Direction } | undefined {
  const words = name.toUpperCase();
  const media = words.includes('AUDIO') ? 'audio' : /VIDEO|FRAMERATE/.test(words) ? 'video' : undefined;
  if (media === undefined) return undefined;
  const received = words.includes('RECV') || words.includes('OUTPUT');
  const outgoing = words.includes('SEND') || words.includes('INPUT') || words.includes('SENT');
  // Agora's FRAMERATE_SENT and FRAMERATE_INPUT are about what is captured and sent; OUTPUT is what is played here.
  if (received === outgoing) return undefined;
  return { media, direction: received ? 'inbound' : 'outbound' };
}
