import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/privacy/redactor.js';

const redacted = (text: string): string => createRedactor().text(text);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
/** Every character as JSON may spell it. */
const codes = (text: string): string =>
  Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
/** What encoders that write ASCII only make of a text. */
const ascii = (text: string): string => JSON.stringify(text).replace(/[^ -~]/g, codes);
const html = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** Secrets as an application prints them, with the part that must not be there afterwards, however it is spelled. */
const SECRETS = [
  ['a password in Chinese', '{"密码":"Rettich!8kQ2"}', 'Rettich'],
  ['a user in JSON', '{"userId":"petunia_k42"}', 'petunia'],
  ['an e-mail address', 'login of petunia.k42@mail.example.com ok', 'petunia'],
  ['a path with a name', 'open /Users/petunia_k42/x.txt', 'petunia'],
  ['a telephone number', '{"phone":"+49 170 5550142"}', '5550142'],
  ['an address', '{"ip":"81.2.69.142","port":1}', '81.2.69.142'],
] as const;

const CARRIERS: readonly (readonly [name: string, write: (text: string) => string, read: (text: string) => string])[] =
  [
    ['JSON of nothing but codes', (text) => `{"msg":"${codes(text)}"}`, (text) => String(JSON.parse(text).msg)],
    ['JSON in ASCII', (text) => `{"msg":${ascii(text)}}`, (text) => String(JSON.parse(text).msg)],
    [
      'JSON with escaped slashes',
      (text) => JSON.stringify({ msg: text }).replaceAll('/', '\\/'),
      (text) => String(JSON.parse(text).msg),
    ],
    [
      'JSON of codes within JSON',
      (text) => JSON.stringify([`{"msg":"${codes(text)}"}`]),
      (text) => JSON.parse(JSON.parse(text)[0]).msg,
    ],
    ['a page that was saved', (text) => `<td title="x">${html(text)}</td>`, (text) => text.replaceAll('&quot;', '"')],
    ['a part of a URL', (text) => `data=${encodeURIComponent(text)}&v=1`, decodeURIComponent],
    [
      'codes within a part of a URL',
      (text) => `data=${encodeURIComponent(`{"msg":"${codes(text)}"}`)}&v=1`,
      (text) => JSON.parse(decodeURIComponent(text).slice('data='.length, -'&v=1'.length)).msg,
    ],
  ];

describe.each(SECRETS)('%s is hidden', (_what, text, secret) => {
  test.each(CARRIERS)('in %s', (_carrier, write, read) => {
    const written = write(text);
    // The carrier does hold it, before.
    expect(read(written)).toContain(secret);
    expect(read(redacted(written))).not.toContain(secret);
  });

  test('in base64', () => {
    const written = `body: ${base64(`v=1;${text};${'.'.repeat(24)}`)} end`;
    expect(redacted(written)).toBe('body: redacted-token-1 end');
  });
});

test.each([
  ['codes', `{"msg":"${codes('connected in 35 ms')}"}`],
  ['a path that looks like codes', 'C:\\build\\u1234\\x.cc'],
  ['entities', '<td>a &amp;&amp; b &lt; 3</td>'],
  ['escaped slashes', '{"sdk":"https:\\/\\/cdn.example.com\\/sdk.js"}'],
  ['a text in base64', `x ${base64('the quick brown fox jumps over the lazy dog')} y`],
  ['formats of a console', 'leave() 离开频道: %c0 color:#1cb977;'],
])('%s without a secret stay as they are spelled', (_what, text) => {
  expect(redacted(text)).toBe(text);
});

describe('addresses', () => {
  test.each([
    ['a server of a list', '[vos] added server: 81.2.69.142'],
    ['a product without a version', 'edge: 81.2.69.142, windows 81.2.69.142 reachable'],
    ['a program with a port', 'sdk edge 31.2.69.142:8443 selected'],
    ['a login', 'ssh ann@81.2.69.142'],
    ['mapped into IPv6, in hexadecimal digits', 'from ::ffff:5102:458e ok'],
    ['behind a name and a colon', 'localAddr:2a02:8071:21c1:4f00:91ab:1:2:77'],
    ['with a port without brackets', 'remote 2a02:8071:21c1:4f00:91ab:1:2:77:54321'],
    ['with a zone', 'bind fe80::91ab:1:2:77%wlan0'],
    ['in the name of a machine', '2a02-8071-21c1-4f00-91ab-1-2-77.ipv6-literal.net'],
    ['joined by underscores', 'node_81_2_69_142_rtc'],
    ['looked up backwards', 'PTR 142.69.2.81.in-addr.arpa'],
    ['as one number', '{"clientIp":1359103374,"x":1}'],
  ])('%s', (_what, text) => {
    expect(redacted(text)).not.toMatch(/81[._]2[._]69|142\.69|31\.2\.69|5102:458e|8071|91ab|1359103374/);
  });

  test('versions stay beside them', () => {
    for (const text of ['Chrome 120.0.0.0', 'windows 10.0.0.0', 'SDK 4.2.6.245', 'pkg@4.20.2.1', 'driver 31.0.101.44'])
      expect(redacted(text)).toBe(text);
  });
});

