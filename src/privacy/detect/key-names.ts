import type { Kind } from '../kinds.js';

/** The names under which logs print a value, without `_` and `-` and in small letters. */
const NAMES: ReadonlyMap<string, Kind> = new Map(
  Object.entries({
    token:
      'token accesstoken channelkey dynamickey joinrequest usersig strusersig jwt ticket privatemapkey authtoken idtoken sessiontoken',
    secret:
      'password passwd pwd pass secret credential credentials authorization auth apikey appcertificate appsign appsecret ' +
      'privatekey accesskey accesskeyid secretkey secretid sharedsecret cookie setcookie encryptionkey encryptionkdfsalt ' +
      '密码 令牌 sign sig signature passphrase pin roompassword xapikey clientsecret serversecret licensekey license',
    'ice-pwd': 'icepwd icepassword',
    'ice-ufrag': 'iceufrag ufrag usernamefragment localusernamefragment remoteusernamefragment',
    certificate: 'base64certificate issuercertificate',
    appid: 'appid sdkappid appkey applicationid customerid projectid vendorkey mappid bizid',
    channel:
      'channel channelid channelname cname room roomid roomname strroomid roomno roomnumber roomsid conference ' +
      'conferenceid conferencename meetingid meetingname meetingnumber externalmeetingid groupcallid streamurl confname ' +
      'channelids channelnames roomids 频道 频道名 频道号 房间 房间名 房间号 房间id roomjid muc livename chatroomid sourcechannel destchannel',
    uid:
      'uid userid user localuid remoteuid intuid struid stringuid optuid ouid vosuid useraccount account accountid peeruid ' +
      'peeruserid remoteuserid localuserid memberid participantid participantidentity participantsid participant identity ' +
      'attendeeid externaluserid username login openid unionid anchorid callerid calleeid streamuid screenuid shareuid ' +
      'uids userids useraccounts peers 用户 用户id 用户名 endpointid enduserid fromuser touser fromuserid touserid callerident employeeid jid userjid occupantid',
    name: 'displayname nickname nick fullname firstname lastname realname userdisplayname 昵称',
    session:
      'sid session sessionid callid callsid conversationid statssessionid connectsid installsid cid callidentifier',
    'device-id':
      'deviceid groupid micid microphoneid cameraid speakerid playbackdeviceid recordingdeviceid deviceuuid imei idfa ' +
      'idfv androidid serial serialno serialnumber installid installationid deviceuniqueid hardwareid clientuuid machineid ambisonicid',
    device:
      'label devicelabel devicename micname microphonename cameraname speakername sourcetitle sourcename windowtitle ' +
      'windowname productname bluetoothname computername machinename',
    'network-name': 'ssid bssid wifiname wifissid apname',
    host: 'hostname',
    email: 'email mail emailaddress useremail',
    phone: 'phone phonenumber mobile mobilenumber msisdn tel telephone',
  } satisfies Partial<Record<Kind, string>>).flatMap(([kind, names]) =>
    names.split(' ').map((name): [string, Kind] => [name, kind as Kind]),
  ),
);

/** A longer name that ends so is of the kind as well: `rtcToken`, `turn_password`, `x-amz-security-token`. */
const ENDINGS: readonly (readonly [ending: string, kind: Kind])[] = [
  ['token', 'token'],
  ['usersig', 'token'],
  ['password', 'secret'],
  ['passwd', 'secret'],
  ['secret', 'secret'],
  ['secretkey', 'secret'],
  ['privatekey', 'secret'],
  ['apikey', 'secret'],
  ['credential', 'secret'],
  ['authorization', 'secret'],
  ['signature', 'secret'],
  ['appid', 'appid'],
  ['appkey', 'appid'],
  ['applicationclientid', 'appid'],
  ['channelid', 'channel'],
  ['channelname', 'channel'],
  ['roomid', 'channel'],
  ['roomname', 'channel'],
  ['userid', 'uid'],
  ['useraccount', 'uid'],
  ['displayname', 'name'],
  ['nickname', 'name'],
  ['deviceid', 'device-id'],
  ['devicename', 'device'],
];

const cache = new Map<string, Kind | undefined>();
const LARGEST_CACHE = 20_000;

/** What the value behind a name is; undefined for a name that tells nothing. */
export function kindOfName(name: string): Kind | undefined {
  if (cache.has(name)) return cache.get(name);
  const plain = name.toLowerCase().replace(/[_-]/g, '');
  // The legacy statistics of Chrome name their own objects so.
  const kind = plain.startsWith('goog')
    ? undefined
    : (NAMES.get(plain) ?? ENDINGS.find(([ending]) => plain.endsWith(ending))?.[1]);
  if (cache.size >= LARGEST_CACHE) cache.clear();
  cache.set(name, kind);
  return kind;
}
