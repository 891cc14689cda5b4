import type { Kind } from '../kinds.js';
import type { Detector } from './detector.js';
import { type GatedDetector, gated } from './gate.js';
import { MARK } from './marks.js';
import { anywhere, holding, near, OF, type PlacesToLook, replaceWhere, runs, runsWith } from './places-to-look.js';
import { requiredTexts } from './required-texts.js';
import type { Sight } from './screen.js';
import type { Stage } from './stages.js';

interface Shape {
  readonly kind: Kind;
  readonly pattern: RegExp;
  /** Where a match may begin. */
  readonly where: PlacesToLook;
}
interface TextShape extends Shape {
  /** See `Sight.confirm`. */
  readonly confirm?: Sight['confirm'];
}
interface RunShape extends Shape {
  /** Lines that hold it have one of these; see `MARK`. */
  readonly marks: number;
}

const START = '(?<![A-Za-z0-9_])';
/** A hash is glued to a name that says what it is; others (`lambda_…`) are names of a program. */
const HASH_START = '(?:(?<![A-Za-z0-9_])|(?<=(?:app_?id|app_?key|vid|cname|cert|certificate|secret|token)_))';
const END = '(?![A-Za-z0-9_])';
const shape = (kind: Kind, marks: number, where: PlacesToLook, source: string): RunShape => ({
  kind,
  marks,
  where,
  pattern: new RegExp(source, 'g'),
});
const withText = (kind: Kind, where: PlacesToLook, source: string, confirm?: Sight['confirm']): TextShape => ({
  kind,
  where,
  pattern: new RegExp(source, 'g'),
  confirm,
});

/**
 * A shape that begins with a known text. What stands before it is looked at after it: the engine finds a text by jumps,
 * but not if it has to look back at every place first.
 */
const beginning = (kind: Kind, text: string, rest: string, confirm?: Sight['confirm']): TextShape =>
  withText(kind, anywhere, `${text}(?<![A-Za-z0-9]${text})${rest}`, confirm);

/** True where so many characters of the table follow a text of the length that no letter or digit stands before. */
function opens(length: number, table: Uint8Array, least: number): Sight['confirm'] {
  return (text, end) => {
    if (OF.letterOrDigit[text.charCodeAt(end - length - 1)] === 1) return false;
    for (let at = end; at < end + least; at++) if (table[text.charCodeAt(at)] !== 1) return false;
    return true;
  };
}

/** A line break as a JSON text spells it, within a value that was wrapped. */
const GOES_ON = '\\\\{1,15}n';

/** Hashes, of which letters before them may say what they are. */
const HASHES = runs(OF.hex, 32, { before: 2, first: 1 });
/** Most runs of such length are none of these: a UUID has four hyphens, a time of day two or three colons. */
const COLONED = runs(OF.hexAndColons, 17, { accept: holding(':', 5) });
const COLONED_START = runs(OF.hexAndColons, 17, { first: 1, accept: holding(':', 5) });
const DASHED = runsWith('-', 5, OF.hexAndDashes, 17, { first: 1 });

/** Seven parts of thirty characters, and hyphens between them. */
const LONGEST_HOST = 7 * 30 + 6;

