import type { SubjectKind } from '../model/call.js';
import type { Language } from './messages.js';

/** Sentences that become part of the result itself (not only of a report). Arguments are already in words. */
export interface ResultWords {
  /** Reasons of checks. */
  readonly fired: (findings: number) => string;
  readonly clear: string;
  readonly missing: (names: string) => string;
  readonly tooShort: (names: string) => string;
  readonly noSubject: Readonly<Record<SubjectKind, string>>;
  readonly unjudged: string;
  /** Why the scenario was taken, by reason of src/result/infer-scenario.ts. */
  readonly scenario: Readonly<Record<string, string>>;
  readonly unknownCause: string;
  readonly unknownCauseWhy: string;
  /** Separates items of a list within a sentence. */
  readonly comma: string;
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
  unknownCauseWhy: 'No cause that the program knows shows its own evidence in this log.',
  comma: ', ',
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
  unknownCauseWhy: '本日志中没有任何已知原因的直接证据。',
  comma: '、',
};

const WORDS: Readonly<Record<Language, ResultWords>> = { en, 'zh-CN': zhCN };

export function resultWords(language: Language): ResultWords {
  return WORDS[language];
}
