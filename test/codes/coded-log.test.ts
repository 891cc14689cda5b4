import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { render } from '../../src/report/registry.js';
import { triage } from '../../src/triage.js';

const read = (lines: readonly string[], language: 'en' | 'zh-CN' = 'en') =>
  triage(['-'], { language, stdin: Readable.from([Buffer.from(`${lines.join('\n')}\n`)]) });
const agora = (time: string, text: string) => `${time} Agora-SDK [INFO]: [client-080d5] ${text}`;
const refusal = (code: string) => [
  agora('10:00:00:100', 'start join channel room-42, join number: 1'),
  agora(
    '10:00:00:927',
    `join number: 1, Joining channel failed, rollback AgoraRTCException: AgoraRTCError ${code}: see the text`,
  ),
];

describe('a code in a log', () => {
  it.each(['en', 'zh-CN'] as const)(
    'is explained in every report in the language of the report (%s)',
    async (language) => {
      const result = await read(refusal('TOKEN_EXPIRE'), language);
      const [code] = result.findings[0]?.codes ?? [];
      const words = {
        en: ['Agora', 'The token has expired', 'new token'],
        'zh-CN': ['声网 Agora', 'token 已过期', '续期'],
      };
      const [vendor, title, advice = ''] = words[language];
      expect(code).toMatchObject({
        vendor,
        title,
        code: 'TOKEN_EXPIRE',
        cause: 'application-token',
        domain: 'application',
      });
      expect(code?.advice).toContain(advice);
      expect(code?.source).toMatch(/^https:/);
      for (const format of ['terminal', 'markdown'] as const) {
        const report = render(format, result, { color: false, width: 120 }).replace(/\s+/g, ' ');
        expect(report).toContain(title);
        expect(report).toContain('TOKEN_EXPIRE');
      }
    },
  );

  it('names the cause, and stands among the reasons for it', async () => {
    const { findings, causes } = await read(refusal('TOKEN_EXPIRE'));
    expect(findings[0]).toMatchObject({ rule: 'connect/join-rejected', cause: 'application-token' });
    expect(causes[0]?.why[0]).toBe('Agora code TOKEN_EXPIRE: The token has expired');
  });

  it('of the network is not blamed on the application', async () => {
    const { findings } = await read(refusal('NETWORK_TIMEOUT'));
    expect(findings.map(({ rule, cause }) => [rule, cause])).toEqual([
      ['connect/connect-failed', 'network-service-unreachable'],
    ]);
  });

  it('that nobody knows is said not to be known, and explains nothing', async () => {
    const result = await read(refusal('BRAND_NEW'));
    expect(result.findings[0]?.codes).toBeUndefined();
    expect(result.findings[0]?.unknownCodes).toMatchObject([{ vendor: 'Agora', code: 'BRAND_NEW' }]);
    expect(render('terminal', result, { color: false, width: 120 })).toContain('It is not known');
    expect(result.causes.map(({ id }) => id)).toEqual(['service-error']);
  });
});

describe('a call that is ended by the service', () => {
  it('says why, and blames what the code points to', async () => {
    const { findings } = await read([
      '[03/05/25 10:15:30:164][12156][U]:(00000090): RtcEngine::joinChannel(this:0x07BCF920, {"token":"0****k", "channelId":"room1", "uid":1000001})',
      '[03/05/25 10:15:30:286][12156][A]:(00000096):   ChannelProxy::onConnected->onJoinChannelSuccess(this:07BCF920, channel:"room1", uid:"1000001", elapsed:120, reason:1)',
      '[03/05/25 10:20:15:010][4100][A]:(00000356): ChannelProxy::onConnectionFailure->onConnectionFailure(this:07BCF920, channel:"room1", userId:"1000001", reason:9)',
    ]);
    expect(findings[0]).toMatchObject({
      rule: 'interruption/sdk-connection-lost',
      cause: 'application-token',
      codes: [{ code: '9', name: 'CONNECTION_CHANGED_TOKEN_EXPIRED' }],
    });
  });
});

describe('exceptions with a begin and a recovery', () => {
  const call = [
    agora('10:00:00:100', 'start join channel room-42, join number: 1'),
    agora('10:00:00:183', 'Joining channel success: channel: room-42,uid: 12345'),
  ];
  const exception = (time: string, code: number, name: string) =>
    agora(time, `receive exception msg, code: ${code}, msg: ${name}, uid: 12345`);
  const end = agora('10:02:00:000', 'current web page is visible');
  const lengths = async (...lines: string[]) =>
    (await read([...call, ...lines, end])).findings
      .filter(({ rule }) => rule.includes('/sdk-'))
      .map(({ rule, durationMs, codes }) => [rule, durationMs, codes?.[0]?.code]);

  it('last from one to the other', async () => {
    expect(
      await lengths(
        exception('10:00:10:000', 2001, 'AUDIO_INPUT_LEVEL_TOO_LOW'),
        exception('10:00:45:000', 4001, 'AUDIO_INPUT_LEVEL_TOO_LOW_RECOVER'),
      ),
    ).toEqual([['silence/sdk-sending-silence', 35_000, '2001']]);
  });

  it('without a recovery last to the end of what is judged: 2 s before the log ends', async () => {
    expect(await lengths(exception('10:01:00:000', 1005, 'RECV_VIDEO_DECODE_FAILED'))).toEqual([
      ['stutter/sdk-receiving-exception', 58_000, '1005'],
    ]);
  });

  it('that only recover began before the log and have no length', async () => {
    expect(await lengths(exception('10:00:45:000', 3001, 'FRAMERATE_INPUT_TOO_LOW_RECOVER'))).toEqual([]);
  });
});
