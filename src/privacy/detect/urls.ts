import { isDistinctive } from '../distinctive.js';
import type { Kind } from '../kinds.js';
import type { Claims } from '../vault.js';
import { type Detector, saysNothing } from './detector.js';
import { kindOfName } from './key-names.js';
import { noWord } from './looks.js';
import { near, replaceWhere } from './places-to-look.js';

const URL_TEXT = /\b((?:https?|wss?|rtmps?|rtsps?):\/\/)([^\s"'<>\\{}|^`()[\]，。；：【】]{1,8192})/g;
const URL_PLACES = near(['://'], 5);
/** User and password before the name of a relay. */
const RELAY_USER = /(\b(?:turns?|stuns?):(?:\/\/)?)([^\s@"'/:]{1,128}:[^\s@"']{1,128})(?=@)/g;
/** User and password before the host of any service: `redis://`, `mongodb+srv://`, `ftp://`, `socks5://`. */
const SERVICE_USER = /(\b[a-z][a-z\d+.-]{1,20}:\/\/)([^\s@"'/:?#<>]{0,128}:[^\s@"'/<>]{1,256})(?=@)/gi;
/** Names of parameters that mean more in a URL than elsewhere. */
const PARAMETERS: ReadonlyMap<string, Kind> = new Map([
  ['name', 'name'],
  ['n', 'name'],
  ['u', 'uid'],
  ['r', 'channel'],
  ['c', 'channel'],
  ['key', 'secret'],
  ['k', 'secret'],
  ['code', 'secret'],
  ['t', 'secret'],
  ['p', 'secret'],
]);
/** Values that say nothing of anybody: short numbers and versions, switches, languages. */
const PLAIN =
  /^(?:-?\d{1,5}|v?\d{1,4}(?:\.\d{1,5}){1,3}(?:-\w{1,8})?|true|false|yes|no|on|off|\w{0,3}|[a-z]{2}[-_][A-Z]{2})$/;

const BEFORE_ROOM =
  /^(?:rooms?|channels?|meetings?|meet|calls?|conferences?|j|join|r|lobby|sessions?|live|class|groups?)$/i;
const BEFORE_USER = /^(?:users?|u|profiles?|members?|participants?|accounts?)$/i;
/** The only part of a path is a room on conference sites, but not on servers that are made for programs. */
const FOR_PROGRAMS =
  /^(?:api|v\d+|rtc|rtm|ws|wss|signal(?:l?ing)?|socket(?:\.io)?|sdk|xmpp-websocket|http-bind|index|home|app|demo|login|static|assets|report|events?|logs?|upload|health|status|whip|whep|twirp|turn|stun|test)$/i;
/** Servers of standards, documents and programs: nobody meets there. */
const NO_PAGE =
  /^(?:api|cdn|static|assets|config|log|report)[\w-]*\.|(?:^|\.)(?:ietf\.org|w3\.org|webrtc\.org|github\.com|npmjs\.com|mozilla\.org|goo\.gl|crbug\.com|chromium\.org)(?::\d+)?$/i;
/** Long and mixed of digits and letters, or a long number; not the words of an Internet-Draft's name. */
const IDENTIFIER = /^(?!draft-)(?=.*\d)(?=.*[A-Za-z])[\w-]{16,256}$|^\d{6,}$/;

/** What a URL gives away besides its server: user and password, rooms and users in its path, the values of its query. */
export const detectUrls: Detector = (text, claims) =>
  replaceWhere(text, URL_TEXT, URL_PLACES, ([, scheme = '', rest = '']) => scheme + redactRest(scheme, rest, claims))
    .replace(RELAY_USER, (_found, scheme: string, user: string) => scheme + claimPart('secret', user, claims))
    .replace(SERVICE_USER, (_found, scheme: string, user: string) => scheme + claimPart('secret', user, claims));

function redactRest(scheme: string, rest: string, claims: Claims): string {
  const [, authority = '', path = '', query = '', fragment = ''] =
    /^([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/.exec(rest) ?? [];
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  const page = scheme.startsWith('http') && !NO_PAGE.test(host);
  const user = at < 0 ? '' : `${claimPart('secret', authority.slice(0, at), claims)}@`;
  return (
    user +
    host +
    redactPath(path, page, claims) +
    (query === '' ? '' : `?${redactQuery(query.slice(1), claims)}`) +
    (fragment === '' ? '' : `#${redactFragment(fragment.slice(1), claims)}`)
  );
}

function redactPath(path: string, page: boolean, claims: Claims): string {
  const parts = path.split('/');
  const named = parts.filter((part) => part !== '');
  const redacted = parts.map((part, index) => {
    // `app.js:10:150` of a stack, `index.html`: files are part of the program.
    if (part === '' || /\.\w{1,5}(?::\d+){0,2}$/.test(part)) return part;
    const before = parts[index - 1] ?? '';
    if (FOR_PROGRAMS.test(part)) return part;
    if (BEFORE_ROOM.test(before)) return claimPart('channel', part, claims);
    if (BEFORE_USER.test(before)) return claimPart('uid', part, claims);
    if (page && named.length === 1 && !/^[\d:]+$/.test(part)) return claimPart('url-part', part, claims);
    const last = index === parts.length - 1;
    if (page && last && named.length === 2 && /[A-Z\d]/.test(part) && !named.some((each) => FOR_PROGRAMS.test(each))) {
      return claimPart('url-part', part, claims);
    }
    return IDENTIFIER.test(part) ? claimPart('url-part', part, claims) : part;
  });
  return redacted.join('/');
}

function redactQuery(query: string, claims: Claims): string {
  return query.replace(/([^=&;]*)=([^&;]*)/g, (found: string, name: string, value: string) => {
    const plain = decoded(value);
    if (saysNothing(plain)) return found;
    const kind = kindOfName(decoded(name)) ?? PARAMETERS.get(name.toLowerCase());
    if (kind === undefined && (PLAIN.test(plain) || (/^[a-z-]+$/.test(plain) && !isDistinctive('url-part', plain)))) {
      return found;
    }
    return `${name}=${claims.claim(kind ?? 'url-part', plain)}`;
  });
}

/** A fragment is a query on some pages, a path on others. */
function redactFragment(fragment: string, claims: Claims): string {
  if (fragment.includes('=')) return redactQuery(fragment, claims);
  if (!fragment.includes('/')) return fragment;
  const [, only] = /^!?\/([^/]+)$/.exec(fragment) ?? [];
  if (only !== undefined && noWord(only)) return fragment.replace(only, claimPart('url-part', only, claims));
  return redactPath(fragment, false, claims);
}

function claimPart(kind: Kind, part: string, claims: Claims): string {
  const plain = decoded(part);
  return saysNothing(plain) ? part : claims.claim(kind, plain);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
