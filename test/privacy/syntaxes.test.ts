import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/privacy/redactor.js';

/** What remains of a text; every secret in it holds this word or number, or is this address. */
const redacted = (text: string): string => createRedactor().text(text);

const SECRETS: readonly (readonly [kind: string, key: string, value: string])[] = [
  ['an IPv6 address', 'addr', '2a02:8071:21c1:4f00:91ab::77'],
  ['a TURN password', 'turnPassword', 'T8rnHemlich77'],
  ['an ICE password', 'icePwd', 'Zt7LmQ0bN4vYc2Ra8WsXe1Ud'],
  ['a number of an application', 'sdkAppId', '1400778899'],
  ['a key of an application', 'appKey', 'k7Qm2Xv9Lp4Rt6Yw8Zb1'],
  ['a room', 'roomId', 'zimmer-kohlrabi-7'],
  ['a user', 'userId', 'griselda_w'],
  ['a number of a user', 'uid', '48151623'],
  ['a telephone number', 'phone', '+49 170 5550142'],
  ['a device', 'deviceName', 'Griseldas Jabra Evolve 65'],
  ['a serial number', 'serial', 'RZ8N30ABCDE'],
  ['an IMEI', 'imei', '356938035643809'],
];

const SYNTAXES: readonly (readonly [name: string, write: (key: string, value: string) => string])[] = [
  ['key=value', (key, value) => `event ${key}=${value}, state=1`],
  ['key: value', (key, value) => `event ${key}: ${value}`],
  ['JSON', (key, value) => JSON.stringify({ a: 1, [key]: value })],
  ['JSON in JSON', (key, value) => JSON.stringify({ msg: JSON.stringify({ [key]: value }) })],
  ['a query', (key, value) => `POST https://svc.example.com/v1/report?${key}=${encodeURIComponent(value)}&n=1`],
  ['JSON in a URL', (key, value) => `data=${encodeURIComponent(JSON.stringify({ [key]: value }))}`],
  ['a tag', (key, value) => `<${key}>${value}</${key}>`],
];

describe.each(SECRETS)('hides %s', (_kind, key, value) => {
  test.each(SYNTAXES)('in %s', (_syntax, write) => {
    const output = redacted(write(key, value));
    expect(output).not.toContain(value);
    expect(output).not.toContain(encodeURIComponent(value));
  });
});

test.each([
  ['selected microphone: Jabra Evolve 65', 'selected microphone: redacted-device-1'],
  ['{"microphone":"Jabra Evolve 65"}', '{"microphone":"redacted-device-1"}'],
  ['switched playback device to Jabra Evolve 65', 'switched playback device to redacted-device-1'],
  ['audioinput: Jabra Evolve 65 id = default', 'audioinput: redacted-device-1 id = default'],
  ['user griselda_w joined', 'user redacted-uid-1 joined'],
  ['userId [griselda_w] left', 'userId [redacted-uid-1] left'],
  ['onUserJoined griselda_w', 'onUserJoined redacted-uid-1'],
  ['IMEI 356938035643809', 'IMEI 900000001'],
  ['serial number RZ8N30ABCDE', 'serial number redacted-device-id-1'],
  ['turn:bob:T8rnHemlich77@turn.example.com:3478', 'turn:redacted-secret-1@turn.example.com:3478'],
  ['{"name":"Griselda K","identity":"g-17x"}', '{"name":"redacted-name-1","identity":"redacted-uid-1"}'],
  ['path=%2FUsers%2Fgriselda%2Fx', 'path=%2FUsers%2Fredacted-name-1%2Fx'],
  [
    '/var/mobile/Containers/Data/Application/7B1E2C3D-4F50-4617-8899-AABBCCDDEEFF/a.log',
    '/var/mobile/Containers/Data/Application/redacted-device-id-1/a.log',
  ],
])('%s', (text, expected) => {
  expect(redacted(text)).toBe(expected);
});

test('hides what stands in an SDP that is spelled for a URL', () => {
  const sdp = [
    'c=IN IP4 81.23.117.9',
    'a=ice-pwd:Zt7LmQ0bN4vYc2Ra8WsXe1Ud',
    'a=candidate:1 1 udp 1 3f1c9a2e-5b77-4c1d-9e0f-a1b2c3d4e5f6.local 1 typ host ufrag kX9q',
  ].join('\r\n');
  const output = decodeURIComponent(redacted(`sdp=${encodeURIComponent(sdp)}`));
  expect(output).not.toMatch(/81\.23|Zt7L|3f1c|kX9q/);
});

test.each([
  'microphone: granted, camera: Permission denied',
  'selected microphone: none',
  'Channel[0|1|RW]: Transport channel state changed from 1 to 2',
  'emit join channel signal, uid: 0',
  'user joined, room full, password required, account suspended',
  'channel 48kHz stereo',
  'serial: 5',
  'done %d of 100%, %c bold',
  'user 0x7ffee4b2 freed',
])('leaves as it is: %s', (text) => {
  expect(redacted(text)).toBe(text);
});
