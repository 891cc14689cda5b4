import { isObject, textOf } from '../stats/raw.js';

const CANDIDATE_TYPES: ReadonlySet<string> = new Set(['host', 'srflx', 'prflx', 'relay']);
/** Candidate lines have about 150 characters. */
const LONGEST_CANDIDATE = 2_000;

type Fields = Record<string, string | number | boolean>;

/**
 * The fields of an `ice.candidate` event from an RTCIceCandidate as a log prints it, whose `candidate` line reads
 * `candidate:<foundation> <component> <transport> <priority> <address> <port> typ <type> …` (RFC 8839).
 * Undefined for the end of candidates (null, empty text) and for what is no candidate.
 */
export function candidateFields(payload: unknown, side: 'local' | 'remote'): Fields | undefined {
  const line = isObject(payload) ? textOf(payload, 'candidate') : undefined;
  if (line === undefined || line.length > LONGEST_CANDIDATE) return undefined;
  const words = line.split(' ');
  const type = words[words.indexOf('typ') + 1];
  if (type === undefined || !CANDIDATE_TYPES.has(type)) return undefined;
  const fields: Fields = { side, candidateType: type };
  const protocol = words[2]?.toLowerCase();
  if (protocol === 'udp' || protocol === 'tcp') fields.protocol = protocol;
  const relayProtocol = isObject(payload) ? textOf(payload, 'relayProtocol') : undefined;
  if (relayProtocol === 'udp' || relayProtocol === 'tcp' || relayProtocol === 'tls')
    fields.relayProtocol = relayProtocol;
  return fields;
}
