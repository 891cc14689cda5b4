import type { Kind } from '../kinds.js';
import { isPseudonym } from '../pseudonyms.js';
import { type Detector, saysNothing } from './detector.js';
import { kindOfName } from './key-names.js';

/** `<roomName>…</roomName>`: what stands between the tags is the value, whatever it looks like. */
const TAGGED = /(<([A-Za-z_][\w-]{0,40})>)([^<>\r\n]{1,512})(?=<\/\2>)/g;
/** Names that are no words of a sentence: a value may follow without colon or equals sign. */
const NAMES =
  'app_?id|sdk_?app_?id|app_?key|app_?sign|channel_?(?:id|name)|(?:str)?room_?(?:id|name)|channel|room|cname|' +
  '(?:local_?|remote_?)?(?:user_?id|uid)|user_?account|account|user|participant|usersig|ice_?-?(?:pwd|ufrag)|ufrag|' +
  'username_?fragment|password|turn_?password|credential|imei|serial|serial_?(?:number|no)|access_?token|token';
/** `userId [ann_7]`, `password(abc1)`. */
const BRACKETED = new RegExp(`(\\b(${NAMES})(?:\\(| ?\\[))([\\w.+/@-]{4,512}={0,2})(?=[)\\]])`, 'gi');
/** `joined as userId ann_7`. A channel and a room may be words of a sentence. */
const BARE = new RegExp(
  `(\\b(?!(?:channel|room|token|serial)[ \\t])(${NAMES})[ \\t]{1,2})([\\w.+/@-]{4,512}={0,2})(?![\\w(=:])`,
  'gi',
);
const DEVICE_BRACKETED =
  /(\b(device_?(?:name|label)|display_?name|nick_?name)(?:\(| ?\[))([^()[\]<>"',;={}\r\n]{4,128})(?=[)\]])/gi;
/** Agora: `channel room-7 uid 1000001`. */
const CHANNEL_AND_UID = /(\b(?:channel|room) )([\w.-]{2,64})(?=,? uid[ :=])/gi;
const JOINED =
  /(\bon(?:Remote)?User(?:Joined|Left|Join|Leave|Offline|Online|Published|Unpublished|Enter\w{0,8}|Exit\w{0,8})[: ]{1,2})([\w.+@-]{4,128})(?![\w(=:])/g;

/** Values behind a name that has neither colon nor equals sign. They must look like no word. */
export const detectLooseValues: Detector = (text, claims) => {
  const claim = (found: string, before: string, name: string, value: string, sure: (kind: Kind) => boolean): string => {
    const kind = kindOfName(name);
    if (kind === undefined || saysNothing(value) || isPseudonym(value) || !sure(kind)) return found;
    return before + claims.claim(kind, value);
  };
  return text
    .replace(TAGGED, (found: string, before: string, name: string, value: string) =>
      claim(found, before, name, value, () => !/^\d{1,3}$/.test(value)),
    )
    .replace(BRACKETED, (found: string, before: string, name: string, value: string) =>
      claim(found, before, name, value, () => noWord(value)),
    )
    .replace(BARE, (found: string, before: string, name: string, value: string) =>
      claim(found, before, name, value, () => noWord(value)),
    )
    .replace(DEVICE_BRACKETED, (found: string, before: string, name: string, value: string) =>
      claim(found, before, name, value, () => / /.test(value) && noWord(value.replaceAll(' ', '_'))),
    )
    .replace(CHANNEL_AND_UID, (found: string, before: string, value: string) =>
      claim(found, before, 'channel', value, () => noWord(value)),
    )
    .replace(JOINED, (found: string, before: string, value: string) =>
      claim(found, before, 'userId', value, () => noWord(value)),
    );
};

/** An underscore or digits among letters, or a long number; no address of memory, no version, no measure such as `48kHz`. */
function noWord(value: string): boolean {
  if (/^0x|^v?\d+(?:\.\d+)+$|^\d{1,6}[A-Za-z]{1,4}$|^[A-Z][A-Z_\d]*_[A-Z_\d]*$/.test(value)) return false;
  if (/^\d+$/.test(value)) return value.length >= 6;
  return /[A-Za-z]/.test(value) && /[\d_]/.test(value);
}