/** Values that are known by a text in them, wherever they stand. Longer and surer ones come first. */
const TEXT_SHAPES: readonly TextShape[] = [
  // JSON Web Tokens begin with base64url of `{"`; a cut one may have lost its later parts.
  beginning('token', 'eyJ', `[\\w-]{8,}(?:${GOES_ON}[\\w-]+)*(?:\\.[\\w-]*(?:${GOES_ON}[\\w-]+)*){0,4}`),
  // Agora: version 005, 006 or 007; an App ID in hex follows up to 006.
  beginning(
    'token',
    '00(?:5|6|7)',
    `(?:[A-Za-z0-9+/]|\\\\+/){20,}(?:${GOES_ON}[A-Za-z0-9+/]{4,})*={0,2}`,
    opens(3, OF.escapedBase64, 20),
  ),
  beginning(
    'token',
    '04',
    `(?:[A-Za-z0-9+/]|\\\\+/){24,}(?:${GOES_ON}[A-Za-z0-9+/]{4,})*={0,2}`,
    opens(2, OF.escapedBase64, 24),
  ),
  // TRTC userSig: zlib data in base64, with * - _ for + / =.
  beginning('token', 'eJ[wxyz]', '[\\w*+/-]{8,}={0,2}'),
  beginning('certificate', 'MI[IG]', '[A-Za-z0-9+/]{60,}={0,2}'),
  // Keys of services, by the prefixes they document: AWS, Google, OpenAI, GitHub, Slack, LiveKit.
  beginning('secret', '(?:AKIA|ASIA)', `[A-Z0-9]{16}${END}`),
  // Of Alibaba and Tencent.
  beginning('secret', 'LTAI', `[A-Za-z0-9]{12,24}${END}`),
  beginning('secret', 'AKID', `[A-Za-z0-9]{28,36}${END}`),
  beginning('secret', 'AIza', `[\\w-]{35}${END}`),
  beginning('secret', '[spre]k[-_]', '(?:live[-_]|proj[-_]|test[-_])?[A-Za-z0-9_-]{20,}', opens(2, OF.wordOrDash, 21)),
  withText('secret', anywhere, `${START}(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\\w{30,}|xox[abprs]-[\\w-]{10,})`),
  beginning('secret', 'API', `[A-Za-z0-9]{11,13}${END}`, opens(3, OF.letterOrDigit, 11)),
  withText('mdns', near(['.local'], 36), `${START}[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\\.local${END}`),
  // The digits of `%20` are no part of a name: what is spelled for a URL has been seen to.
  withText(
    'host',
    near(['.local', '.lan', '.home', '.fritz.box'], LONGEST_HOST),
    `(?<!%[0-9A-Fa-f]{1,2}[\\w-]{0,64}|%)${START}[A-Za-z0-9]{1,30}(?:-[A-Za-z0-9]{1,30}){1,6}\\.(?:local|lan|home|fritz\\.box)(?![\\w.-])`,
  ),
  // Windows audio endpoints.
  withText('device-id', near(['}.{'], 17), '\\{\\d\\.\\d\\.\\d\\.\\d{8}\\}\\.\\{[0-9A-Fa-f-]{36}\\}'),
  // Pictures (icons and previews of windows that are to be shared).
  withText('secret', anywhere, '(?:iVBORw0KGgo|/9j/4|R0lGOD|UklGR)[A-Za-z0-9+/]{40,}={0,2}'),
];

