import { addressV4, addressV6, mappedAddress, octetsOf } from '../addresses.js';
import type { Claims } from '../vault.js';
import { MARK } from './marks.js';
import { holding, near, OF, type PlacesToLook, replaceWhere, runs, runsWith } from './places-to-look.js';
import type { Stage, Surroundings } from './stages.js';

const V4 = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d]|\.\d)/g;
/** Groups and colons, and a dotted tail; what of it is an address, and what a name or a port beside it, is seen after. */
const V6 = /(?<![0-9A-Za-z.:])(?:[0-9A-Fa-f]{0,4}:){2,8}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,5})(?![0-9A-Za-z:])/g;
const MOST_OF_NAME = 33;
/** `localAddr:2001:…`, `remote_node:2001::1`: the colon belongs to the name, which has a letter that is no digit. */
const V6_AFTER_NAME =
  /(?<=[g-zG-Z][A-Za-z_]{0,30}:)[0-9A-Fa-f]{1,4}:(?:[0-9A-Fa-f]{0,4}:){1,6}(?::|[0-9A-Fa-f]{0,4})(?![0-9A-Za-z:])/g;
/** As the name of a machine: `2001-db8-…-1.ipv6-literal.net`, and of an edge server. */
const V6_DASHED = /(?<![\w.-])[0-9A-Fa-f]{1,4}(?:-[0-9A-Fa-f]{1,4}){7}(?=\.[A-Za-z])/g;
/** Edge servers carry their address in their name: `203-0-113-7.edge.agora.io`, `ec2-203-0-113-7.compute…`, `ip-10-0-0-1`. */
const DASHED = /(?<![\w.])((?:ec2-|ip-|host-)?)(\d{1,3}(?:-\d{1,3}){3})(?=\.[A-Za-z]|(?:\W|$))/g;
/** Parts of names that are joined by underscores; a number of a version follows other words. */
const UNDERSCORED = /((?:ip|node|host|edge|server|srv|addr|sfu|relay|turn)_)(\d{1,3}(?:_\d{1,3}){3})(?!\d|_\d)/gi;
/** The zone in which an address is looked up backwards. */
const REVERSED = /(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?=\.in-addr\.arpa)/gi;

const V4_PLACES = runs(OF.digitsAndDots, 7, { first: 1, accept: holding('.', 3) });
/** The prefix stands before the digits. */
const DASHED_PLACES = runsWith('-', 3, OF.digitsAndDashes, 7, { before: 5 });
/** Nearly all such runs are numbers, and have no colon at all. */
const twoColons = holding(':', 2);
const sixColons = holding(':', 6);
/** The word and its underscore stand before the digits. */
const UNDERSCORED_PLACES = runsWith('_', 3, OF.digitsAndUnderscores, 7, { before: 7 });
const REVERSED_PLACES = near(['.in-addr.', '.IN-ADDR.'], 15);
const DASHED_V6_PLACES = runsWith('-', 7, OF.hexAndDashes, 15, { first: 1 });
/** Zeros that are left out, or nearly all groups: a time of day has neither. */
const v6Places = (first: number): PlacesToLook =>
  runs(OF.hexAndColons, 6, {
    first,
    accept: (text, start, end) =>
      twoColons(text, start, end) && (sixColons(text, start, end) || text.slice(start, end).includes('::')),
  });

