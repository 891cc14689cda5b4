import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/model/usage-error.js';
import { KEEP_WORDS, parseKeep } from '../../src/privacy/kinds.js';
import { createRedactor } from '../../src/privacy/redactor.js';
import { redact } from './support.js';

describe('a redactor', () => {
  it('replaces a value also where nothing says what it is, before and after it was said', () => {
    const text = 'entering standup-team9\nchannel:"standup-team9", uid:7\nleft Standup-Team9, bye';
    expect(redact(text)).toBe(
      'entering redacted-channel-1\nchannel:"redacted-channel-1", uid:900001001\nleft redacted-channel-1, bye',
    );
  });

  it('replaces a value as URLs and JSON texts spell it', () => {
    expect(redact('cname \'Büro 7 "Süd"\' uid 5\n?q=B%C3%BCro%207%20%22S%C3%BCd%22 {"x":"Büro 7 \\"Süd\\""}')).toBe(
      'cname \'redacted-channel-1\' uid 900001001\n?q=redacted-channel-1 {"x":"redacted-channel-1"}',
    );
  });

  it('replaces short ids and common words only where the text says what they are', () => {
    expect(redact('uid 2 joined channel:"audio", 2 tracks, audio level 2, uid 22')).toBe(
      'uid 900001001 joined channel:"redacted-channel-1", 2 tracks, audio level 2, uid 900001002',
    );
  });

  it('does not take a part of a word or of a number for a value', () => {
    expect(redact('uid 12345678; rtt 12345678.25, 0.12345678, 912345678, room a12345678')).toContain(
      'rtt 12345678.25, 0.12345678, 912345678, room a12345678',
    );
  });

  it.each([
    [
      '{"userIds":["ann","bob"]} uid:[11,22]',
      '{"userIds":["redacted-uid-1","redacted-uid-2"]} uid:[900001001,900001002]',
    ],
    ['user "ann" joined room Weekly-7', 'user "redacted-uid-1" joined room redacted-channel-1'],
    ['频道: 周会88, 用户ID: 1234567 昵称: 小明', '频道: redacted-channel-1, 用户ID: 900001001 昵称: redacted-name-1'],
    ['identity=ann-7 name=Ann Smith', 'identity=redacted-uid-1 name=redacted-name-1'],
    ['device: "Ann\'s headset", password is hunter2', 'device: "redacted-device-1", password is redacted-secret-1'],
    ['x@muc.example.com/Ann', 'redacted-email-1@redacted.invalid/redacted-name-1'],
    ['10.0.0.5-10.0.0.9', '10.255.255.1-10.255.255.2'],
  ])('knows lists, sentences and Chinese names: %s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'bytesReceived: 13812345678, timestamp 1709619631451, ssrc 3697439522',
    '{"packetsReceived":1381234567,"timestamp":1795363472560.048,"ssrc":3697439522,"id":"IT01A3697439522"}',
    '"values": "[13812345678,13812345679]"',
    '[03/05/24 14:20:31:704][1026][I]:[xla] first remote audio frame, elapsed:253, ts:1709619631634',
    'channel: 2, channels: 1, uid: 0, token: undefined, userId: null, room: , participant: [Object]',
    '2025-01-07T01:09:45+0300 debug',
    'a=ssrc:1234 cname:Hn1zX7pQ a=ssrc:1234 label:c9a9984e-3ac8-41e5-bf66-1f4f7098f230',
    'captureIndexFromDeviceId: failed to get device index',
    'https://webrtc2-ap-web-1.agora.io/api/v2/transpond/webrtc?v=2',
    'at http://localhost:8080/assets/index-BmwQN5NM.js:2:1834491',
    'a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  ])('leaves alone what is no such value: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('gives pseudonyms by order of appearance, so that a second run gives the same', () => {
    const text = 'uid 70, uid 80, room: x-ray9, from 192.168.0.7 and 192.168.0.9';
    expect(redact(text)).toBe(
      'uid 900001001, uid 900001002, room: redacted-channel-1, from 10.255.255.1 and 10.255.255.2',
    );
    expect(redact(text)).toBe(redact(text));
  });

  it('tells what it has replaced, in memory', () => {
    const redactor = createRedactor();
    redactor.text('uid 70 from 192.168.0.7');
    expect([...redactor.redacted()]).toEqual([
      { kind: 'uid', original: '70', pseudonym: '900001001' },
      { kind: 'private-ip', original: '192.168.0.7', pseudonym: '10.255.255.1' },
    ]);
  });

  it('takes little time for text that looks like a value and never ends', () => {
    const start = performance.now();
    for (const part of ['a', 'a-', '1.', '00:', 'ab:', '\\', '"token":"', 'a@', '{"uid":[', 'http://a/', '+1 2']) {
      redact(part.repeat(20_000));
    }
    // Far more than it needs, far less than a pattern that tries everything would.
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

describe('--keep', () => {
  const APP_ID = '1a2b3c4d5e6f708192a3b4c5d6e7f809';
  const line = `appId: ${APP_ID}, join channel 'standup9' uid 1000001, 192.168.0.7, token=abcdefgh`;

  it('keeps what the vendor needs to find the call, and nothing else', () => {
    expect(redact(line, ['appid', 'channel', 'uid'])).toBe(
      `appId: ${APP_ID}, join channel 'standup9' uid 1000001, 10.255.255.1, token=redacted-token-1`,
    );
    expect(redact(line, ['channel'])).toContain("'standup9' uid 900001001");
  });

  it('keeps a kept value wherever it stands', () => {
    const text = `uid 1000001 joined\nspeaking: 1000001\n${APP_ID} again, appid: ${APP_ID}`;
    expect(redact(text, ['uid', 'appid'])).toBe(text);
  });

  it('keeps no secret, whatever an application calls it', () => {
    const token = `007eJxTYPg${'aB3dE5fG7hJ9kL1m'.repeat(4)}`;
    expect(redact(`channel:"${token}"`, ['channel', 'uid', 'appid'])).toBe('channel:"redacted-token-1"');
  });

  it('is a list of words; an unknown one names the known ones', () => {
    expect(parseKeep(' appid, UID,uid ')).toEqual(['appid', 'uid']);
    expect(() => parseKeep('appid,tokens')).toThrow(UsageError);
    expect(() => parseKeep('tokens')).toThrow(`"tokens" cannot be kept; known are ${KEEP_WORDS.join(', ')}`);
  });
});

it('replaces the secret beside a key, also where the key was a part of a URL', () => {
  const secret = '0123456789abcdef0123456789ABCDEFGHIJ';
  expect(createRedactor().text(`APIabcdefghijkl9: ${secret}`)).toBe('redacted-secret-1: redacted-secret-2');
  expect(createRedactor().text(`%21APIabcdefghijkl9: ${secret}`)).not.toContain(secret);
});