/** Values that are known as runs of certain characters. */
const RUN_SHAPES: readonly RunShape[] = [
  // A line of nothing but base64 is the inside of a PEM block.
  shape(
    'certificate',
    MARK.longLine,
    runs(OF.base64, 60, { first: 1 }),
    '(?<=^|\\n)[A-Za-z0-9+/]{60,76}={0,2}(?=\\r?$|\\r?\\n)',
  ),
  // The octets of a certificate's digest; stats ids carry them behind a prefix.
  shape(
    'fingerprint',
    MARK.hexColons,
    COLONED,
    '(?<![0-9A-Fa-f]:)(?:[0-9A-Fa-f]{2}:){15,63}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:])',
  ),
  shape('mac', MARK.hexColons, COLONED_START, '(?<![0-9A-Fa-f:-])(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:])'),
  shape('mac', MARK.hexDashes, DASHED, '(?<![0-9A-Fa-f:-])(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f-])'),
  // As Bluetooth on Android and as switches of Cisco spell it.
  shape(
    'mac',
    MARK.hexUnderscores,
    runsWith('_', 5, OF.hexAndUnderscores, 17),
    '(?<![0-9A-Fa-f])(?:[0-9A-F]{2}_){5}[0-9A-F]{2}(?![0-9A-Za-z_])',
  ),
  shape(
    'mac',
    MARK.hexWords,
    runs(OF.hexAndDots, 14, { first: 1, accept: holding('.', 2) }),
    '(?<![\\w.-])(?=[0-9.]{0,13}[a-f])(?:[0-9a-f]{4}\\.){2}[0-9a-f]{4}(?![\\w.-])',
  ),
  // Twilio: two letters say what it is, 32 hex digits follow.
  shape('channel', MARK.longHex, HASHES, `${START}RM[0-9a-f]{32}${END}`),
  shape('uid', MARK.longHex, HASHES, `${START}PA[0-9a-f]{32}${END}`),
  shape('session', MARK.longHex, HASHES, `${START}(?:MT|CA|CN|NT|IS|SM|WS|CJ)[0-9a-f]{32}${END}`),
  shape('appid', MARK.longHex, HASHES, `${START}(?:AC|SK|AP)[0-9a-f]{32}${END}`),
  // LiveKit: a prefix for room and participant, twelve characters.
  shape('channel', MARK.prefix, near(['RM_']), `${START}RM_[A-Za-z0-9]{12}${END}`),
  shape('uid', MARK.prefix, near(['PA_']), `${START}PA_[A-Za-z0-9]{12}${END}`),
];

/** Digits alone are an id of 32 or 64 hex digits only by accident, and `0000…` is a blank. */
const BLANK = /^(?:\d+|0+|f+|F+)$/;

const detectorOf =
  ({ kind, pattern, where }: Shape): Detector =>
  (text, claims) =>
    replaceWhere(text, pattern, where, ([value]) => (BLANK.test(value) ? value : claims.claim(kind, value)));

const stageOf = (run: RunShape): Stage => {
  const detect = detectorOf(run);
  return { marks: run.marks, detect: ({ text }, claims) => detect(text, claims) };
};

const SECRET_OF_KEY = /(redacted-secret-\d+["'\\]{0,9}: ?["'\\]{0,9})([A-Za-z0-9+/_-]{32,128}={0,2})/g;

/** The last text that was asked for, and the answer: one text is asked for many times. */
let lastText = '';
let lastAnswer = false;

function holdsPseudonym(text: string): boolean {
  if (text !== lastText) {
    lastText = text;
    lastAnswer = text.includes('redacted-secret-');
  }
  return lastAnswer;
}

/** Shapes that hold a known text. */
export const textShapeDetectors: readonly GatedDetector[] = TEXT_SHAPES.map((each) =>
  gated(each.pattern, detectorOf(each), undefined, each.confirm),
);
/** The secret beside a key, `keys: {API…: …}`, once the key has been replaced. */
export const keySecretDetector: GatedDetector = {
  // The pseudonym alone where the key was replaced as a part of a URL, say.
  needs: [
    'redacted-secret-',
    ...TEXT_SHAPES.filter(({ kind }) => kind === 'secret').flatMap(({ pattern }) => requiredTexts(pattern) ?? []),
  ],
  // Otherwise there is none before the key has been replaced.
  confirm: holdsPseudonym,
  detect: (text, claims) =>
    text.replace(SECRET_OF_KEY, (_found, before: string, value: string) => before + claims.claim('secret', value)),
};

/** Shapes that are runs of certain characters. */
export const shapeStages: readonly Stage[] = RUN_SHAPES.map(stageOf);

/** Hashes of which nothing says what they are: what a name says of them (an App ID, a secret) goes first. */
export const hashStages: readonly Stage[] = [
  // Browsers make 64 digits of devices and of groups of them.
  shape('device-id', MARK.longHex, HASHES, `${START}[0-9a-f]{64}${END}`),
  shape('session', MARK.longHex, HASHES, `${HASH_START}[0-9A-Fa-f]{32}${END}`),
  shape('session', MARK.longHex, HASHES, `${START}[0-9a-f]{65,4096}${END}`),
].map(stageOf);
