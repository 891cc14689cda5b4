import type {
  ResultCall,
  ResultCause,
  ResultCheck,
  ResultFinding,
  ResultSource,
  ResultSubject,
  ResultSymptom,
  ResultVersion,
  TriageResult,
} from '../../src/model/result.js';

/** Results written by hand for tests of reporters: every field is filled as the pipeline would fill it. */

type Language = TriageResult['language'];

/** Picks the text of the language. */
const pick = (language: Language) => (en: string, zh: string) => (language === 'en' ? en : zh);

const subject: ResultSubject = {
  source: 'logs/call.json',
  call: '1',
  connection: 'pc-12-1',
  track: 'IT01V2468',
  kind: 'video',
  direction: 'inbound',
};
const audio: ResultSubject = { ...subject, track: 'IT01A1357', kind: 'audio' };
const connection: ResultSubject = { ...subject, track: null, kind: null, direction: null };

const call: ResultCall = {
  id: '1',
  source: 'logs/call.json',
  sdk: { name: 'Chrome WebRTC', version: '126.0.6478.61' },
  environment: { browser: 'Chrome 126.0.6478.61', os: 'Windows 11', device: 'ThinkPad X1', network: 'wifi' },
  start: '2026-03-14T10:15:00.120+08:00',
  end: '2026-03-14T10:25:12.480+08:00',
  connections: [
    {
      id: 'pc-12-1',
      connect: {
        outcome: 'connected',
        totalMs: 1790,
        uncertaintyMs: 0,
        spans: [
          { name: 'signalling', ms: 1624 },
          { name: 'gathering', ms: 150 },
          { name: 'ice', ms: 88 },
          { name: 'dtls', ms: 55 },
          { name: 'first-media', ms: 130 },
        ],
      },
      path: 'relay/udp → srflx/udp',
      tracks: [
        {
          id: 'IT01V2468',
          kind: 'video',
          direction: 'inbound',
          codec: 'video/VP8',
          totals: { 'stall-time': 31.4, 'freeze-count': 14, 'decoded-frame-rate': 21.3, 'received-bitrate': 842_000 },
        },
        {
          id: 'IT01A1357',
          kind: 'audio',
          direction: 'inbound',
          codec: 'audio/opus',
          totals: { 'audible-concealment': 0.0412, 'jitter-buffer-delay': 212 },
        },
        {
          id: 'OT01A9',
          kind: 'audio',
          direction: 'outbound',
          totals: { 'outbound-loss': 0.002, 'sent-bitrate': 9_400 },
        },
      ],
    },
    {
      id: 'pc-12-2',
      connect: { outcome: 'unused', totalMs: null, uncertaintyMs: 0, spans: [] },
      tracks: [],
    },
  ],
};

const source: ResultSource = {
  path: 'logs/call.json',
  format: 'webrtc-internals',
  status: 'analyzed',
  bytes: 4_812_331,
  records: 12_345,
  start: '2026-03-14T10:15:00.120+08:00',
  end: '2026-03-14T10:25:12.480+08:00',
  clock: { zone: '+08:00', resolutionMs: 1 },
  warnings: [],
};

const encrypted: ResultSource = {
  path: 'logs/agorasdk.log',
  format: 'agora-native',
  status: 'encrypted',
  bytes: 1_048_576,
  records: 0,
  start: null,
  end: null,
  clock: { zone: 'unknown', resolutionMs: 0 },
  warnings: ['encrypted-agora'],
};

const freezeTimes = ['10:16:30.250', '10:17:02.000', '10:18:45.500', '10:19:10.000', '10:21:33.000'];
const freezeLengths = [12_400, 4_200, 8_000, 3_100, 3_700];
const freezeRatios = [0.356, 0.0504, 0.21, 0.08, 0.092];

function freeze(language: Language, index: number): ResultFinding {
  const t = pick(language);
  const start = `2026-03-14T${freezeTimes[index]}+08:00`;
  const durationMs = freezeLengths[index] ?? 0;
  const value = freezeRatios[index] ?? 0;
  const end = new Date(Date.parse(start) + durationMs + 8 * 3_600_000).toISOString().replace('Z', '+08:00');
  const percent = `${(value * 100).toFixed(1)}%`;
  return {
    rule: 'stutter/video-freeze',
    symptom: 'stutter',
    severity: value >= 0.1 ? 'P1' : 'P2',
    subject,
    start,
    end,
    durationMs,
    measured: { signal: 'stall-ratio', value, unit: 'ratio', threshold: 0.05 },
    cause: 'network-down-loss',
    evidence: [
      {
        source: 'logs/call.json',
        line: 0,
        offset: 1_203_441 + index * 5_000,
        excerpt: 'totalFreezesDuration 1.21 → 4.77, framesDecoded 250 → 268',
      },
    ],
    title: t('Video freezes', '视频画面卡住'),
    message: t(
      `The picture stood still for ${percent} of the time (limit 5%), for ${(durationMs / 1000).toFixed(1)} s.`,
      `画面有 ${percent} 的时间停住（门限 5%），持续 ${(durationMs / 1000).toFixed(1)} 秒。`,
    ),
    nextSteps: [
      t('Compare with the loss that the sender saw.', '与发送端看到的丢包进行对比。'),
      t('Test the same call over another network.', '换一个网络重试同样的通话。'),
    ],
  };
}