describe('hardware addresses', () => {
  test.each(['"mac":"a4910c22fe17"', 'mac a491.0c22.fe17', 'dev_A4_91_0C_22_FE_17 connected', 'macAddr=A4910C22FE17'])(
    '%s',
    (text) => {
      expect(redacted(text)).toContain('02:00:00:00:00:01');
    },
  );
  test('a platform is none', () => expect(redacted('{"mac":"true"} mac: 14.2')).toBe('{"mac":"true"} mac: 14.2'));
});

describe('telephone numbers', () => {
  test.each([
    '手机号：138-1234-5678',
    '手机号：138\u00a01234\u00a05678',
    '[profile] 138 1234 5678, vip=1',
    'caller (+86)13812345678 ok',
    '电话：１３８１２３４５６７８',
    '座机 0755-12345678 分机',
    'caller +1.378.123.5678',
    'Telefon: 0402/1235678',
    'tél: 06 12 34 56 78',
    'open tel:13812345678',
    '{"calleeNumber":"13812345678"}',
  ])('%s', (text) => {
    const digits = redacted(text)
      .replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xff10 + 48))
      .replace(/[^\d]/g, '');
    expect(digits).not.toMatch(/5678$/);
  });
  test.each([
    'bytes 13812345678',
    'RtcEngine::setDefaultAudioRouteToSpeakerphone:[1-183] ts:1702461420396',
    '1.2.3 138.1234',
  ])('none is in: %s', (text) => {
    expect(redacted(text)).toBe(text);
  });
});

describe('secrets beside a name', () => {
  test.each([
    '["Cookie","PHPSESSID=s3cr3tA1; z=s3cr3tB2"]',
    'Set-Cookie: JSESSIONID=s3cr3tA1; Path=/; r=s3cr3tB2',
    "curl -b 'sid=s3cr3tA1; q=s3cr3tB2' https://x",
    '["authorization","s3cr3tA1"]',
    '("password", "s3cr3tA1")',
    '{"key":"password","value":"s3cr3tA1"}',
    '{"token":{"value":"s3cr3tA1"}}',
    "setToken('s3cr3tA1')",
    '密码为 s3cr3tA1',
    '房间密码：“s3cr3tA1”',
    'redis://:s3cr3tA1@10.0.0.1:6379',
    'mongodb+srv://ann:s3cr3tA1@c.example.com/db',
    'turns://ann:s3cr3tA1@t.example.com:5349',
    'aws_secret_access_key = s3cr3tA1',
    '{"SecretAccessKey":"s3cr3tA1","passcode":"s3cr3tA1"}',
    'remote password s3cr3tA1 rejected',
    `eyJhbGciOiJIUzI1NiJ9\\n${'s3cr3tA1'}.x`,
  ])('%s', (text) => {
    expect(redacted(text)).not.toMatch(/s3cr3t/);
  });
});

describe('people and things', () => {
  test.each([
    '{"teacherId":"griselda_w7","n":3}',
    '{"contactName":"griselda w7"}',
    '{"from":"griselda_w7"}',
    '["userId","griselda_w7"]',
    '用户【griselda_w7】进入房间',
    '昵称为griselda的用户',
    '账号：griselda_w7 加入',
    'onUserEnter(griselda_w7)',
    '/api/users/griselda_w7/info',
    'Display Name: Griselda W',
    'From: "Griselda W" <sip:100@x.example>',
    "Route changed to Griselda's AirPods Pro",
    'portName = griseldas ears; type',
    '进入房间 griselda-7 成功',
    'leave room griselda-7 reason 1',
  ])('%s', (text) => {
    expect(redacted(text)).not.toMatch(/griselda/i);
  });

  test.each([
    ['a serial number', '{"sn":"NVT54156OPD"}', 'NVT54156'],
    ['a property of Android', '[ro.serialno]: [NVT54156OPD]', 'NVT54156'],
    ['an advertising id', '{"oaid":"b3051c4d325ea782"}', 'b3051c4d'],
    ['an identity card', 'verify 11010519491231002X ok', '1949'],
    ['an identity card by its name', '{"idCard":"110105194912310021"}', '1949'],
    ['a place', '{"lng":116.403963,"lat":39.915119}', '915119'],
    ['a place of iOS', '<+39.915119,+116.403963> +/- 5m', '915119'],
  ])('%s', (_what, text, part) => {
    expect(redacted(text)).not.toContain(part);
  });

  test.each([
    'from: new, to: checking',
    '{"from":"VP8","to":"H264"}',
    '{"senderId":"2d0c5a1e-1f0b-4a86-9a3f-6f1f6a2a8a10"}',
    '{"sn":48213,"did":3}',
    '{"networkName":"wlan0"}',
    'type: host id: wrrjr9icfd foundation: 2542868',
    '["user","conferenceRooms"]',
    '<lambda_529175e188b769e726b254fb8322ca25>::operator ->Callback',
    'verify 110105194912310021 frames',
    'lat=35.5 ms, latency: 12.345',
  ])('no person, device or place is in: %s', (text) => {
    expect(redacted(text)).toBe(text);
  });
});
