import type { Kind } from '../kinds.js';

/** The names under which logs print a value, without `_` and `-` and in small letters. */
const NAMES: ReadonlyMap<string, Kind> = new Map(
  Object.entries({
    token:
      'token tokens accesstoken channelkey dynamickey joinrequest usersig strusersig jwt ticket privatemapkey authtoken idtoken ' +
      'sessiontoken 鉴权令牌',
    secret:
      'password passwd pwd upwd pass passcode secret credential credentials authorization auth apikey appcertificate appsign appsecret ' +
      'privatekey accesskey accesskeyid secretkey secretid sharedsecret cookie setcookie encryptionkey encryptionkdfsalt ' +
      '密码 口令 房间密码 令牌 sign sig signature passphrase pin roompassword xapikey clientsecret serversecret licensekey license ' +
      'streamkey pushkey masterkey srtpkey masterkeybase64 jsessionid phpsessid setencryptionsecret',
    'ice-pwd': 'icepwd icepassword',
    'ice-ufrag': 'iceufrag ufrag usernamefragment localusernamefragment remoteusernamefragment',
    certificate: 'base64certificate issuercertificate',
    appid: 'appid sdkappid appkey applicationid customerid projectid vendorkey mappid bizid',
    channel:
      'channel channelid channelname cname room roomid roomname strroomid roomno roomnumber roomsid conference ' +
      'conferenceid conferencename meetingid meetingname meetingnumber externalmeetingid groupcallid streamurl confname ' +
      'channelids channelnames roomids 频道 频道名 频道号 房间 房间名 房间号 房间id 会议号 会议id roomjid muc livename chatroomid sourcechannel destchannel ' +
      'sessionname classid classroomid lessonid',
    uid:
      'uid userid user localuid remoteuid intuid struid stringuid optuid ouid vosuid useraccount account accountid peeruid ' +
      'peeruserid remoteuserid localuserid memberid participantid participantidentity participantsid participant identity ' +
      'attendeeid externaluserid username login loginname openid unionid anchorid callerid calleeid streamuid screenuid shareuid ' +
      'uids userids useraccounts peers accountname accountid employeeno staffno studentno 用户 用户id 用户名 账号 帐号 账户 主播 观众 房主 学号 工号 endpointid enduserid fromuser touser fromuserid touserid callerident employeeid jid userjid occupantid',
    name: 'displayname nickname nick fullname firstname lastname realname userdisplayname middlename surname 昵称 用户昵称 姓名 真实姓名 名字',
    session:
      'sid session sessionid callid callsid conversationid statssessionid connectsid installsid cid callidentifier',
    'device-id':
      'deviceid groupid micid microphoneid cameraid speakerid playbackdeviceid recordingdeviceid deviceuuid imei idfa ' +
      'idfv androidid oaid gaid aaid vaid udid meid advertisingid advertisingidentifier identifierforvendor serial serialno ' +
      'serialnumber sn installid installationid deviceuniqueid hardwareid clientuuid machineid ambisonicid did 序列号 设备号',
    device:
      'label devicelabel devicename micname microphonename cameraname speakername sourcetitle sourcename windowtitle ' +
      'windowname productname bluetoothname computername machinename',
    'network-name': 'ssid bssid wifiname wifissid apname networkname',
    mac: 'mac macaddr macaddress hwaddr hwaddress btaddr btaddress bluetoothaddress wifimac',
    host: 'hostname',
    email: 'email mail emailaddress useremail 邮箱',
    phone:
      'phone phonenumber phonenum phoneno mobile mobilenumber mobileno mobilephone cellphone msisdn tel telephone telefon ' +
      'telefone callernumber calleenumber 手机 手机号 手机号码 电话 电话号码 联系电话 座机',
    'personal-id':
      'idcard idcardno idcardnumber identityno identitynumber identitycard idno citizenid nationalid ssn passport passportno passportnumber iban cardno cardnumber bankcard 身份证 身份证号 身份证号码 证件号 银行卡号',
    'public-ip': 'ip clientip localip remoteip serverip publicip wanip peerip userip ipaddr ipaddress edgeip',
  } satisfies Partial<Record<Kind, string>>).flatMap(([kind, names]) =>
    names.split(' ').map((name): [string, Kind] => [name, kind as Kind]),
  ),
);

