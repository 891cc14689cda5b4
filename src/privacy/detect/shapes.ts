import type { Kind } from '../kinds.js';
import type { Detector } from './detector.js';

interface Shape {
  readonly kind: Kind;
  readonly pattern: RegExp;
}

const START = '(?<![A-Za-z0-9_])';
const END = '(?![A-Za-z0-9_])';
const shape = (kind: Kind, source: string, flags = 'g'): Shape => ({ kind, pattern: new RegExp(source, flags) });

/** Values that are known by their look, wherever they stand. Longer and surer ones come first. */
const SHAPES: readonly Shape[] = [
  // JSON Web Tokens begin with base64url of `{"`; a cut one may have lost its later parts.
  shape('token', `${START}eyJ[\\w-]{8,}(?:\\.[\\w-]*){0,4}`),
  // Agora: version 005, 006 or 007; an App ID in hex follows up to 006.
  shape('token', `${START}00[5-7][A-Za-z0-9+/]{20,}={0,2}`),
  shape('token', `${START}04[A-Za-z0-9+/]{24,}={0,2}`),
  // TRTC userSig: zlib data in base64, with * - _ for + / =.
  shape('token', `${START}eJ[wxy][\\w*+/-]{8,}={0,2}`),
  shape('certificate', `${START}MI[IG][A-Za-z0-9+/]{60,}={0,2}`),
  // A line of nothing but base64 is the inside of a PEM block.
  shape('certificate', '(?<=^|\\n)[A-Za-z0-9+/]{60,76}={0,2}(?=\\r?$|\\r?\\n)'),
  // Keys of services, by the prefixes they document: AWS, Google, OpenAI, GitHub, Slack, LiveKit.
  shape('secret', `${START}(?:AKIA|ASIA)[A-Z0-9]{16}${END}`),
  shape('secret', `${START}AIza[\\w-]{35}${END}`),
  shape('secret', `${START}(?:sk|pk|rk|ek)[-_](?:live[-_]|proj[-_]|test[-_])?[A-Za-z0-9_-]{20,}`),
  shape('secret', `${START}(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\\w{30,}|xox[abprs]-[\\w-]{10,})`),
  shape('secret', `${START}API[A-Za-z0-9]{11,13}${END}`),
  // The octets of a certificate's digest; stats ids carry them behind a prefix.
  shape('fingerprint', '(?<![0-9A-Fa-f]:)(?:[0-9A-Fa-f]{2}:){15,63}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:])'),
  shape('mac', '(?<![0-9A-Fa-f:-])(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:])'),
  shape('mac', '(?<![0-9A-Fa-f:-])(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f-])'),
  // Twilio: two letters say what it is, 32 hex digits follow.
  shape('channel', `${START}RM[0-9a-f]{32}${END}`),
  shape('uid', `${START}PA[0-9a-f]{32}${END}`),
  shape('session', `${START}(?:MT|CA|CN|NT|IS|SM|WS|CJ)[0-9a-f]{32}${END}`),
  shape('appid', `${START}(?:AC|SK|AP)[0-9a-f]{32}${END}`),
  // LiveKit: a prefix for room and participant, twelve characters.
  shape('channel', `${START}RM_[A-Za-z0-9]{12}${END}`),
  shape('uid', `${START}PA_[A-Za-z0-9]{12}${END}`),
  shape('mdns', `${START}[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\\.local${END}`),
  shape('host', `${START}[A-Za-z0-9]{1,30}(?:-[A-Za-z0-9]{1,30}){1,6}\\.(?:local|lan|home|fritz\\.box)(?![\\w.-])`),
  // Windows audio endpoints.
  shape('device-id', '\\{\\d\\.\\d\\.\\d\\.\\d{8}\\}\\.\\{[0-9A-Fa-f-]{36}\\}'),
  // Pictures (icons and previews of windows that are to be shared).
  shape('secret', '(?:iVBORw0KGgo|/9j/4|R0lGOD|UklGR)[A-Za-z0-9+/]{40,}={0,2}'),
];

/** Digits alone are an id of 32 or 64 hex digits only by accident, and `0000…` is a blank. */
const BLANK = /^(?:\d+|0+|f+|F+)$/;

const detectorOf =
  (shapes: readonly Shape[]): Detector =>
  (text, claims) => {
    let output = text;
    for (const { kind, pattern } of shapes) {
      output = output.replace(pattern, (value) => (BLANK.test(value) ? value : claims.claim(kind, value)));
    }
    return output;
  };

export const detectShapes = detectorOf(SHAPES);

/** Hashes of which nothing says what they are: what a name says of them (an App ID, a secret) goes first. */
export const detectHashes = detectorOf([
  // Browsers make 64 digits of devices and of groups of them.
  shape('device-id', `${START}[0-9a-f]{64}${END}`),
  shape('session', `${START}[0-9A-Fa-f]{32}${END}`),
  shape('session', `${START}[0-9a-f]{65,4096}${END}`),
]);
