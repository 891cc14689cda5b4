import type { MediaKind } from '../../model/call.js';
import { draft, mediaKind, type StatsDraft } from './draft.js';
import {
  AUDIO_SOURCE,
  CANDIDATE_TYPES,
  type Mapping,
  MS,
  PAIR,
  RECEIVED,
  REPORTED_BACK,
  SENT,
  VIDEO_SOURCE,
} from './goog-members.js';
import { toReading } from './number.js';
import { type RawObject, textOf } from './raw.js';
import { toLabel } from './standard.js';

const GOOG_TYPES: ReadonlySet<unknown> = new Set([
  'ssrc',
  'googCandidatePair',
  'VideoBwe',
  'googComponent',
  'localcandidate',
  'remotecandidate',
]);

/** True for the objects of Chrome's statistics before the W3C form that are read; all their values are texts. */
export function isGoog(raw: RawObject): boolean {
  return GOOG_TYPES.has(raw.type) || isShimmedPair(raw);
}

/** A goog candidate pair whose type an adapter of 2016 has changed to that of the draft of then. */
function isShimmedPair(raw: RawObject): boolean {
  return raw.type === 'candidatepair' && raw.googChannelId !== undefined;
}

/** True for names of the pseudo tracks of Plan B, which carry zeros only. */
export function isPseudoTrack(track: unknown): boolean {
  return typeof track === 'string' && track.startsWith('mixedlabel');
}

/** The objects that one goog object stands for; none for pseudo tracks and `VideoBwe` (see `sendBandwidth`). */
export function googObjects(id: string, raw: RawObject): StatsDraft[] {
  switch (raw.type) {
    case 'ssrc':
      return isPseudoTrack(raw.googTrackId) ? [] : streamObjects(id, raw);
    case 'googCandidatePair':
    case 'candidatepair':
      return [pairObject(id, raw), ...pairCandidates(raw)];
    case 'googComponent':
      return [labelled(draft(id, 'transport', undefined), 'selectedCandidatePairId', raw.selectedCandidatePairId)];
    case 'localcandidate':
      return [candidate(id, 'local-candidate', raw.candidateType, raw.transport, raw.networkType)];
    case 'remotecandidate':
      return [candidate(id, 'remote-candidate', raw.candidateType, raw.transport, undefined)];
    default:
      return [];
  }
}

/** Estimated send bandwidth of the `VideoBwe` object, bit/s; it belongs to the selected pair. */
export function sendBandwidth(raw: RawObject): number | undefined {
  const bandwidth = raw.type === 'VideoBwe' ? toReading(raw.googAvailableSendBandwidth) : undefined;
  // 0 is printed as long as nothing has been estimated.
  return bandwidth !== undefined && bandwidth > 0 ? bandwidth : undefined;
}

function streamObjects(id: string, raw: RawObject): StatsDraft[] {
  const kind = streamKind(raw);
  if (id.endsWith('_recv')) {
    const stream = mapped(draft(id, 'inbound-rtp', kind), raw, RECEIVED);
    labelled(stream, 'trackIdentifier', raw.googTrackId);
    labelled(stream, 'decoderImplementation', raw.codecImplementationName);
    labelled(stream, 'contentType', raw.googContentType);
    return [withStream(stream, raw)];
  }
  if (!id.endsWith('_send')) return [];
  const stream = mapped(draft(id, 'outbound-rtp', kind), raw, SENT);
  labelled(stream, 'encoderImplementation', raw.codecImplementationName);
  labelled(stream, 'contentType', raw.googContentType);
  labelled(stream, 'qualityLimitationReason', limitation(raw));
  const source = mapped(
    draft(`${id}:source`, 'media-source', kind),
    raw,
    kind === 'video' ? VIDEO_SOURCE : AUDIO_SOURCE,
  );
  labelled(source, 'trackIdentifier', raw.googTrackId);
  labelled(stream, 'mediaSourceId', source.id);
  const back = mapped(draft(`${id}:remote`, 'remote-inbound-rtp', kind), raw, REPORTED_BACK);
  labelled(back, 'localId', id);
  labelled(stream, 'remoteId', back.id);
  const roundTrip = toReading(raw.googRtt);
  // 0 and −1 stand there until the first receiver report has come.
  if (roundTrip !== undefined && roundTrip > 0) back.values.roundTripTime = roundTrip * MS;
  return [withStream(stream, raw), withStream(source, raw), withStream(back, raw)];
}

