import { parseJson } from '../stats/json-text.js';
import { isObject, textOf } from '../stats/raw.js';

type Fields = Record<string, string | number | boolean>;

const LONGEST_TEXT = 200;

/** The fields of `media.request` from getUserMedia or getDisplayMedia constraints. */
export function requestFields(constraints: unknown, display: boolean): Fields {
  const fields: Fields = { display };
  if (!isObject(constraints)) return fields;
  fields.audio = isAsked(constraints.audio);
  fields.video = isAsked(constraints.video);
  const echoCancellation = fields.audio === true ? echoCancellationOf(constraints.audio) : undefined;
  if (echoCancellation !== undefined) fields.echoCancellation = echoCancellation;
  return fields;
}

/** Constraints of one kind are true, an object, or that object as JSON text; absent, false and empty text ask nothing. */
function isAsked(kind: unknown): boolean {
  return kind === true || isObject(kind) || (typeof kind === 'string' && !['', 'false', 'null'].includes(kind));
}

/** What the audio constraints say of echo cancellation; undefined leaves it to the browser. */
function echoCancellationOf(audio: unknown): boolean | undefined {
  const constraints = typeof audio === 'string' ? parseJson(audio) : audio;
  if (!isObject(constraints)) return undefined;
  const direct = switchValue(constraints.echoCancellation);
  if (direct !== undefined) return direct;
  // Constraints before 2016 (still printed by Jitsi) and `advanced` sets; `mandatory` beats `optional`.
  const sets = [constraints.mandatory, constraints.advanced, constraints.optional].flat();
  for (const set of sets) {
    const value = isObject(set)
      ? (switchValue(set.echoCancellation) ?? switchValue(set.googEchoCancellation))
      : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

/** true, false, a mode such as `remote-only` (which is on), or `{exact | ideal: …}`. */
function switchValue(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'all' || value === 'remote-only' || value === 'browser-decides') return true;
  if (value === 'false') return false;
  return isObject(value) ? (switchValue(value.exact) ?? switchValue(value.ideal)) : undefined;
}

interface Track {
  readonly kind: unknown;
  readonly label: string | undefined;
}

/** The fields of `media.granted` from the tracks that were opened. */
export function grantedFields(result: unknown): Fields {
  const tracks = tracksOf(result);
  const fields: Fields = {
    audio: tracks.some((track) => track.kind === 'audio'),
    video: tracks.some((track) => track.kind === 'video'),
  };
  // The device that echo and silence depend on is the microphone.
  const label = (tracks.find((track) => track.kind === 'audio') ?? tracks[0])?.label;
  if (label !== undefined) fields.label = label.slice(0, LONGEST_TEXT);
  return fields;
}

/** `{tracks: [{kind, label}]}`, or `[[kind, track id, label, stream id]]`, where shorter ones have no label. */
function tracksOf(result: unknown): Track[] {
  const list = isObject(result) ? result.tracks : result;
  if (!Array.isArray(list)) return [];
  return list.slice(0, 100).map((track: unknown) => {
    if (Array.isArray(track))
      return { kind: track[0], label: track.length >= 4 && typeof track[2] === 'string' ? track[2] : undefined };
    return isObject(track)
      ? { kind: track.kind, label: textOf(track, 'label') }
      : { kind: undefined, label: undefined };
  });
}

/** The fields of `media.denied` from an error printed as a name, as `Name: message`, as [name, message] or an object. */
export function deniedFields(failure: unknown): Fields {
  const parts = Array.isArray(failure) ? failure : isObject(failure) ? [failure.name, failure.message] : [failure];
  const [first, second] = parts;
  if (typeof first !== 'string') return {};
  const colon = first.indexOf(': ');
  const error = colon > 0 ? first.slice(0, colon) : first;
  const message = typeof second === 'string' ? second : colon > 0 ? first.slice(colon + 2) : undefined;
  const fields: Fields = { error: error.slice(0, LONGEST_TEXT) };
  if (message !== undefined && message.length > 0) fields.message = message.slice(0, LONGEST_TEXT);
  return fields;
}