/** A call with stutter and a slow connect, causes, an encrypted second log and checks of every outcome. */
export function richResult(language: Language): TriageResult {
  const t = pick(language);
  const slow: ResultFinding = {
    rule: 'connect/slow',
    symptom: 'connect',
    severity: 'P2',
    subject: connection,
    start: '2026-03-14T10:15:00.120+08:00',
    end: '2026-03-14T10:15:01.910+08:00',
    durationMs: 1790,
    measured: { signal: 'connect-time', value: 1790, unit: 'ms', threshold: 600 },
    cause: 'slow-signalling',
    evidence: [
      { source: 'logs/call.json', line: 0, offset: 2_210, excerpt: 'createOffer' },
      { source: 'logs/call.json', line: 0, offset: 9_881, excerpt: 'connectionstatechange: connected' },
    ],
    title: t('Slow connect', '接通慢'),
    message: t('Connecting took 1,790 ms (limit 600 ms).', '接通用了 1,790 毫秒（门限 600 毫秒）。'),
    nextSteps: [t('Measure the signalling server.', '检查信令服务器的响应时间。')],
  };
  const concealed: ResultFinding = {
    rule: 'stutter/audio-concealment',
    symptom: 'stutter',
    severity: 'P2',
    subject: audio,
    start: '2026-03-14T10:16:29.000+08:00',
    end: '2026-03-14T10:18:34.000+08:00',
    durationMs: 125_000,
    measured: { signal: 'audible-concealment', value: 0.0412, unit: 'ratio', threshold: 0.03 },
    cause: 'unknown',
    evidence: [],
    title: t('Audible audio gaps', '可听见的声音断续'),
    message: t('4.1% of the audio was audibly concealed (limit 3%).', '4.1% 的声音经过可听见的补偿（门限 3%）。'),
    nextSteps: [],
  };
  const causes: ResultCause[] = [
    {
      id: 'slow-signalling',
      domain: 'service',
      title: t('Slow signalling', '信令慢'),
      confidence: 0.62,
      findings: [5],
      why: [t('The answer came 1.6 s after the offer.', 'answer 在 offer 之后 1.6 秒才到达。')],
      against: [],
      nextSteps: [t('Measure the signalling server.', '检查信令服务器的响应时间。')],
    },
    {
      id: 'network-down-loss',
      domain: 'network',
      title: t('Packet loss on the way to this client', '下行网络丢包'),
      confidence: 0.86,
      findings: [0, 1, 2, 3, 4],
      why: [
        t('12% of the packets to this client were lost.', '发往本端的数据包有 12% 丢失。'),
        t('Audio and video of the connection suffered together.', '同一连接的音频和视频同时受影响。'),
      ],
      against: [t('The round-trip time stayed as usual.', '往返时延没有变化。')],
      nextSteps: [
        t('Test the same call over another network.', '换一个网络重试同样的通话。'),
        t('Send this report to the network provider.', '将本报告提供给网络服务商。'),
      ],
    },
  ];
  const versions: ResultVersion[] = [
    {
      component: 'example-sdk',
      name: 'Example SDK',
      version: '1.4.2',
      status: 'faulty',
      severity: 'P1',
      source: 'https://example.com/releases/1.4.3',
      date: '2026-02-28',
      message: t(
        'Before 1.4.3 received video could stand still. Update to 1.4.3 or later.',
        '1.4.3 之前的版本，接收的视频可能卡住。请升级到 1.4.3 或更高版本。',
      ),
      findings: [0],
    },
    {
      component: 'chromium',
      name: 'Chrome',
      version: '999',
      status: 'unknown',
      severity: null,
      source: null,
      date: null,
      message: t('The list of versions does not know Chrome 999.', '版本清单中没有 Chrome 999。'),
    },
  ];
  const symptoms: ResultSymptom[] = [
    { symptom: 'stutter', outcome: 'fired', severity: 'P1', findings: 6, reason: '' },
    { symptom: 'latency', outcome: 'clear', severity: null, findings: 0, reason: '' },
    {
      symptom: 'echo',
      outcome: 'not-observable',
      severity: null,
      findings: 0,
      reason: t(
        'The log has no audio energy of the own microphone. Record getStats once a second.',
        '日志中没有本端麦克风的音频能量。请每秒记录一次 getStats。',
      ),
    },
    { symptom: 'connect', outcome: 'fired', severity: 'P2', findings: 1, reason: '' },
    { symptom: 'interruption', outcome: 'clear', severity: null, findings: 0, reason: '' },
    { symptom: 'silence', outcome: 'clear', severity: null, findings: 0, reason: '' },
  ];
  const lacks = t('inbound-rtp.totalDecodeTime is missing.', '缺少 inbound-rtp.totalDecodeTime。');
  const checks: ResultCheck[] = [
    { rule: 'stutter/video-freeze', subject, outcome: 'fired', reason: '' },
    { rule: 'stutter/decoder-overload', subject, outcome: 'not-observable', reason: lacks },
    { rule: 'stutter/decode-time', subject, outcome: 'not-observable', reason: lacks },
    { rule: 'latency/one-way-delay', subject: audio, outcome: 'clear', reason: '' },
    { rule: 'echo/return', subject: null, outcome: 'not-observable', reason: lacks },
  ];
  return {
    ...emptyResult(language),
    scenario: {
      id: 'one-to-one',
      title: t('One-to-one video', '一对一视频社交'),
      chosenBy: 'inferred',
      reason: t('One picture is sent and one is received.', '发送和接收各一路画面。'),
    },
    verdict: 'symptoms',
    sources: [source, encrypted],
    calls: [call],
    symptoms,
    findings: [...freezeTimes.map((_, index) => freeze(language, index)), slow, concealed],
    checks,
    causes,
    versions,
  };
}

