import { describe, expect, it } from 'vitest';
import { inferVendor, namedVendor } from '../../src/ticket/choose-vendor.js';
import { ValueFinder } from '../../src/ticket/find-values.js';
import type { FieldId } from '../../src/ticket/vendor.js';
import { emptyResult, richResult } from '../support/sample-result.js';
import { VENDORS } from './support.js';

describe('the vendors that ship with the program', () => {
  it('are these', () => {
    expect(VENDORS.map(({ id }) => id)).toEqual([
      'agora',
      'generic',
      'jitsi',
      'livekit',
      'nertc',
      'trtc',
      'twilio',
      'zego',
    ]);
  });

  it.each(VENDORS.map((vendor) => [vendor.id, vendor] as const))('%s asks in both languages', (_id, vendor) => {
    for (const { name, how } of vendor.fields) {
      for (const text of [name, how]) {
        expect(text.en).not.toBe('');
        expect(text.en).not.toMatch(/\p{Script=Han}/u);
        expect(text['zh-CN']).not.toBe('');
      }
      // A way to get something is a sentence, not a heading.
      expect(how.en).toMatch(/[.]$/);
      expect(how['zh-CN']).toMatch(/[。]$/);
    }
    expect(vendor.logs.en).toHaveLength(vendor.logs['zh-CN'].length);
  });

  it.each(VENDORS.map((vendor) => [vendor.id, vendor] as const))(
    '%s asks for what every vendor asks for',
    (_id, vendor) => {
      const asked: FieldId[] = vendor.fields.map(({ id }) => id);
      const always: FieldId[] = [
        'sdk',
        'platform',
        'device',
        'network',
        'channel',
        'uid',
        'remote-uid',
        'call-id',
        'time',
      ];
      expect(asked).toEqual(expect.arrayContaining([...always, 'steps', 'frequency', 'tried']));
      if (vendor.id !== 'generic') expect(asked).toContain('app-id');
    },
  );
});

/** Lines in the shape that each SDK prints, with made-up values. */
const LINES: readonly (readonly [vendor: string, line: string, field: FieldId, value: string])[] = [
  ['agora', `Initializing AgoraRTC client, appId: ${'ab12'.repeat(8)}.`, 'app-id', 'ab12'.repeat(8)],
  ['agora', "join channel success: cname 'lesson' uid 1000001 elapsed 253", 'channel', 'lesson'],
  ['agora', "join channel success: cname 'lesson' uid 1000001 elapsed 253", 'uid', '1000001'],
  ['agora', 'Agora-SDK [INFO]: [client-6c08f] Joining channel success: channel: room-42,uid: 12345', 'uid', '12345'],
  ['agora', 'ChannelProxy::onUserJoined->onUserJoined(this:0x07, userId:"1000002")', 'remote-uid', '1000002'],
  ['trtc', 'enterRoom() 4 [{"sdkAppId":1400000001,"userId":"user_1","roomId":8888}]', 'app-id', '1400000001'],
  ['trtc', 'enterRoom() 4 [{"sdkAppId":1400000001,"userId":"user_1","roomId":8888}]', 'channel', '8888'],
  ['trtc', 'enterRoom() 4 [{"sdkAppId":1400000001,"userId":"user_1","roomId":8888}]', 'uid', 'user_1'],
  ['trtc', '[00:07:04:677] <INFO> TRTC Web SDK Version: 5.17.1', 'sdk', '5.17.1'],
  ['zego', 'login room, roomID: r-9, userID: u-7', 'channel', 'r-9'],
  ['nertc', ' "channelName": "room1",', 'channel', 'room1'],
  ['nertc', '[NERTC:INFO:0002 11-23 00:08:34:202][client#7 CONNECTING] NERTC 5.8.34 v5.8.34', 'uid', '7'],
  [
    'livekit',
    'connected {room: standup, roomID: RM_abc123XYZ789, participant: ann, participantID: PA_q}',
    'channel',
    'standup',
  ],
  [
    'livekit',
    'connected {room: standup, roomID: RM_abc123XYZ789, participant: ann, participantID: PA_q}',
    'uid',
    'ann',
  ],
  ['livekit', 'connected {room: standup, roomID: RM_abc123XYZ789}', 'call-id', 'RM_abc123XYZ789'],
  [
    'twilio',
    `info [Room #1: RM${'0a'.repeat(16)}] Transitioned to state: connected`,
    'channel',
    `RM${'0a'.repeat(16)}`,
  ],
  ['jitsi', 'joining standup@conference.meet.example/0a1b2c3d', 'channel', 'standup'],
  ['jitsi', 'joining standup@conference.meet.example/0a1b2c3d', 'uid', '0a1b2c3d'],
];

