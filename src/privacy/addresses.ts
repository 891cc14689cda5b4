import type { Kind } from './kinds.js';

/** The part of the address space that a pseudonym stays in. */
export type AddressFamily = 'v4' | 'v4-shared' | 'v4-link' | 'v6' | 'v6-local' | 'v6-link';

export interface Address {
  /** One spelling for all spellings of the address. */
  readonly canonical: string;
  readonly family: AddressFamily;
  readonly private: boolean;
}

/** The four octets of a dotted address; undefined for anything else. */
export function octetsOf(text: string): readonly [number, number, number, number] | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (match === null) return undefined;
  const [a = 256, b = 256, c = 256, d = 256] = match.slice(1).map(Number);
  return Math.max(a, b, c, d) > 255 ? undefined : [a, b, c, d];
}

/** What `addressV4` has answered; null for undefined. Addresses stand in logs again and again. */
const answers = new Map<string, Address | null>();
const MOST_ANSWERS = 10_000;

/**
 * An IPv4 address that says something of somebody. Undefined for what is none, and for those that say nothing:
 * 0.0.0.0/8, loopback, multicast, broadcast, and the ranges for documentation and benchmarks (RFC 5737, RFC 2544).
 */
export function addressV4(text: string): Address | undefined {
  const known = answers.get(text);
  if (known !== undefined) return known ?? undefined;
  const address = readV4(text);
  if (answers.size >= MOST_ANSWERS) answers.clear();
  answers.set(text, address ?? null);
  return address;
}

function readV4(text: string): Address | undefined {
  const octets = octetsOf(text);
  if (octets === undefined) return undefined;
  const [a, b] = octets;
  const canonical = octets.join('.');
  if (a === 0 || a === 127 || a >= 224 || isAddressPseudonym(canonical)) return undefined;
  if (a === 100 && b >= 64 && b < 128) return { canonical, family: 'v4-shared', private: true };
  if (a === 169 && b === 254) return { canonical, family: 'v4-link', private: true };
  const private_ = a === 10 || (a === 192 && b === 168) || (a === 172 && b >= 16 && b < 32);
  return { canonical, family: 'v4', private: private_ };
}

/**
 * An IPv6 address that says something of somebody: global unicast (2000::/3), NAT64, unique local (fc00::/7) and
 * link-local (fe80::/10). Anything else that looks like one is more often a time, a C++ name or a hash.
 */
export function addressV6(text: string): Address | undefined {
  const groups = groupsOf(text);
  const [first = 0] = groups ?? [];
  if (groups === undefined) return undefined;
  const canonical = groups.map((group) => group.toString(16)).join(':');
  if (isAddressPseudonym(canonical)) return undefined;
  if (first >= 0xfe80 && first < 0xfec0) return { canonical, family: 'v6-link', private: true };
  if (first >= 0xfc00 && first < 0xfe00) return { canonical, family: 'v6-local', private: true };
  const global = (first >= 0x2000 && first < 0x4000) || (first === 0x64 && groups[1] === 0xff9b);
  return global ? { canonical, family: 'v6', private: false } : undefined;
}

/** The IPv4 address that `::ffff:c0a8:1` says in the way of IPv6; undefined for anything else. */
export function mappedAddress(text: string): Address | undefined {
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(text);
  if (mapped === null) return undefined;
  const [high = 0, low = 0] = mapped.slice(1).map((group) => Number.parseInt(group, 16));
  return addressV4([high >> 8, high & 255, low >> 8, low & 255].join('.'));
}

/** The address that a text is. */
export function addressOf(text: string): Address | undefined {
  return addressV4(text) ?? mappedAddress(text) ?? addressV6(text);
}

/** The eight groups of an IPv6 address, which may leave out zeros by `::` and end in a dotted address. */
function groupsOf(text: string): readonly number[] | undefined {
  const dotted = /:(\d{1,3}(?:\.\d{1,3}){3})$/.exec(text);
  const octets = dotted?.[1] === undefined ? undefined : octetsOf(dotted[1]);
  if (dotted !== null && octets === undefined) return undefined;
  const tail = octets === undefined ? [] : [octets[0] * 256 + octets[1], octets[2] * 256 + octets[3]];
  const plain = octets === undefined ? text : `${text.slice(0, dotted?.index)}:`;
  const halves = (tail.length > 0 && !plain.endsWith('::') ? plain.slice(0, -1) : plain).split('::');
  if (halves.length > 2) return undefined;
  const [head = [], rest] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const words = [...head, ...(rest ?? [])];
  if (words.some((word) => !/^[0-9A-Fa-f]{1,4}$/.test(word))) return undefined;
  const missing = 8 - tail.length - words.length;
  if (rest === undefined ? missing !== 0 : missing < 1) return undefined;
  const hex = (part: readonly string[]): number[] => part.map((word) => Number.parseInt(word, 16));
  return [...hex(head), ...new Array<number>(missing).fill(0), ...hex(rest ?? []), ...tail];
}

/**
 * The count-th address that stands for another of the kind and family. Private addresses stay private, relays have a
 * range of their own. A range that is used up goes on in 198.18.0.0/15, then in 240.0.0.0/4, which nobody uses.
 */
export function addressPseudonym(kind: Kind, family: AddressFamily, count: number): string {
  const hex = (count & 0xffff).toString(16);
  const high = count > 0xffff ? `${(count >>> 16).toString(16)}:` : '';
  if (family === 'v6') return `2001:db8:${kind === 'relay-ip' ? 'f' : '0'}::${high}${hex}`;
  if (family === 'v6-local') return `fd00:db8::${high}${hex}`;
  if (family === 'v6-link') return `fe80::db8:${high}${hex}`;
  if (count <= 254) return `${V4_PREFIX[family === 'v4' ? kind : family] ?? V4_PREFIX['public-ip']}.${count}`;
  if (count <= 0xffff && (kind === 'public-ip' || kind === 'relay-ip')) {
    return `198.${kind === 'relay-ip' ? 19 : 18}.${count >> 8}.${count & 255}`;
  }
  const block = kind === 'public-ip' ? 240 : kind === 'relay-ip' ? 241 : family === 'v4' ? 242 : 243;
  return `${block}.${(count >> 16) & 255}.${(count >> 8) & 255}.${count & 255}`;
}

const V4_PREFIX: Readonly<Record<string, string>> = {
  'private-ip': '10.255.255',
  'v4-shared': '100.127.255',
  'v4-link': '169.254.255',
  'public-ip': '203.0.113',
  'relay-ip': '198.51.100',
};

const V4_RESERVED =
  /^(?:10\.255\.255|100\.127\.255|169\.254\.255|203\.0\.113|198\.51\.100|192\.0\.2|198\.1[89]\.\d{1,3}|24\d\.\d{1,3}\.\d{1,3})\.\d{1,3}$/;
const V6_RESERVED = /^(?:2001:0?db8:|fd00:0?db8:|fe80:(?::|[0:]+:)db8:)/i;

/** True for addresses out of the ranges for documentation and those that pseudonyms are made of. */
export function isAddressPseudonym(text: string): boolean {
  return V4_RESERVED.test(text) || V6_RESERVED.test(text);
}
