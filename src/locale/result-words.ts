import type { SubjectKind } from '../model/call.js';
import type { Language } from './messages.js';

/** Codes of reasons; src/result/causes.ts fails to compile when the diagnosis knows one that is missing here. */
export type ReasonWord =
  | 'evidence.not-observable'
  | 'unknown.no-candidate'
  | 'unknown.no-match'
  | 'unknown.not-observable'
  | 'two-ended.sender-confirms'
  | 'two-ended.sent-well'
  | 'two-ended.lost-between'
  | 'two-ended.arrived-as-sent'
  | 'two-ended.echo-confirmed';

/** Sentences that become part of the result itself (not only of a report). Arguments are already in words. */
export interface ResultWords {
  /** Reasons of checks. */
  readonly fired: (findings: number) => string;
  readonly clear: string;
  readonly missing: (names: string) => string;
  readonly tooShort: (names: string) => string;
  readonly noSubject: Readonly<Record<SubjectKind, string>>;
  /** A connection that was never used, or of which the log does not show that it came up. */
  readonly unused: string;
  readonly unjudged: string;
  /** Several kinds of tracks that the log does not show. */
  readonly noSubjects: (kinds: string) => string;
  readonly nothingRead: string;
  /** Nothing but the connect itself was put to the test. */
  readonly neverConnected: string;
  /** Why the scenario was taken, by reason of src/result/infer-scenario.ts. */
  readonly scenario: Readonly<Record<string, string>>;
  readonly unknownCause: string;
  /** A code of a vendor that the tables of rules/codes do not have. */
  readonly unknownCode: string;
  /** Reasons for and against causes, by code of src/diagnosis/diagnosis.ts; placeholders in braces. */
  readonly reasons: Readonly<Record<ReasonWord, string>>;
  /** Separates items of a list within a sentence. */
  readonly comma: string;
  /** Between sentences. */
  readonly space: string;
}

const en: ResultWords = {
  fired: (findings) => (findings === 1 ? 'One finding.' : `${findings} findings.`),
  clear: 'Checked: nothing found.',
  missing: (names) => `The log lacks: ${names}.`,
  tooShort: (names) => `The log shows this for too short a time: ${names}.`,
  noSubject: {
    'inbound-audio': 'The log shows no received audio.',
    'inbound-video': 'The log shows no received video.',
    'outbound-audio': 'The log shows no sent audio.',
    'outbound-video': 'The log shows no sent video.',
    connection: 'The log shows no connection.',
    call: 'The log shows no call.',
  },
  neverConnected: 'No connection came up, so this was not put to the test.',
  noSubjects: (kinds) => `The log shows none of these: ${kinds}.`,
  nothingRead: 'No log could be analysed.',
  unused: 'The log does not show that this connection was used.',
  unjudged: 'No rule for this symptom could be checked in this log.',
  scenario: {
    named: 'Named by --scenario.',
    'sdk-live': 'The SDK names a live profile.',
    'sdk-audio-room': 'The SDK names an audio-room profile.',
    'video-both-ways': 'One picture is sent and one is received.',
    'several-pictures': 'Several people are received with picture.',
    'watches-only': 'A picture is received and nothing is sent.',
    'several-voices': 'Several voices are received and there is no picture.',
    'no-evidence': 'The log does not show what kind of call it was; name it with --scenario.',
  },
  unknownCause: 'Cause not known',
  unknownCode:
    'It is not known: the tables of codes do not have it. Look it up in the documentation of the vendor, and give it with the ticket.',
  reasons: {
    'evidence.not-observable': 'Less sure, because this log does not show: {signals}.',
    'unknown.no-candidate': 'No known cause explains {rule}.',
    'unknown.no-match': 'What the known causes would show was looked for and is not in this log.',
    'unknown.not-observable': 'What the known causes need cannot be seen in this log: {signals}.',
    'two-ended.sender-confirms': 'The log of the other end ({source}) shows the same trouble where the media was sent.',
    'two-ended.sent-well': 'The other end ({source}) sent {sent}; {received} arrived here.',
    'two-ended.lost-between':
      'The other end ({source}) sent {sent}; only {received} arrived here, the rest was lost or held up in between.',
    'two-ended.arrived-as-sent': 'The other end ({source}) sent only {sent}, and that arrived ({received}).',
    'two-ended.echo-confirmed':
      'The log of the other end ({source}) shows its microphone picking up its loudspeaker at the same time.',
  },
  comma: ', ',
  space: ' ',
};

const zhCN: ResultWords = {
  fired: (findings) => `${findings} 个发现。`,
  clear: '已检查：未发现问题。',
  missing: (names) => `日志中缺少：${names}。`,
  tooShort: (names) => `日志中相关数据的时长不足：${names}。`,
  noSubject: {
    'inbound-audio': '日志中没有接收的音频。',
    'inbound-video': '日志中没有接收的视频。',
    'outbound-audio': '日志中没有发送的音频。',
    'outbound-video': '日志中没有发送的视频。',
    connection: '日志中没有连接。',
    call: '日志中没有通话。',
  },
  neverConnected: '连接未建立，因此无从判断。',
  noSubjects: (kinds) => `日志中没有：${kinds}。`,
  nothingRead: '没有可以分析的日志。',
  unused: '日志没有显示该连接被使用过。',
  unjudged: '本日志无法检查这一症状的任何规则。',
  scenario: {
    named: '由 --scenario 指定。',
    'sdk-live': 'SDK 使用直播模式。',
    'sdk-audio-room': 'SDK 使用语音房模式。',
    'video-both-ways': '双方各发送一路画面。',
    'several-pictures': '接收多人的画面。',
    'watches-only': '只接收画面，不发送任何媒体。',
    'several-voices': '接收多人的声音，没有画面。',
    'no-evidence': '日志看不出通话类型，请用 --scenario 指定。',
  },
  unknownCause: '原因未知',
  unknownCode: '未收录：错误码表中没有该码。请查阅厂商文档，并在工单中注明。',
  reasons: {
    'evidence.not-observable': '把握受限，因为本日志中看不到：{signals}。',
    'unknown.no-candidate': '没有已知原因可以解释 {rule}。',
    'unknown.no-match': '已检查各种已知原因的特征，本日志中均未出现。',
    'unknown.not-observable': '判断已知原因所需的数据在本日志中无法观察：{signals}。',
    'two-ended.sender-confirms': '对端日志（{source}）显示发送侧有同样的问题。',
    'two-ended.sent-well': '对端（{source}）发送了 {sent}，本端收到 {received}。',
    'two-ended.lost-between': '对端（{source}）发送了 {sent}，本端只收到 {received}，其余在途中丢失或滞留。',
    'two-ended.arrived-as-sent': '对端（{source}）只发送了 {sent}，且已全部到达（{received}）。',
    'two-ended.echo-confirmed': '对端日志（{source}）显示同一时间其麦克风拾取了扬声器的声音。',
  },
  comma: '、',
  space: '',
};

const WORDS: Readonly<Record<Language, ResultWords>> = { en, 'zh-CN': zhCN };

export function resultWords(language: Language): ResultWords {
  return WORDS[language];
}