function valuesIn(vendor: string, lines: readonly string[], field: FieldId, worst?: number): readonly string[] {
  const finder = new ValueFinder(
    namedVendor(vendor, VENDORS),
    worst === undefined ? undefined : { source: 'call.log', line: worst },
  );
  finder.begin();
  for (const [index, text] of lines.entries()) {
    finder.line({ source: 'call.log', line: index + 1, offset: 0, end: 0, text, cut: false, indexOf: () => 0 });
  }
  finder.end();
  return finder.values(field).map(({ value }) => value);
}

describe('identifiers in the lines of a log', () => {
  it.each(LINES)('%s: %s', (vendor, line, field, value) => {
    expect(valuesIn(vendor, [line], field)).toEqual([value]);
  });

  it('are those of the call with the worst finding, when a log holds several', () => {
    const joins = ['first', 'second', 'third'].map((name) => `join channel success: cname '${name}' uid 1 elapsed 5`);
    expect(valuesIn('agora', joins, 'channel', 2)).toEqual(['second']);
    expect(valuesIn('agora', ['', ...joins], 'channel', 1)).toEqual(['first']);
  });

  it('never take the own user for one of the others', () => {
    const lines = [
      "join channel success: cname 'a' uid 1000001 elapsed 5",
      'onUserJoined->onUserJoined(this:0x1, userId:"1000001")',
      'onUserJoined->onUserJoined(this:0x1, userId:"1000002")',
    ];
    expect(valuesIn('agora', lines, 'remote-uid')).toEqual(['1000002']);
  });

  it('are found quickly in a line of any length and content', () => {
    const hostile = [
      `"appId":"${'a'.repeat(200_000)}`,
      ' '.repeat(200_000),
      'uid:'.repeat(50_000),
      '@'.repeat(200_000),
    ];
    for (const { id } of VENDORS) expect(valuesIn(id, hostile, 'app-id')).toEqual([]);
  });
});

describe('whose support a ticket is for', () => {
  const withFormat = (format: string, name = 'unknown') => {
    const result = richResult('en');
    return {
      ...result,
      sources: result.sources.map((source) => ({ ...source, format })),
      calls: result.calls.map((call) => ({ ...call, sdk: { name, version: '1' } })),
    };
  };

  it.each([
    ['agora-native-4', 'agora'],
    ['agora-web', 'agora'],
    ['trtc-web', 'trtc'],
    ['liteav', 'trtc'],
    ['livekit-swift', 'livekit'],
    ['twilio-video', 'twilio'],
    ['nertc', 'nertc'],
    ['zego', 'zego'],
    ['jitsi', 'jitsi'],
    ['webrtc-internals', 'generic'],
    ['getstats', 'generic'],
  ])('is inferred from a log of %s: %s', (format, vendor) => {
    expect(inferVendor(withFormat(format), VENDORS).id).toBe(vendor);
  });

  it('is inferred from the SDK that a dump names, and is generic where nothing is known', () => {
    expect(inferVendor(withFormat('rtcstats', 'Jitsi Meet'), VENDORS).id).toBe('jitsi');
    expect(inferVendor(emptyResult('en'), VENDORS).id).toBe('generic');
  });

  it('names the known ones for one that is not', () => {
    expect(() => namedVendor('agorra', VENDORS)).toThrow(/did you mean `agora`\?[\s\S]*agora, generic, jitsi/);
  });
});