function streamKind(raw: RawObject): MediaKind | undefined {
  const named = mediaKind(raw.mediaType);
  if (named !== undefined) return named;
  if (raw.audioOutputLevel !== undefined || raw.audioInputLevel !== undefined) return 'audio';
  const video = ['googFrameRateReceived', 'googFrameRateSent', 'googFrameHeightReceived', 'googFrameHeightSent'];
  return video.some((member) => raw[member] !== undefined) ? 'video' : undefined;
}

function withStream(object: StatsDraft, raw: RawObject): StatsDraft {
  const ssrc = toLabel(raw.ssrc);
  if (ssrc !== undefined) object.ssrc = ssrc;
  if (object.type === 'inbound-rtp' || object.type === 'outbound-rtp') labelled(object, 'transportId', raw.transportId);
  return object;
}

function limitation(raw: RawObject): string | undefined {
  if (isTrue(raw.googCpuLimitedResolution)) return 'cpu';
  if (isTrue(raw.googBandwidthLimitedResolution)) return 'bandwidth';
  const told = raw.googCpuLimitedResolution !== undefined || raw.googBandwidthLimitedResolution !== undefined;
  return told ? 'none' : undefined;
}

function pairObject(id: string, raw: RawObject): StatsDraft {
  const pair = mapped(draft(id, 'candidate-pair', undefined), raw, PAIR);
  const active = isTrue(raw.googActiveConnection);
  labelled(pair, 'selected', active);
  labelled(pair, 'localCandidateId', raw.localCandidateId);
  labelled(pair, 'remoteCandidateId', raw.remoteCandidateId);
  labelled(pair, 'transportId', raw.googChannelId);
  // A pair that was never used shows libwebrtc's start value of 3000 ms: only the active pair has a reading.
  const roundTrip = toReading(raw.googRtt);
  if (active && roundTrip !== undefined && roundTrip > 0) pair.values.currentRoundTripTime = roundTrip * MS;
  return pair;
}

/** The candidates as the pair itself describes them: all there is when the log leaves the candidate objects out. */
function pairCandidates(raw: RawObject): StatsDraft[] {
  const candidates: StatsDraft[] = [];
  const local = textOf(raw, 'localCandidateId');
  const remote = textOf(raw, 'remoteCandidateId');
  if (local !== undefined && raw.googLocalCandidateType !== undefined)
    candidates.push(candidate(local, 'local-candidate', raw.googLocalCandidateType, raw.googTransportType, undefined));
  if (remote !== undefined && raw.googRemoteCandidateType !== undefined)
    candidates.push(
      candidate(remote, 'remote-candidate', raw.googRemoteCandidateType, raw.googTransportType, undefined),
    );
  return candidates;
}

function candidate(
  id: string,
  side: 'local-candidate' | 'remote-candidate',
  candidateType: unknown,
  protocol: unknown,
  networkType: unknown,
): StatsDraft {
  const object = draft(id, side, undefined);
  labelled(object, 'candidateType', CANDIDATE_TYPES.get(candidateType));
  labelled(object, 'protocol', protocol);
  return labelled(object, 'networkType', networkType);
}

function mapped(object: StatsDraft, raw: RawObject, mapping: Mapping): StatsDraft {
  for (const [from, to, factor] of mapping) {
    const reading = toReading(raw[from]);
    const mayBeNegative = to === 'packetsLost' || to.startsWith('echoReturnLoss');
    if (reading === undefined || (reading < 0 && !mayBeNegative)) continue;
    object.values[to] ??= reading * factor;
  }
  return object;
}

function labelled(object: StatsDraft, name: string, value: unknown): StatsDraft {
  const label = toLabel(value);
  if (label !== undefined) object.labels[name] = label;
  return object;
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
