import { isPseudonym } from '../pseudonyms.js';
import { saysNothing } from './detector.js';
import { type GatedDetector, gated } from './gate.js';
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

const PLACE = 'room|channel|meeting|conference';
const PLACE_VALUE = '([A-Za-z\\d][\\w.-]{3,127})(?![\\w(=:])';
/** `enterRoom(room-7)`. */
const ROOM_CALL = new RegExp(`(\\b(?:enter|join|exit|leave|create)_?(?:${PLACE})\\()${PLACE_VALUE}`, 'gi');
/** `leave room room-7`. */
const ROOM_LEFT = new RegExp(
  `(\\b(?:leav(?:e|ing)|left|enter(?:ed|ing)?|exit(?:ed|ing)?|creat(?:e|ed|ing)) (?:(?:${PLACE}) )["']?)${PLACE_VALUE}`,
  'gi',
);
/** `进入房间 room-7`. */
const ROOM_CHINESE = new RegExp(`((?:进入|加入|离开|退出|创建)(?:房间|频道|会议)[：: ]{0,2})${PLACE_VALUE}`, 'gi');
const roomLike = (value: string): boolean => /\d|\w-\w/.test(value) && !/^\d{1,5}$|^0x/.test(value);
/** Parts of paths that name no server: `/api/users/ann_7/info`. */
const PATH_USER = /(\/(?:users?|members?|participants?|accounts?)\/)([\w.@-]{4,128})(?![\w.@-])/g;
const PATH_ROOM = /(\/(?:rooms?|channels?|meetings?|conferences?)\/)([\w.-]{4,128})(?![\w.-])/g;
const FROM = /(\b(?:message|invite|invitation|call|request) from )([\w.@-]{5,128})(?![\w(=:])/gi;

/** Each pattern with the name of what it finds (else its group 2 names it) and what its value has to look like. */
const LOOSE: readonly {
  readonly pattern: RegExp;
  readonly name?: string;
  readonly sure: (value: string) => boolean;
}[] = [
  { pattern: TAGGED, sure: (value) => !/^\d{1,3}$/.test(value) },
  { pattern: BRACKETED, sure: noWord },
  { pattern: BARE, sure: noWord },
  { pattern: DEVICE_BRACKETED, sure: (value) => / /.test(value) && noWord(value.replaceAll(' ', '_')) },
  { pattern: CHANNEL_AND_UID, name: 'channel', sure: noWord },
  { pattern: ROOM_CALL, name: 'room', sure: roomLike },
  { pattern: ROOM_LEFT, name: 'room', sure: roomLike },
  { pattern: ROOM_CHINESE, name: 'room', sure: roomLike },
  { pattern: PATH_USER, name: 'userId', sure: namesSomebody },
  { pattern: PATH_ROOM, name: 'room', sure: noWord },
  { pattern: FROM, name: 'userId', sure: namesSomebody },
  { pattern: JOINED, name: 'userId', sure: noWord },
];

/** Values behind a name that has neither colon nor equals sign. They must look like no word. */
export const looseDetectors: readonly GatedDetector[] = LOOSE.map(({ pattern, name, sure }) =>
  gated(pattern, (text, claims) =>
    text.replace(pattern, (found: string, before: string, second: string, third: string) => {
      const value = name === undefined ? third : second;
      const kind = kindOfName(name ?? second);
      if (kind === undefined || saysNothing(value) || isPseudonym(value) || !sure(value)) return found;
      return before + claims.claim(kind, value);
    }),
  ),
);
