import type { Detector } from './detector.js';
import { saysNothing } from './detector.js';
import { type GatedDetector, gated } from './gate.js';
import { MARK } from './marks.js';
import { near, OF, replaceWhere } from './places-to-look.js';
import type { Sight } from './screen.js';
import type { Stage } from './stages.js';

/** The name of a user in a path: `/Users/ann/`, `/home/ann/`, `C:\\Users\\ann\\`, however often its backslashes are doubled. */
const HOME =
  /(\/(?:Users|home)\/|\\{1,8}home\$\\{1,8}|(?:[A-Za-z]:[\\/]{1,8}|\\{1,8})(?:Users|Documents and Settings)[\\/]{1,8})([^\\/\s"'<>|:*?]{1,64})/g;
/** A drive's letter, its colon and eight backslashes may stand before the word. */
const HOME_PLACES = near(['Users', 'home', 'Documents and Settings'], 10);

/** What stands before such a name, in a screen's way: the word stands between slashes or backslashes. */
const HOME_NEEDS = ['/', '\\'].flatMap((slash) =>
  ['users', 'home', 'documents and settings'].map((word) => slash + word),
);

/** Names that the system gives, not a person. */
const SYSTEM =
  /^(?:shared|public|default|guest|root|ubuntu|admin|administrator|runner|user|users|app|node|circleci|vagrant)$/i;

const DEGREES = '[-+]?\\d{1,3}\\.\\d+';
const QUOTES = '["\'\\\\]{0,9}';
const IS = `${QUOTES}\\s{0,2}[:=：]\\s{0,2}${QUOTES}`;
/** Latitude and longitude; their short names only together, for `lat` is latency as well. */
const COORDINATE = new RegExp(`((?:latitude|longitude|纬度|经度)${IS})${DEGREES}`, 'gi');
const SHORT = '(?:lat|lng|lon|long)';
const PAIR = new RegExp(
  `((?<![A-Za-z])${SHORT}${IS})${DEGREES}(${QUOTES}\\s?[,;&\\s](?:[^{}]{0,64}\\s)?${QUOTES}${SHORT}${IS})${DEGREES}`,
  'gi',
);
const PAIR_PLACES = near(['lat', 'lng', 'lon', 'Lat', 'Lng', 'Lon']);
/** Two numbers of degrees after a word that says so: `geo:48.1,11.5`, `"coordinates":[11.5,48.1]`, `Location[gps …`. */
const SAID = new RegExp(
  `((?:\\bgeo|\\bgps|\\blocation|\\bcoordinates?|\\bcoords?|[?&]ll|位置|坐标)${QUOTES}(?:${IS}|[[ (]|\\[gps )[[(]?\\s?)` +
    `[-+]?\\d{1,3}\\.\\d{3,}(\\s?,\\s?)[-+]?\\d{1,3}\\.\\d{3,}`,
  'gi',
);
/** As iOS prints a location. */
const SIGNED = /<[-+]\d{1,3}\.\d{3,},[-+]\d{1,3}\.\d{3,}>/g;

/** User names in paths. */
export const homeStage: Stage = {
  marks: MARK.homes,
  detect: ({ text }, claims) =>
    replaceWhere(text, HOME, HOME_PLACES, ([found, before = '', name = '']) =>
      SYSTEM.test(name) || saysNothing(name) ? found : before + claims.claim('name', name),
    ),
};
export const homeSight: Sight = { needs: HOME_NEEDS, mark: MARK.homes };

/** Geographic coordinates. */
export const coordinateDetectors: readonly GatedDetector[] = [
  gated(COORDINATE, (text) => text.replace(COORDINATE, (_found, before: string) => `${before}0.0`)),
  gated(SAID, (text) => text.replace(SAID, (_found, before: string, between: string) => `${before}0.0${between}0.0`)),
  gated(SIGNED, (text) => text.replace(SIGNED, '<+0.0,+0.0>'), ['<']),
];

/** A name of `SHORT` stands there: another one follows, perhaps on another line. */
const SHORT_AFTER = new RegExp(`${IS}|${QUOTES}\\s{0,2}$`, 'y');
const BEFORE_SHORT = /(?<![A-Za-z])(?:lat|lng|lon|long)$/i;

export const coordinatesSight: Sight = {
  needs: ['lat', 'lng', 'lon', 'long'],
  confirm: (text, end) => {
    if (OF.letterOrDigit[text.charCodeAt(end)] === 1) return false;
    SHORT_AFTER.lastIndex = end;
    return SHORT_AFTER.test(text) && BEFORE_SHORT.test(text.slice(Math.max(0, end - 5), end));
  },
  mark: MARK.coordinates,
};

/** The short names of latitude and longitude, which a logger may have spread over lines: it looks at a whole text. */
export const detectCoordinatePairs: Detector = (text) =>
  replaceWhere(text, PAIR, PAIR_PLACES, ([, before = '', between = '']) => `${before}0.0${between}0.0`);
