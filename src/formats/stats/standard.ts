import type { StatsType } from '../../model/metric.js';
import { MEMBERS, type TypeMembers } from './catalogue.js';
import { draft, mediaKind, type StatsDraft } from './draft.js';
import { toReading } from './number.js';
import { isObject, type RawObject } from './raw.js';

/** Report types of the W3C text and their spellings in old Firefox and Safari. */
const TYPES: ReadonlyMap<unknown, StatsType> = new Map([
  ['inbound-rtp', 'inbound-rtp'],
  ['inboundrtp', 'inbound-rtp'],
  ['outbound-rtp', 'outbound-rtp'],
  ['outboundrtp', 'outbound-rtp'],
  ['remote-inbound-rtp', 'remote-inbound-rtp'],
  ['remote-outbound-rtp', 'remote-outbound-rtp'],
  ['media-source', 'media-source'],
  ['media-playout', 'media-playout'],
  ['candidate-pair', 'candidate-pair'],
  ['candidatepair', 'candidate-pair'],
  ['transport', 'transport'],
  ['local-candidate', 'local-candidate'],
  ['remote-candidate', 'remote-candidate'],
  ['codec', 'codec'],
]);

/** True for types of which `isRemote` made those of the far end, before the remote-… types existed. Candidates have it, too. */
export function mayBeRemote(type: unknown): boolean {
  const standard = TYPES.get(type);
  return standard === 'inbound-rtp' || standard === 'outbound-rtp';
}

/** The catalogue's type of a W3C report object; undefined for types that nobody reads (certificate, stream, goog…). */
export function standardType(raw: RawObject): StatsType | undefined {
  const type = TYPES.get(raw.type);
  if (raw.isRemote === true && type === 'inbound-rtp') return 'remote-inbound-rtp';
  if (raw.isRemote === true && type === 'outbound-rtp') return 'remote-outbound-rtp';
  return type;
}

/** Takes the catalogue's members of `type` out of a raw object; own members of `target` stay. */
export function copyMembers(raw: RawObject, members: TypeMembers, target: StatsDraft): void {
  const { values, labels } = target;
  for (const member of members.metrics) {
    let value = raw[member.outer];
    if (value === undefined) continue;
    if (member.inner !== undefined) value = isObject(value) ? value[member.inner] : undefined;
    const reading = toReading(value);
    if (reading === undefined || (reading < 0 && !member.mayBeNegative)) continue;
    values[member.name] ??= reading;
  }
  for (const name of members.labels) {
    const label = toLabel(raw[name]);
    if (label !== undefined) labels[name] ??= label;
  }
}

/** A W3C report object in the catalogue's terms. `type` is what `standardType` said. */
export function standardObject(id: string, raw: RawObject, type: StatsType): StatsDraft {
  const object = draft(id, type, mediaKind(raw.kind) ?? mediaKind(raw.mediaType));
  const ssrc = toLabel(raw.ssrc);
  if (ssrc !== undefined) object.ssrc = ssrc;
  const members = MEMBERS.get(type);
  if (members !== undefined) copyMembers(raw, members, object);
  if (type === 'inbound-rtp') renamed(raw, 'discardedPackets', object, 'packetsDiscarded', 1);
  // Firefox before 2017 gave the round-trip time in ms under its own name.
  if (type === 'remote-inbound-rtp') renamed(raw, 'mozRtt', object, 'roundTripTime', 0.001);
  return object;
}

function renamed(raw: RawObject, from: string, object: StatsDraft, to: string, factor: number): void {
  const reading = toReading(raw[from]);
  if (reading !== undefined && reading >= 0) object.values[to] ??= reading * factor;
}

/** Long texts are not labels (SDP, base64). */
const LONGEST_LABEL = 300;

/** Text, booleans and whole numbers as label text. Empty text says nothing and is absent. */
export function toLabel(value: unknown): string | undefined {
  if (typeof value === 'string') return value.length > 0 && value.length <= LONGEST_LABEL ? value : undefined;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return undefined;
}
