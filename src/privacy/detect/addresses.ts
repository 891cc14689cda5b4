import { addressV4, addressV6, octetsOf } from '../addresses.js';
import type { Claims } from '../vault.js';
import type { Detector } from './detector.js';
import { holding, OF, replaceWhere, runs } from './places-to-look.js';

const V4 = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d]|\.\d)/g;
const V6 = /(?<![\w:.])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?::\d{1,3}(?:\.\d{1,3}){3})?(?![\w:])/g;
/** Edge servers carry their address in their name: `203-0-113-7.edge.agora.io`, `ec2-203-0-113-7.compute…`, `ip-10-0-0-1`. */
const DASHED = /(?<![\w.])((?:ec2-|ip-|host-)?)(\d{1,3}(?:-\d{1,3}){3})(?=\.[A-Za-z]|(?:\W|$))/g;

const V4_PLACES = runs(OF.digitsAndDots, 7, { accept: holding('.', 3) });
/** The prefix stands before the digits. */
const DASHED_PLACES = runs(OF.digitsAndDashes, 7, { before: 5, accept: holding('-', 3) });
const sixColons = holding(':', 6);
/** Zeros that are left out, or nearly all groups: a time of day has neither. */
const V6_PLACES = runs(OF.hexAndColons, 6, {
  accept: (text, start, end) => sixColons(text, start, end) || text.slice(start, end).includes('::'),
});

/** What stands before a version that is written like an address: `SDK ver 4.2.6.245`, `"version":"120.0.0.0"`, `Chrome/120.0.0.0`. */
const VERSION_BEFORE =
  /(?:(?:version|ver|build|sdk|release|rev|firmware|driver|chrome|chromium|electron|safari|firefox|edge|opera|webkit|windows|macos|ios|android)["'\\)\]:=\s(,_-]{0,8}(?:is\s|v)?|(?:^|[\s"'(@[_-])v|[A-Za-z]\/|@)$/i;
/** A product's name and a slash, or a protocol's: `udp/192.0.2.1` is an address. */
const PROTOCOL_BEFORE =
  /(?:udp|tcp|tls|ssl|ws|wss|http|https|ip|ipv4|host|srflx|prflx|relay|turn|turns|stun|local|remote)\/$/i;
const RELAY_AFTER = /^ \d{1,5} typ relay|^[^{}]{0,200}?["\\]candidateType["\\]{1,8}:\s?["\\]{1,8}relay/;
const RELAY_BEFORE = /(?:relay(?:_?ip|_?addr(?:ess)?)?["\\]*\s*[:=]\s*["\\]*|turns?:)$/i;

/** IP addresses, but no versions. A relay's are told from others by what stands around them. */
export const detectAddresses: Detector = (text, claims) => {
  const dotted = replaceWhere(text, V4, V4_PLACES, ({ 0: found, index }) => v4(found, index, text, claims));
  const dashed = replaceWhere(dotted, DASHED, DASHED_PLACES, ([found, prefix = '', octets = '']) => {
    const address = addressV4(octets.replaceAll('-', '.'));
    if (address === undefined) return found;
    const answer = claims.claimAddress(address, octets.replaceAll('-', '.'), false);
    return prefix + answer.replaceAll('.', '-');
  });
  return replaceWhere(dashed, V6, V6_PLACES, ({ 0: found, index }) => v6(found, index, dashed, claims));
};

function v4(found: string, at: number, text: string, claims: Claims): string {
  const address = addressV4(found);
  if (address === undefined || isVersion(text, at)) return found;
  return claims.claimAddress(address, found, isRelay(text, at, found.length));
}

function v6(found: string, at: number, text: string, claims: Claims): string {
  if (!/\d/.test(found)) return found;
  // A dotted tail has been seen to already, and is what says something of an address that is mapped into IPv6.
  const tail = found.slice(found.lastIndexOf(':') + 1);
  if (octetsOf(tail) !== undefined && /^::(?:ffff:)?[\d.]+$/i.test(found)) return found;
  const address = addressV6(found);
  return address === undefined ? found : claims.claimAddress(address, found, isRelay(text, at, found.length));
}

function isVersion(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 28), at);
  return VERSION_BEFORE.test(before) && !PROTOCOL_BEFORE.test(before);
}

function isRelay(text: string, at: number, length: number): boolean {
  if (RELAY_BEFORE.test(text.slice(Math.max(0, at - 24), at))) return true;
  return RELAY_AFTER.test(text.slice(at + length, at + length + 260));
}