/** People as the names of ids and names call them: `teacherId`, `sender_uid`, `patientName`. */
const PEOPLE =
  'user member participant attendee anchor caller callee customer employee staff guest viewer audience visitor friend ' +
  'author owner creator inviter invitee teacher student patient doctor nurse presenter moderator ' +
  'publisher sender receiver host login contact parent';

/**
 * Names that stand for many things beside people (`from: new`, `senderId` of an RTP sender): their value is a user only
 * when it looks like one.
 */
const VAGUE: ReadonlySet<string> = new Set(
  (
    'from to sender receiver owner caller callee inviter invitee publisher subscriber creator author operator fromid toid ' +
    'senderid receiverid publisherid subscriberid operatorid hostid'
  ).split(' '),
);

/** A longer name that ends so is of the kind as well: `rtcToken`, `turn_password`, `x-amz-security-token`. */
const ENDINGS: readonly (readonly [ending: string, kind: Kind])[] = [
  ...(
    [
      ['token', 'token usersig'],
      ['secret', 'password passwd passcode passphrase secret secretkey accesskey accesskeyid privatekey signature'],
      ['secret', 'credential encryptionkey encryptkey apikey signkey srtpkey appcertificate'],
      ['appid', 'appid appkey applicationclientid'],
      [
        'channel',
        'channelid channelname roomid roomname roomno roomnumber meetingid meetingname conferenceid classroomid',
      ],
      ['uid', 'userid useruid useraccount username loginname'],
      ['name', 'displayname nickname realname fullname'],
      ['device-id', 'deviceid imei serialno serialnumber deviceserial devicesn hardwareserial androidid'],
      ['device', 'devicename'],
      ['network-name', 'wifissid wifiname'],
      ['mac', 'macaddr macaddress'],
      ['phone', 'phone phonenumber phonenum phoneno mobile mobilenumber'],
      ['email', 'email emailaddress'],
      ['personal-id', 'idcard idcardno idcardnumber'],
    ] as const
  ).flatMap(([kind, endings]) => endings.split(' ').map((ending): [string, Kind] => [ending, kind])),
  ...PEOPLE.split(' ').flatMap((person): [string, Kind][] => [
    [`${person}id`, 'uid'],
    [`${person}uid`, 'uid'],
    [`${person}account`, 'uid'],
    [`${person}name`, 'name'],
  ]),
];

/** What `kindOfName` has answered; null for a name that tells nothing, as most do: one look tells it from a new one. */
const cache = new Map<string, Kind | null>();
const LARGEST_CACHE = 20_000;

/** What the value behind a name is; undefined for a name that tells nothing. */
export function kindOfName(name: string): Kind | undefined {
  const known = cache.get(name);
  if (known !== undefined) return known ?? undefined;
  const plain = name.toLowerCase().replace(/[_-]/g, '');
  // The legacy statistics of Chrome name their own objects so.
  const kind = plain.startsWith('goog')
    ? undefined
    : (NAMES.get(plain) ??
      (VAGUE.has(plain) ? 'uid' : undefined) ??
      ENDINGS.find(([ending]) => plain.endsWith(ending))?.[1]);
  if (cache.size >= LARGEST_CACHE) cache.clear();
  cache.set(name, kind ?? null);
  return kind;
}

/** True for a name that says little: see `VAGUE`. */
export function isVague(name: string): boolean {
  return VAGUE.has(name.toLowerCase().replace(/[_-]/g, ''));
}

/** What every name ends in of which `kindOfName` knows something, and what follows a first word (`user id`). */
export function nameEndings(): readonly string[] {
  const second = 'id name number no token key secret'.split(' ').map((word) => ` ${word}`);
  return [...NAMES.keys(), ...VAGUE, ...ENDINGS.map(([ending]) => ending), ...second];
}