/** Nothing was read at all. */
export function emptyResult(language: Language): TriageResult {
  return {
    schemaVersion: 1,
    tool: { name: 'rtc-triage', version: '0.1.0' },
    language,
    scenario: {
      id: 'one-to-one',
      title: pick(language)('One-to-one video', '一对一视频社交'),
      chosenBy: 'default',
      reason: '',
    },
    verdict: 'inconclusive',
    sources: [],
    calls: [],
    symptoms: [],
    findings: [],
    checks: [],
    causes: [],
    versions: [],
  };
}

/** A healthy call: everything was checked, nothing was found. */
export function healthyResult(language: Language): TriageResult {
  const rich = richResult(language);
  return {
    ...rich,
    verdict: 'clear',
    sources: [source],
    symptoms: rich.symptoms.map(({ symptom }) => ({
      symptom,
      outcome: 'clear',
      severity: null,
      findings: 0,
      reason: '',
    })),
    findings: [],
    checks: [{ rule: 'stutter/video-freeze', subject, outcome: 'clear', reason: '' }],
    causes: [],
    versions: [],
  };
}

/** A log was read, but it holds nothing that a rule could look at. */
export function inconclusiveResult(language: Language): TriageResult {
  const rich = richResult(language);
  const reason = pick(language)(
    'The log has no statistics. Record getStats once a second.',
    '日志中没有统计数据。请每秒记录一次 getStats。',
  );
  return {
    ...rich,
    verdict: 'inconclusive',
    sources: [{ ...source, records: 3, clock: { zone: 'unknown', resolutionMs: 1000 }, warnings: ['zone-unknown'] }],
    calls: [{ ...call, connections: [] }],
    symptoms: rich.symptoms.map(({ symptom }) => ({
      symptom,
      outcome: 'not-observable',
      severity: null,
      findings: 0,
      reason,
    })),
    findings: [],
    checks: [],
    causes: [],
    versions: [],
  };
}

/** Only an encrypted log was given. */
export function encryptedResult(language: Language): TriageResult {
  return { ...emptyResult(language), sources: [encrypted] };
}

/** A rule failed, a file could not be read to its end, another not at all. */
export function resultWithErrors(language: Language): TriageResult {
  const healthy = healthyResult(language);
  return {
    ...healthy,
    sources: [
      { ...source, warnings: ['cut: byte 4812331', 'not-json: 3 lines', 'a-code-from-the-future: 7'] },
      { ...source, path: 'logs/gone.log', format: 'unknown', status: 'failed', bytes: 0, warnings: ['EACCES'] },
    ],
    symptoms: healthy.symptoms.map((line) =>
      line.symptom === 'latency' ? { ...line, outcome: 'error', reason: 'signal one-way-delay is not a number' } : line,
    ),
    checks: [
      {
        rule: 'latency/one-way-delay',
        subject: audio,
        outcome: 'error',
        reason: 'signal one-way-delay is not a number',
      },
    ],
  };
}

/** The rich result with every text of a log, a rule or a path replaced; keys of tables too. */
export function hostileResult(language: Language, hostile: string): TriageResult {
  const rich = richResult(language);
  const named = <T>(value: T, key: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => named(item, key));
    if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(value).map(([name, item]) => [name, named(item, name)] as const);
      const extra =
        key === 'environment' ? [[hostile, hostile] as const] : key === 'totals' ? [[hostile, 1] as const] : [];
      return Object.fromEntries([...entries, ...extra]);
    }
    return typeof value === 'string' && !KEPT.has(key) ? hostile : value;
  };
  const replaced = named(rich, '') as TriageResult;
  return {
    ...replaced,
    checks: [...replaced.checks, { rule: hostile, subject: null, outcome: 'error', reason: hostile }],
  };
}

/** Members whose values this program chooses itself. */
const KEPT = new Set([
  'language',
  'verdict',
  'status',
  'outcome',
  'symptom',
  'severity',
  'kind',
  'direction',
  'domain',
  'chosenBy',
  'start',
  'end',
]);
