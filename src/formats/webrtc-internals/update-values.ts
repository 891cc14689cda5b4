/** Longest value that is looked at; an SDP starts with its type, everything else is shorter. */
export const VALUE_LIMIT = 2048;

/** A member of an updateLog value: today JSON, in Chrome 86 `key: value` with commas or line feeds between. */
export function memberOf(value: string, name: string): string | undefined {
  const parsed = parseObject(value);
  if (parsed !== undefined) {
    const member = parsed[name];
    return typeof member === 'string' || typeof member === 'number' ? String(member) : undefined;
  }
  const line = new RegExp(`(?:^|[\\n,])\\s*${name}: ([^\\n]{0,300})`).exec(value)?.[1];
  return line === undefined || line === '' ? undefined : line;
}

function parseObject(value: string): Record<string, unknown> | undefined {
  if (!value.startsWith('{')) return undefined;
  try {
    const parsed = JSON.parse(value) as unknown;
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}

/** A state, in the words of the W3C: `"connected"`, `connected` and `SignalingStateHaveLocalOffer` all occur. */
export function stateOf(value: string): string | undefined {
  const bare = /^"?([A-Za-z-]{1,60})"?$/.exec(value.trim())?.[1];
  if (bare === undefined) return undefined;
  const word = bare.replace(
    /^(?:Signaling|ICEGathering|IceGathering|ICEConnection|IceConnection|PeerConnection)(?:State)?/,
    '',
  );
  const kebab = word.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
  return kebab.replace('local-pr-answer', 'local-pranswer').replace('remote-pr-answer', 'remote-pranswer');
}

/** `offer`, `answer`, `pranswer` or `rollback` from the head of a session description, which may be cut. */
export function sdpTypeOf(value: string): string | undefined {
  return /^\s*(?:\{\s*"type"\s*:\s*"|type: )(offer|answer|pranswer|rollback)\b/.exec(value)?.[1];
}

export interface Candidate {
  readonly candidateType: string;
  readonly protocol?: string;
  readonly relayProtocol?: string;
}

/** Candidate type and transport out of an `onIceCandidate` or `addIceCandidate` value; undefined for the end mark. */
export function candidateOf(value: string): Candidate | undefined {
  const match = /candidate:\S{1,100} \d{1,5} (udp|tcp|ssltcp)\b[^\n"]{0,200}? typ (host|srflx|prflx|relay)\b/i.exec(
    value,
  );
  if (match === null) return undefined;
  const relayProtocol = memberOf(value, 'relayProtocol');
  return {
    candidateType: (match[2] ?? '').toLowerCase(),
    protocol: (match[1] ?? '').toLowerCase(),
    ...(relayProtocol === undefined || relayProtocol === '' ? {} : { relayProtocol }),
  };
}

/** The words of an entry for the reader of a report: no session description, at most 300 characters. */
export function excerptOf(type: string, value: string): string {
  const sdp = /"sdp"\s*:|\bsdp: /.exec(value);
  const shown = sdp === null ? value : `${value.slice(0, sdp.index)}${sdp[0]} …`;
  return `${type}: ${shown}`.replace(/\s+/g, ' ').trim().slice(0, 300);
}
