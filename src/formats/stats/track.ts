import { MEMBERS } from './catalogue.js';
import { draft, mediaKind, type StatsDraft } from './draft.js';
import type { RawEntry, RawObject } from './raw.js';
import { copyMembers } from './standard.js';

/** An RTP stream object with the raw report it came from, which names its track. */
export interface StreamOfTrack {
  readonly object: StatsDraft;
  readonly raw: RawObject;
}

/**
 * Gives the members of `track` reports (Chrome up to 111, Safari) to the RTP stream of the same track, which is where
 * later browsers report them: freezes, pauses, concealment, jitter-buffer targets, frame sizes. A stream's own member
 * wins. A track that changed its SSRC has several inbound streams: the newest, last in the report, gets them. Several
 * outbound streams of one track are simulcast layers, and a number of the whole track belongs to none of them.
 *
 * Returns the media-source objects that old Chrome reported as sender tracks.
 */
export function mergeTracks(tracks: readonly RawEntry[], streams: readonly StreamOfTrack[]): StatsDraft[] {
  const sources: StatsDraft[] = [];
  for (const { id, raw } of tracks) {
    const own = streams.filter((stream) => stream.raw.trackId === id);
    for (const { object } of own) nameTrack(object, raw);
    const newest = own[own.length - 1];
    const members = newest === undefined ? undefined : MEMBERS.get(newest.object.type);
    if (newest === undefined || members === undefined) continue;
    if (newest.object.type === 'inbound-rtp') copyMembers(raw, members, newest.object);
    if (newest.object.type !== 'outbound-rtp') continue;
    if (own.length === 1) copyMembers(raw, members, newest.object);
    const source = senderSource(id, raw);
    if (source === undefined) continue;
    for (const { object } of own) object.labels.mediaSourceId ??= source.id;
    sources.push(source);
  }
  return sources;
}

function nameTrack(object: StatsDraft, track: RawObject): void {
  if (object.type === 'inbound-rtp' && typeof track.trackIdentifier === 'string')
    object.labels.trackIdentifier ??= track.trackIdentifier;
}

/** Microphone levels and echo metrics of a sender track, from before media-source reports existed. */
function senderSource(id: string, raw: RawObject): StatsDraft | undefined {
  const members = MEMBERS.get('media-source');
  if (raw.kind !== 'audio' || raw.mediaSourceId !== undefined || members === undefined) return undefined;
  const source = draft(id, 'media-source', mediaKind(raw.kind));
  copyMembers(raw, members, source);
  return Object.keys(source.values).length > 0 ? source : undefined;
}
