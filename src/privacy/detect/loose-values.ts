import type { Kind } from '../kinds.js';
import { isPseudonym } from '../pseudonyms.js';
import { type Detector, saysNothing } from './detector.js';
import { kindOfName } from './key-names.js';
import { namesSomebody, noWord } from './looks.js';

/** `<roomName>…</roomName>`: what stands between the tags is the value, whatever it looks like. */
const TAGGED = /(<([A-Za-z_][\w-]{0,40})>)([^<>\r\n]{1,512})(?=<\/\2>)/g;
/** Names that are no words of a sentence: a value may follow without colon or equals sign. */
const NAMES =
  'app_?id|sdk_?app_?id|app_?key|app_?sign|channel_?(?:id|name)|(?:str)?room_?(?:id|name)|channel|room|cname|' +
  '(?:local_?|remote_?)?(?:user_?id|uid)|user_?account|account|user|participant|usersig|ice_?-?(?:pwd|ufrag)|ufrag|' +
  'user_?name|username_?fragment|password|turn_?password|credential|imei|serial|serial_?(?:number|no)|access_?token|token';
/** `userId [ann_7]`, `password(abc1)`. */
const BRACKETED = new RegExp(`(\\b(${NAMES})(?:\\(| ?\\[))([\\w.+/@:-]{4,512}={0,2})(?=[)\\]])`, 'gi');
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
  /(\bon(?:Remote)?User(?:Joined|Left|Join|Leave|Offline|Online|Published|Unpublished|Enter\w{0,8}|Exit\w{0,8})[: (]{1,2})([\w.+@-]{4,128})(?![\w(=:])/g;

/** `enterRoom(room-7)`, `leave room room-7`, `进入房间 room-7`. */
const ROOM =
  /(\b(?:enter|join|exit|leave|create)_?(?:Room|Channel|Meeting|Conference)\(|\b(?:leav(?:e|ing)|left|enter(?:ed|ing)?|exit(?:ed|ing)?|creat(?:e|ed|ing)) (?:room|channel|meeting|conference) ["']?|(?:进入|加入|离开|退出|创建)(?:房间|频道|会议)[：: ]{0,2})([A-Za-z\d][\w.-]{3,127})(?![\w(=:])/gi;
/** Parts of paths that name no server: `/api/users/ann_7/info`. */
const PATH_USER = /(\/(?:users?|members?|participants?|accounts?)\/)([\w.@-]{4,128})(?![\w.@-])/g;
const PATH_ROOM = /(\/(?:rooms?|channels?|meetings?|conferences?)\/)([\w.-]{4,128})(?![\w.-])/g;
const FROM = /(\b(?:message|invite|invitation|call|request) from )([\w.@-]{5,128})(?![\w(=:])/gi;

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
    .replace(ROOM, (found: string, before: string, value: string) =>
      claim(
        found,
        before,
        'room',
        value,
        () => /\d|\w-\w/.test(value) && !/^\d{1,5}$/.test(value) && !/^0x/.test(value),
      ),
    )
    .replace(PATH_USER, (found: string, before: string, value: string) =>
      claim(found, before, 'userId', value, () => namesSomebody(value)),
    )
    .replace(PATH_ROOM, (found: string, before: string, value: string) =>
      claim(found, before, 'room', value, () => noWord(value)),
    )
    .replace(FROM, (found: string, before: string, value: string) =>
      claim(found, before, 'userId', value, () => namesSomebody(value)),
    )
    .replace(JOINED, (found: string, before: string, value: string) =>
      claim(found, before, 'userId', value, () => noWord(value)),
    );
};
