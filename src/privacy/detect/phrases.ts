import type { Kind } from '../kinds.js';
import { type Detector, saysNothing } from './detector.js';
import { type GatedDetector, gated } from './gate.js';
import type { Sight } from './screen.js';

interface Phrase {
  readonly kind: Kind;
  /** What stands before the value, and the value. */
  readonly pattern: RegExp;
  /** What a text holds that has such a value, where the pattern does not tell. */
  readonly needs: readonly string[] | undefined;
  /** See `Sight.confirm`. */
  readonly confirm: Sight['confirm'];
}

const phrase = (kind: Kind, pattern: RegExp, needs?: readonly string[], confirm?: Sight['confirm']): Phrase => ({
  kind,
  pattern,
  needs,
  confirm,
});

const CHOSEN =
  '(?:[Ss]elected|[Cc]urrent|[Aa]ctive|[Uu]sing|[Dd]efault|[Cc]hosen) (?:audio |video |input |output |playback |recording )?';
const NAMED = '[Mm]icrophone|[Mm]ic|[Cc]amera|[Ss]peaker|[Hh]eadset|[Hh]eadphones';
const DEVICE = `(?:${NAMED}|[Dd]evice)`;
/** Several words, the first one a name; no sentence that tells what happened to the device. */
const LABEL =
  '(?![^\\r\\n,;"]{0,128}\\b(?:[Dd]enied|[Ff]ail|[Ee]rror|[Nn]ot|[Pp]ermission|[Aa]llowed|[Cc]hanged|[Ss]tate|[Mm]uted|[Ss]tart|[Ss]top|[Vv]olume))' +
  '((?=[^\\r\\n,;"]{0,128} )[A-Z\\u00c0-\\u00de\\u4e00-\\u9fff\\d][^\\r\\n,;"\'<>{}[\\]|\\\\=&]{2,128})';

