import type { Head } from '../format.js';

/** Top-level members that Chrome's dumps have and little else has. */
const TYPICAL = ['UserAgent', 'UserAgentData', 'hardwareConcurrency', 'deviceMemory', 'cpuPerformance'];
/** The first line of a dump, or its start where the whole dump is one line. */
export const BEGINNING = /^\{(?:\r?$|\s{0,20}"(?:UserAgent|UserAgentData|getUserMedia|PeerConnections)"\s{0,5}:)/gm;
/** Signs inside the first long member, where the head ends before a second one. */
const INSIDE = /"(?:updateLog|rtcConfiguration|request_type|audio_track_info|statsType)"\s*:/;

/**
 * How certainly the head is the beginning of a chrome://webrtc-internals dump. The members may stand in any order and one
 * of them may fill the whole head. A small-letter `peerConnections` is another format, even beside the capital one.
 */
export function recogniseDump(head: Head): number {
  const members = topLevelMembers(head.text);
  if (members === undefined || members.has('peerConnections')) return 0;
  const connections = members.has('PeerConnections');
  const media = members.has('getUserMedia');
  if (connections && media) return 1;
  if (!connections && !media) return head.complete || !TYPICAL.some((name) => members.has(name)) ? 0 : 0.3;
  const typical = TYPICAL.some((name) => members.has(name)) || INSIDE.test(head.text);
  return typical ? 0.95 : head.complete && media ? 0 : 0.5;
}

/** Names of the members of the outermost object as far as the text goes; undefined when it does not begin with one. */
function topLevelMembers(text: string): Set<string> | undefined {
  let at = /^\ufeff?[ \t\r\n]*/.exec(text)?.[0].length ?? 0;
  if (text[at] !== '{') return undefined;
  const members = new Set<string>();
  let depth = 0;
  let nameNext = false;
  for (; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at + 1);
      if (depth === 1 && nameNext && end < text.length) members.add(text.slice(at + 1, end));
      nameNext = false;
      at = end;
    } else if (character === '{' || character === '[') {
      depth++;
      nameNext = depth === 1;
    } else if (character === '}' || character === ']') depth--;
    else if (character === ',' && depth === 1) nameNext = true;
  }
  return members;
}

function endOfString(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
