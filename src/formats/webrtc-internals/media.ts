import type { Location, RtcEvent } from '../../model/event.js';

/** Text members of one `getUserMedia` entry that are read, and how much of each. */
export const MEDIA_MEMBERS: ReadonlyMap<string, number> = new Map([
  ['request_type', 40],
  ['audio', 2048],
  ['video', 2048],
  ['audio_track_info', 1024],
  ['video_track_info', 1024],
  ['stream_id', 100],
  ['error', 100],
  ['error_message', 200],
  ['time', 60],
]);

/** Every dialect: JSON, JSON with blanks, and the JS-like text of Chrome 86. The bounded class cannot backtrack far. */
const ECHO = /echoCancellation"?:\s{0,8}(?:\{[^}]{0,200}?)?"?(true|false|all|remote-only|browser-decides)\b/;

/** What a request says of echo cancellation; undefined where it is left to the browser. */
export function echoCancellationOf(constraints: string): boolean | undefined {
  const value = ECHO.exec(constraints)?.[1];
  if (value === undefined || value === 'browser-decides') return undefined;
  return value !== 'false';
}

/** Turns one entry of the top-level `getUserMedia` list into an event without its time. `page` is the entry's rid. */
export function mediaEvent(
  members: ReadonlyMap<string, string>,
  page: string | undefined,
  at: Location,
): Omit<RtcEvent, 'time'> | undefined {
  const display = members.get('request_type') === 'getDisplayMedia';
  const name = display ? 'getDisplayMedia' : 'getUserMedia';
  const owner = page === undefined ? {} : { page };
  const error = members.get('error');
  if (error !== undefined) {
    const message = members.get('error_message');
    const fields = { ...owner, error, ...(message === undefined ? {} : { message }) };
    return { type: 'media.denied', fields, at, excerpt: cut(`${name} failed: ${error} ${message ?? ''}`) };
  }
  const audioTrack = members.get('audio_track_info');
  const videoTrack = members.get('video_track_info');
  if (audioTrack !== undefined || videoTrack !== undefined || members.has('stream_id')) {
    const audio = isTrack(audioTrack);
    const video = isTrack(videoTrack);
    const label = labelOf(audio ? audioTrack : videoTrack);
    const fields = { ...owner, audio, video, ...(label === undefined ? {} : { label }) };
    return { type: 'media.granted', fields, at, excerpt: cut(`${name}: ${audioTrack ?? ''} ${videoTrack ?? ''}`) };
  }
  const audio = members.get('audio');
  const echoCancellation = audio === undefined ? undefined : echoCancellationOf(audio);
  const fields = {
    ...owner,
    audio: audio !== undefined,
    video: members.has('video'),
    ...(display ? { display } : {}),
    ...(echoCancellation === undefined ? {} : { echoCancellation }),
  };
  return {
    type: 'media.request',
    fields,
    at,
    excerpt: cut(`${name}: audio ${audio ?? '–'} video ${members.get('video') ?? '–'}`),
  };
}

function isTrack(info: string | undefined): boolean {
  return info !== undefined && info !== '' && info !== 'null';
}

function labelOf(info: string | undefined): string | undefined {
  return /"label"\s{0,4}:\s{0,4}"([^"\\]{1,100})/.exec(info ?? '')?.[1];
}

function cut(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}
