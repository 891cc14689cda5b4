import type { Detector } from './detector.js';
import { saysNothing } from './detector.js';
import { near, replaceWhere } from './places-to-look.js';

/** The name of a user in a path: `/Users/ann/`, `/home/ann/`, `C:\\Users\\ann\\`, however often its backslashes are doubled. */
const HOME =
  /(\/(?:Users|home)\/|(?:[A-Za-z]:[\\/]{1,8}|\\{1,8})(?:Users|Documents and Settings)[\\/]{1,8})([^\\/\s"'<>|:*?]{1,64})/g;
/** A drive's letter, its colon and eight backslashes may stand before the word. */
const HOME_PLACES = near(['Users', '/home/', 'Documents and Settings'], 10);

/** Names that the system gives, not a person. */
const SYSTEM =
  /^(?:shared|public|default|guest|root|ubuntu|admin|administrator|runner|user|users|app|node|circleci|vagrant)$/i;

/** Latitude and longitude; their short names only together, for `lat` is latency as well. */
const COORDINATE = /((?:latitude|longitude)["'\\]{0,9}\s{0,2}[:=]\s{0,2}["'\\]{0,9})-?\d{1,3}\.\d+/gi;
const PAIR =
  /(lat(?<![A-Za-z]lat)["'\\]{0,9}\s?[:=]\s?["'\\]{0,9})-?\d{1,3}\.\d+(["'\\]{0,9}\s?,\s?["'\\]{0,9}(?:lng|lon)["'\\]{0,9}\s?[:=]\s?["'\\]{0,9})-?\d{1,3}\.\d+/gi;

/** Where somebody is: user names in paths, geographic coordinates. */
export const detectPlaces: Detector = (text, claims) => {
  const homes = replaceWhere(text, HOME, HOME_PLACES, ([found, before = '', name = '']) =>
    SYSTEM.test(name) || saysNothing(name) ? found : before + claims.claim('name', name),
  );
  return homes
    .replace(COORDINATE, (_found, before: string) => `${before}0.0`)
    .replace(PAIR, (_found, before: string, between: string) => `${before}0.0${between}0.0`);
};