/** What stands before a version that is written like an address: `SDK ver 4.2.6.245`, `"version":"120.0.0.0"`, `v4.2.6.245`. */
const VERSION_BEFORE =
  /(?:(?:version|(?<![A-Za-z])ver)["'\\)\]:=\s(,_-]{0,8}(?:is\s|v)?|(?:^|[\s"'(@[_-])v|[A-Za-z]\/)$/i;
/** What a version follows as well as an address: those of programs begin with a small number, `4.2.6.245`. */
const PROGRAM_BEFORE = /(?:(?:build|sdk|release|rev|firmware|driver)["'\\)\]:=\s(,_-]{0,8}(?:is\s|v)?|[\w-]@)$/i;
const LARGEST_OF_A_PROGRAM = 40;
const LARGEST_OF_A_PACKAGE = 9;
/** Browsers and systems have versions such as 120.0.0.0. */
const PRODUCT_BEFORE =
  /(?:chrome|chromium|electron|safari|firefox|edge|opera|webkit|windows|macos|ios|android)["'\\)\]:=\s(,_-]{0,8}v?$/i;
/** All that tells a version or a relay from before has a letter or such a sign. */
const TELLING_BEFORE = /[A-Za-z@]/;
const PORT_AFTER = /^:\d{2,5}(?![\d.:])/;
/** A product's name and a slash, or a protocol's: `udp/192.0.2.1` is an address. */
const PROTOCOL_BEFORE =
  /(?:udp|tcp|tls|ssl|ws|wss|http|https|ip|ipv4|host|srflx|prflx|relay|turn|turns|stun|local|remote)\/$/i;
const RELAY_AFTER = /^ \d{1,5} typ relay|^[^{}]{0,200}?["\\]candidateType["\\]{1,8}:\s?["\\]{1,8}relay/;
const RELAY_BEFORE = /(?:relay(?:_?ip|_?addr(?:ess)?)?["\\]*\s*[:=]\s*["\\]*|turns?:)$/i;

/** IP addresses, but no versions. A relay's are told from others by what stands around them. */
export const addressStages: readonly Stage[] = [
  {
    marks: MARK.octets,
    detect: ({ text }, claims, around) =>
      replaceWhere(text, V4, V4_PLACES, ({ 0: found, index }) =>
        v4(found, placeOf(text, index, found, around), claims),
      ),
  },
  {
    marks: MARK.octetsDashed,
    detect: ({ text }, claims) =>
      replaceWhere(text, DASHED, DASHED_PLACES, ([found, prefix = '', octets = '']) => {
        const address = addressV4(octets.replaceAll('-', '.'));
        if (address === undefined) return found;
        const answer = claims.claimAddress(address, octets.replaceAll('-', '.'), false);
        return prefix + answer.replaceAll('.', '-');
      }),
  },
  ...[
    [V6, v6Places(1)] as const,
    // The last letters of a name may be digits of the run: `node:`.
    [V6_AFTER_NAME, v6Places(MOST_OF_NAME)] as const,
  ].map(
    ([pattern, where]): Stage => ({
      marks: MARK.ipv6,
      detect: ({ text }, claims, around) =>
        replaceWhere(text, pattern, where, ({ 0: found, index }) => v6(found, index, text, claims, around)),
    }),
  ),
];

/** Names of machines that are made of their address. */
export const addressNameStages: readonly Stage[] = [
  {
    marks: MARK.ipv6Dashed,
    detect: ({ text }, claims) =>
      replaceWhere(text, V6_DASHED, DASHED_V6_PLACES, ({ 0: found }) => {
        const address = addressV6(found.replaceAll('-', ':'));
        return address === undefined
          ? found
          : claims.claimAddress(address, found.replaceAll('-', ':'), false).replaceAll(':', '-');
      }),
  },
  {
    marks: MARK.octetsUnderscored,
    detect: ({ text }, claims) =>
      replaceWhere(text, UNDERSCORED, UNDERSCORED_PLACES, ([found, prefix = '', octets = '']) => {
        const dotted = octets.replaceAll('_', '.');
        const address = addressV4(dotted);
        return address === undefined
          ? found
          : prefix + claims.claimAddress(address, dotted, false).replaceAll('.', '_');
      }),
  },
  {
    marks: MARK.reversed,
    detect: ({ text }, claims) =>
      replaceWhere(text, REVERSED, REVERSED_PLACES, ([found]) => {
        const dotted = reversed(found);
        const address = addressV4(dotted);
        return address === undefined ? found : reversed(claims.claimAddress(address, dotted, false));
      }),
  },
];

const reversed = (octets: string): string => octets.split('.').reverse().join('.');

/** What stands before and behind a match, also in the lines around. */
type Place = () => Surroundings;

const MOST_BEFORE = 28;
const MOST_AFTER = 260;

function placeOf(text: string, at: number, found: string, around: Place): Place {
  return () => {
    const end = at + found.length;
    const lines = at < MOST_BEFORE || text.length - end < MOST_AFTER ? around() : { before: '', after: '' };
    return {
      before: lines.before.slice(-MOST_BEFORE) + text.slice(Math.max(0, at - MOST_BEFORE), at),
      after: text.slice(end, end + MOST_AFTER) + lines.after.slice(0, MOST_AFTER),
    };
  };
}

function v4(found: string, place: Place, claims: Claims): string {
  const address = addressV4(found);
  if (address === undefined) return found;
  const { before, after } = place();
  if (isVersion(before.slice(-MOST_BEFORE), after, found)) return found;
  return claims.claimAddress(address, found, isRelay(before, after));
}

function v6(found: string, at: number, text: string, claims: Claims, around: Place): string {
  if (!/\d/.test(found)) return found;
  // A dotted tail has been seen to already, and is what says something of an address that is mapped into IPv6.
  const tail = found.slice(found.lastIndexOf(':') + 1);
  if (octetsOf(tail) !== undefined && /^::(?:ffff:)?[\d.]+$/i.test(found)) return found;
  const mapped = mappedAddress(found);
  if (mapped !== undefined) return `::ffff:${claims.claimAddress(mapped, found, false)}`;
  for (const [start, end] of partsOf(found)) {
    const part = found.slice(start, end);
    const address = addressV6(part);
    if (address === undefined) continue;
    const { before, after } = placeOf(text, at + start, part, around)();
    const answer = claims.claimAddress(address, part, isRelay(before, after));
    return found.slice(0, start) + answer + found.slice(end);
  }
  return found;
}

/** Where in a run of groups an address may stand: all of it, without a port behind it, without a name of hex letters before it. */
function partsOf(run: string): readonly (readonly [start: number, end: number])[] {
  const lastColon = run.lastIndexOf(':');
  const first = run.startsWith('::') ? 0 : run.indexOf(':') + 1;
  return [
    [0, run.length],
    [0, lastColon],
    [first, run.length],
  ];
}

function isVersion(before: string, after: string, found: string): boolean {
  if (!TELLING_BEFORE.test(before)) return false;
  if (PROTOCOL_BEFORE.test(before) || PORT_AFTER.test(after.slice(0, 7))) return false;
  if (VERSION_BEFORE.test(before)) return true;
  if (PRODUCT_BEFORE.test(before)) return found.endsWith('.0.0.0');
  const largest = before.endsWith('@') ? LARGEST_OF_A_PACKAGE : LARGEST_OF_A_PROGRAM;
  return PROGRAM_BEFORE.test(before) && Number(found.slice(0, found.indexOf('.'))) <= largest;
}

function isRelay(before: string, after: string): boolean {
  if (TELLING_BEFORE.test(before) && RELAY_BEFORE.test(before.slice(-24))) return true;
  return after.includes('relay') && RELAY_AFTER.test(after.slice(0, MOST_AFTER));
}
