import type { CallEnd } from '../../src/diagnosis/match-ends.js';
import type { CallSummary, Subject, SubjectKind, TrackSummary } from '../../src/model/call.js';
import type { Domain, Episode, RuleFinding, Severity, Symptom } from '../../src/model/finding.js';
import type { CauseDefinition, Causes, EvidenceDefinition, EvidenceReference } from '../../src/rules/cause.js';
import type { Evaluation, EvidenceObservation } from '../../src/rules/evaluation.js';
import { above } from '../rules/harness.js';

const both = (en: string) => ({ en, 'zh-CN': `中 ${en}` });
const nothing = { en: [], 'zh-CN': [] };

export function subject(kind: SubjectKind, key: string, parts: Partial<Subject> = {}): Subject {
  const track = kind === 'call' || kind === 'connection' ? {} : { track: key };
  const connection = kind === 'call' ? {} : { connection: 'pc1' };
  return { kind, key, source: 'a.log', call: 'c1', ...connection, ...track, ...parts };
}

export const video = subject('inbound-video', 'v1');

function episode(on: Subject, start: number, end: number, worst = 0.5): Episode {
  return {
    subject: on,
    start: start * 1000,
    end: end * 1000,
    worst,
    worstAt: start * 1000,
    totalMs: (end - start) * 1000,
    evidence: [],
  };
}

export function finding(
  parts: {
    on?: Subject;
    from?: number;
    to?: number;
    severity?: Severity;
    rule?: string;
    symptom?: Symptom;
    signal?: string;
  } = {},
): RuleFinding {
  const {
    on = video,
    from = 20,
    to = 30,
    severity = 'P2',
    rule = 'stutter/video-freeze',
    symptom = rule.startsWith('echo') ? 'echo' : 'stutter',
    signal = 'stall-ratio',
  } = parts;
  return {
    rule,
    symptom,
    severity,
    episode: episode(on, from, to),
    measured: { signal, value: 0.5, unit: 'ratio', threshold: 0.05 },
    count: 1,
    totalMs: 0,
  };
}

/** Evidence seen in spans of seconds; `clear` when there are none; not observable when `missing` is given. */
export function seen(
  id: string,
  spans: readonly (readonly [number, number, number?])[],
  on: Subject = video,
  missing: readonly string[] = [],
): EvidenceObservation {
  const episodes = spans.map(([from, to, worst]) => episode(on, from, to, worst));
  const outcome = episodes.length > 0 ? 'fired' : missing.length > 0 ? 'not-observable' : 'clear';
  return { id, subject: on, outcome, episodes, missing, unit: 'ratio', threshold: 0.03 };
}

export function evaluation(
  findings: readonly RuleFinding[],
  evidence: readonly EvidenceObservation[] = [],
): Evaluation {
  return { findings, checks: [], evidence };
}

function evidence(id: string): EvidenceDefinition {
  return {
    id,
    subjects: ['inbound-video'],
    thresholds: {},
    when: above('inbound-loss'),
    unless: [],
    until: undefined,
    lasts: 0,
    merge: 0,
    measure: { of: 'inbound-loss', over: 0, aggregate: 'last', worse: 'higher', threshold: '' },
    text: both(`${id} reached {value}`),
    absent: both(`no ${id}`),
  };
}

const refer = (name: string): EvidenceReference => ({ evidence: name, where: 'connection' });

export interface CauseParts {
  readonly domain?: Domain;
  readonly explains?: readonly string[];
  readonly all?: readonly string[];
  readonly any?: readonly string[];
  readonly none?: readonly string[];
  readonly where?: EvidenceReference['where'];
  readonly supports?: Readonly<Record<string, number>>;
  readonly contradicts?: Readonly<Record<string, number>>;
  readonly base?: number;
}

export function cause(id: string, parts: CauseParts = {}): CauseDefinition {
  const list = (names: readonly string[] = []) =>
    names.map((name) => ({ ...refer(name), where: parts.where ?? 'connection' }));
  const weights = (items: Readonly<Record<string, number>> = {}) =>
    Object.entries(items).map(([name, weight]) => ({ ...refer(name), weight }));
  return {
    id,
    domain: parts.domain ?? 'network',
    title: both(id),
    explains: parts.explains ?? ['stutter/*'],
    requires: { all: list(parts.all), any: list(parts.any), none: list(parts.none) },
    supports: weights(parts.supports),
    contradicts: weights(parts.contradicts),
    base: parts.base ?? 0.6,
    next: nothing,
  };
}

/** Causes with a definition for every piece of evidence that they name. */
export function causes(...definitions: readonly CauseDefinition[]): Causes {
  const references = definitions.flatMap(({ requires, supports, contradicts }) => [
    ...requires.all,
    ...requires.any,
    ...requires.none,
    ...supports,
    ...contradicts,
  ]);
  return { causes: definitions, evidence: [...new Set(references.map((item) => item.evidence))].map(evidence) };
}

export function callEnd(
  source: string,
  tracks: readonly (Pick<TrackSummary, 'id' | 'direction'> & Partial<TrackSummary>)[],
  parts: { shiftMs?: number; start?: number; end?: number } = {},
): CallEnd {
  const call: CallSummary = {
    id: 'c1',
    source,
    sdk: undefined,
    environment: {},
    start: parts.start ?? 0,
    end: parts.end ?? 60_000,
    connections: [
      {
        id: 'pc1',
        connect: { outcome: 'connected', uncertaintyMs: 0, spans: [] },
        tracks: tracks.map((track) => ({ media: 'video' as const, totals: {}, ...track })),
      },
    ],
    shape: { inboundAudio: 0, inboundVideo: 1, outboundAudio: 0, outboundVideo: 1, screenShare: false },
  };
  return { call, shiftMs: parts.shiftMs ?? 0 };
}