const FIRST_ITEM = /\[\\{0,15}"(?:audio|video)$/i;
const AFTER_ITEM = /\\{0,15}",/y;

/** `["audio",` as the beginning of a list: many statistics have such a value. */
function isFirstItem(text: string, end: number): boolean {
  AFTER_ITEM.lastIndex = end;
  return AFTER_ITEM.test(text) && FIRST_ITEM.test(text.slice(Math.max(0, end - 22), end));
}

/** What SDKs and browsers print without a name and a separator. Group 1 stays, group 2 is the value. */
const PHRASES: readonly Phrase[] = [
  // SDP and libwebrtc.
  phrase('ice-ufrag', /(\bufrag )([\w+/]{4,256})/g),
  phrase('ice-pwd', /(\bufrag [\w+/-]{4,256} pwd )([\w+/]{22,256})/g),
  phrase('ice-ufrag', /(\bufrag\/pwd )([\w+/]{4,32}?)(?=\/[\w+/]{22,256})/g),
  phrase('ice-pwd', /(\bufrag\/pwd [\w-]{4,64}\/)([\w+/]{22,256})/g),
  phrase('secret', /(\b(?:password|passwd|passcode|credential|u?pwd) ["'])([^"'\r\n]{4,128})(?=["'])/gi),
  // Names of sessions that servers put into cookies, and what a shell is given.
  phrase('secret', /(\b(?:connect\.sid|ASP\.NET_SessionId|laravel_session)=)([^\s;"',&]{8,512})/g),
  phrase('secret', /(\bcurl [^\r\n]{0,256}?(?:-u|--user) ["']?[^\s:"']{1,64}:)([^\s"']{3,256})/g),
  phrase('secret', /(--(?:password|token|secret|api-?key)[ ])([^\s-][^\s]{3,512})/g),
  phrase(
    'secret',
    /(\b(?:password|passwd|passcode) )(?=[^\s"',;]{0,128}\d)(?=[^\s"',;]{0,128}[A-Za-z])([^\s"',;:=()[\]{}<>]{6,128})(?![\w(=:])/gi,
  ),
  // `joinChannel token …`: long, and of digits, small and capital letters.
  phrase(
    'token',
    /(\b(?:token|credential|secret) )(?=[\w+/.-]{0,512}\d)(?=[\w+/.-]{0,512}[a-z])(?=[\w+/.-]{0,512}[A-Z])([\w+/.-]{24,4096}={0,2})(?![\w(:])/gi,
  ),
  phrase('secret', /(-----BEGIN [A-Z ]{3,40}-----)((?:\\+[nr]|[A-Za-z0-9+/=]){20,16384})(?=-----END)/g),
  phrase('secret', /(\binline:)([A-Za-z0-9+/]{20,200}={0,2})/g),
  phrase('name', /((?:^|[\r\n]|\\r|\\n)o=)(?!-|mozilla)([^\s\\]{1,64})(?= \d+ \d+ IN )/g),
  phrase('secret', /(\b(?:Bearer|Basic)\s+)([A-Za-z0-9._~+/-]{8,4096}={0,2})/g),
  // Agora native: `cname 'room1' uid 1000001`, `join channel 'room1'`, `peer 1000002 is online`, `device info '…'`.
  phrase('channel', /(\b(?:cname|channel|room|roomId|channelId|channelName) ')([^'\r\n]{1,512})(?=')/gi),
  phrase('channel', /(\b(?:cname|channel|room|roomId|channelId|channelName) ")([^"\r\n\\]{1,512})(?=")/gi),
  phrase('uid', /(\b(?:uid|userId|user id|userid|peer|user|participant)[ \t]["'(]?)([1-9]\d{0,19})(?![\w.]|-\d)/gi),
  phrase('uid', /(\b(?:uid|userId|user id|user|participant) ')([^'\r\n]{1,256})(?=')/gi),
  phrase('session', /(\b(?:session|sid) ')([^'\r\n]{1,128})(?=')/gi),
  phrase('device', /(\bdevice info ')([^'\r\n]{1,512})/gi),
  phrase('network-name', /(\bb?ssid ')([^'\r\n]{1,64})(?=')/gi),
  phrase('appid', /(\bapp ?id['" ]{1,3})([0-9A-Za-z]{10,64})\b/gi),
  // Any SDK: `user "ann"`, `joined room Weekly-7`, `password is …`, `device: "Ann's headset"`, a name beside an identity.
  phrase('uid', /(\b(?:user|participant|peer) ")([^"\\\r\n]{1,128})(?=")/gi),
  phrase(
    'channel',
    /(\b[Jj]oin(?:ed|ing)? (?:room|channel|meeting|conference):? ["']?)(?!SUCC|FAIL|TIME|ERR|Succ|Fail|Time|Err)(?=[\w-]{0,128}[\dA-Z-])([\w-]{3,128})(?![\w.(:])/g,
  ),
  phrase('secret', /(\bpass(?:word|code) is ["']?)([^\s"',;]{3,128})/gi),
  phrase(
    'device',
    /(\b(?:device|microphone|camera|speaker|headset|headphones)(?: (?:name|label))?(?: changed to| set to| is)?[: ]{1,3}["“])([^"”\\\r\n]{2,128})(?=["”])/gi,
  ),
  phrase(
    'name',
    /((?:identity|userID|userId|uid)["\\]{0,9}\s?[:=]\s?["\\]{0,9}[\w-]{1,128}["\\]{0,9},?\s?["\\]{0,9}name["\\]{0,9}\s?[:=]\s?["\\]{0,9})([^"\\,}\r\n]{1,128})/gi,
  ),
  phrase(
    'name',
    /(["\\]name["\\]{1,9}\s?:\s?["\\]{1,9})([^"\\,}\r\n]{1,128})(?=["\\]{1,9},\s?["\\]{1,9}(?:identity|userID|userId|uid)["\\])/g,
  ),
  // Labels of devices without quotes: `selected microphone: …`, `camera=…`, `device name: …`, `audioinput: … id = …`.
  phrase('device', new RegExp(`(\\b${CHOSEN}${DEVICE}(?: is)?(?:\\s?[:=]\\s?| ))${LABEL}`, 'g')),
  phrase(
    'device',
    new RegExp(`(\\b(?:${NAMED})["'\\\\]{0,9}\\s?(?:=|:\\s?["'\\\\]{1,9})\\s?["'\\\\]{0,9})${LABEL}`, 'g'),
  ),
  phrase('device', new RegExp(`(\\b[Ss]witch(?:ed|ing)? (?:[a-z]{1,10} )?${DEVICE} to )${LABEL}`, 'g')),
  phrase('device', new RegExp(`(\\b[Dd]evice (?:name|label)\\s?[:=]\\s?)${LABEL}`, 'g')),
  phrase('device', /(\b(?:audioinput|audiooutput|videoinput): )([^\r\n]{1,200}?)(?= id ?= ?)/g),
  // A device that bears its owner's name, as phones and computers call themselves.
  phrase(
    'device',
    /((?:^|[^\p{L}\d]))((?:\p{L}[\p{L}\d-]{0,30}['’]s|\p{Script=Han}{1,8}的) ?(?:iPhone|iPad|iPod|AirPods|MacBook|iMac|Mac mini|Apple Watch|Galaxy|Pixel|Beats|Buds|Watch|[Pp]hone|[Hh]eadset|[Hh]eadphones|[Ee]arbuds|[Tt]ablet|[Ll]aptop|手机|耳机|平板|电脑)(?:[ \w()+.-]{0,30}[\w)+])?)/gu,
  ),
  // iOS: ports of an audio session.
  phrase('device', /(\b(?:portName|port name) ?[=:] ?)(?!["'])([^;,\r\n]{3,128})(?=[;,])/g),
  phrase('device', /(\btype = \w{1,40}; name = )([^;\r\n]{3,128})(?=;)/g),
  // Android: a Bluetooth device that comes and goes.
  phrase(
    'device',
    /(\b[Bb]luetooth (?:device|headset) )((?=[^\r\n]{0,64}[A-Z\d])[^\r\n,;:"'=]{3,64}?)(?= (?:dis)?connected\b)/g,
  ),
  phrase('device-id', /(\[ro\.(?:boot\.)?serialno\]: \[)([^\]\r\n]{4,64})(?=\])/g),
  phrase('device-id', /(\bserial number is )([\w-]{6,64})/gi),
  phrase('network-name', /(\bextra: \\{0,15}")([^"\\\r\n]{1,64})(?=\\{0,15}", type WIFI)/g),
  phrase('network-name', /(\b(?:[Cc]onnected|[Jj]oined) to (?:wifi|Wi-Fi|WiFi|WLAN) ["']?)([^\s"',;]{3,32})/g),
  // Numbers of devices, and the folders that iOS makes for an installation.
  phrase('device-id', /(\b(?:imei|meid)[12]?[ :=#(]{1,3})(\d{14,16}|\d{2}-\d{6}-\d{6}-\d)\b/gi),
  phrase(
    'device-id',
    /(\b(?:[Ss]erial(?: ?(?:[Nn]umber|[Nn]o\.?))?|S\/N)[ :#]{1,3})((?=[A-Z\d-]{0,23}\d)[A-Z\d-]{8,24})\b/g,
  ),
  phrase(
    'device-id',
    /(\/(?:(?:Data|Bundle|Shared)\/(?:Application|AppGroup|PluginKitPlugin)|CoreSimulator\/Devices)\/)([0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12})/gi,
  ),
  // Who calls, in SIP.
  phrase('name', /(\b(?:From|To|Contact|P-Asserted-Identity): \\{0,15}")([^"\\\r\n]{2,128})(?=\\{0,15}" ?<sips?:)/gi),
  // A person's record: the name beside a picture, or within what says that it is one.
  phrase(
    'name',
    /(["\\]name["\\]{1,9}\s?:\s?["\\]{1,9})([^"\\,}\r\n]{1,128})(?=["\\]{1,9},\s?["\\]{1,9}(?:avatar|avatarUrl|email|phone|mobile|gender)["\\])/g,
  ),
  phrase(
    'name',
    /(["\\](?:user|userInfo|user_info|participant|member|contact|profile)["\\]{1,9}\s?:\s?\{\s?["\\]{1,9}name["\\]{1,9}\s?:\s?["\\]{1,9})([^"\\,}\r\n]{1,128})/gi,
  ),
  // XMPP: the nickname, and the resource behind an address that has been replaced.
  phrase('name', /(<nick\b[^<>]{0,64}>)([^<\r\n]{1,128})/g),
  // It is looked for before the address is replaced.
  phrase('name', /(@redacted\.invalid\/)([^\s"'<>\\,;()]{1,128})/g, ['@']),
  // Agora Web: `start join channel room-42, join number: 1`.
  phrase('channel', /(\bstart join channel )([^\r\n]{1,256}?)(?=, join number)/g),
  phrase('uid', /(\bws:join uid |\bpeer leave uid |\bwebsocket join uid )([^\s,;]{1,128})/gi),
  phrase('uid', /(\bgetUserAccount Success )([^\r\n]{1,256}?)(?= => \d)/g),
  phrase('uid', /(\bgetUserAccount Success [^\r\n]{1,256}? => )(\d{1,20})/g),
  // TRTC: `[↑t1-r1|user_1]` before every line.
  phrase('uid', /(\[[↑↓][\w-]{1,40}\|)([^\]\r\n]{1,128})(?=\])/g),
  // NERTC: `麦克风设备：default【Fake Default Audio Input】`, `AUDIOTRACK#0%caudio%cFake Default Audio Input%c`.
  phrase('device', /(设备：[^【\r\n]{0,128}【)([^】\r\n]{1,256})(?=】)/g),
  phrase('device', /((?:AUDIO|VIDEO)TRACK#\d{1,4}%c(?:audio|video)%c)([^%\r\n]{1,256})(?=%c)/g),
  // syslog: the name of the machine after the time.
  phrase(
    'host',
    /((?:^|\n)(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d\d:\d\d:\d\d )([\w.-]{1,64})(?= [\w./-]{1,64}(?:\[\d+\])?:)/g,
  ),
  // rtcstats of Jitsi: `"path":"/<room>","origin":"https://…"`.
  phrase('channel', /(["\\]path\\{0,15}":\s?\\{0,15}"\/{1,2})([^"\\/.]{1,256})(?=\\{0,15}",\s?\\{0,15}"origin)/g),
  // rtcstats: `["audio","<track>","<label>","<stream>"]`.
  phrase(
    'device',
    /(\[\\{0,15}"(?:audio|video)\\{0,15}",\s?\\{0,15}"[^"\\]{1,128}\\{0,15}",\s?\\{0,15}")([^"\\]{1,256})(?=\\{0,15}",\s?\\{0,15}"[^"\\]{1,128}\\{0,15}"\s?[\],])/g,
    undefined,
    isFirstItem,
  ),
];

export const phraseDetectors: readonly GatedDetector[] = PHRASES.map(({ kind, pattern, needs, confirm }) => {
  const detect: Detector = (text, claims) =>
    text.replace(pattern, (found: string, before: string, value: string) =>
      saysNothing(value) ? found : before + claims.claim(kind, value),
    );
  return gated(pattern, detect, needs, confirm);
});
