import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Subject, SubjectKind } from '../../src/model/call.js';
import type { EventType, RtcEvent } from '../../src/model/event.js';
import type { Scenario } from '../../src/model/scenario.js';
import { SIGNAL_IDS, SIGNAL_INDEX, type SignalId } from '../../src/model/signal.js';
import { ALL_EVENTS, createEvaluator, type Evaluator } from '../../src/rules/evaluate.js';
import type { Evaluation } from '../../src/rules/evaluation.js';
import type { Condition, Rule, SignalCondition } from '../../src/rules/rule.js';

const both = (text: string) => ({ en: text, 'zh-CN': text });

/** A rule on the stall ratio of a received picture; tests change the part they are about. */
export function rule(parts: Partial<Rule> = {}): Rule {
  return {
    id: 'stutter/example',
    symptom: 'stutter',
    title: both('example'),
    explanation: both('example'),
    subject: 'inbound-video',
    thresholds: {
      limit: { value: 0.05, unit: 'ratio', source: 'test' },
      severe: { value: 0.5, unit: 'ratio', source: 'test' },
    },
    scenarios: {},
    when: above('stall-ratio'),
    unless: [],
    until: undefined,
    lasts: 0,
    merge: 0,
    measure: { of: 'stall-ratio', over: 0, aggregate: 'last', worse: 'higher', threshold: 'limit' },
    severity: [{ level: 'P1', worstAtLeast: 'severe' }, { level: 'P2' }],
    message: both('{value}'),
    causes: [],
    next: { en: [], 'zh-CN': [] },
    falsePositives: { en: [], 'zh-CN': [] },
    references: [],
    ...parts,
  };
}

export function above(signal: SignalId, parts: Partial<SignalCondition> = {}): SignalCondition {
  const base = {
    kind: 'signal',
    over: 0,
    aggregate: 'last',
    comparison: 'above',
    threshold: 'limit',
    optional: false,
  } as const;
  return { ...base, signal, ...parts };
}

export function on(
  event: EventType,
  parts: {
    over?: number;
    count?: number;
    optional?: boolean;
    where?: Record<string, (string | number | boolean)[]>;
  } = {},
): Condition {
  return { kind: 'event', event, where: {}, over: 0, count: 1, optional: false, ...parts };
}

export const video = subject('inbound-video', 'v1');

export function subject(kind: SubjectKind, key: string): Subject {
  return { kind, key, source: 'a.log', call: 'c1', connection: 'pc1', track: key };
}

export interface Step {
  readonly from: number;
  readonly to: number;
  readonly gap?: boolean;
  readonly values: Readonly<Partial<Record<SignalId, number>>>;
}

export function tick(evaluator: Evaluator, step: Step, on: Subject = video): void {
  const values = new Float64Array(SIGNAL_IDS.length).fill(Number.NaN);
  for (const [signal, value] of Object.entries(step.values)) values[SIGNAL_INDEX.get(signal) ?? -1] = value;
  const prove = (signal: SignalId) => ({
    at: { source: on.source, line: step.from, offset: step.from },
    excerpt: `${signal} from ${step.from} to ${step.to}`,
  });
  evaluator.tick(on, { start: step.from, end: step.to, gap: step.gap ?? false, values, prove });
}

export function event(
  evaluator: Evaluator,
  time: number,
  type: EventType,
  fields: RtcEvent['fields'] = {},
  on: Subject = video,
): void {
  evaluator.event(on, {
    type,
    time,
    fields,
    at: { source: on.source, line: time, offset: time },
    excerpt: `${type} at ${time}`,
  });
}

/** One value a second of one signal; undefined = missing. */
export function seconds(values: readonly (number | undefined)[], signal: SignalId = 'stall-ratio'): Step[] {
  return values.map((value, i) => ({
    from: i * 1000,
    to: (i + 1) * 1000,
    values: value === undefined ? {} : { [signal]: value },
  }));
}

export interface RunOptions {
  readonly judgedUntil?: number;
  readonly scenarios?: readonly Scenario[];
  readonly scenario?: string;
  readonly observes?: ReadonlySet<EventType>;
}

/** Feeds one subject with ticks and closes it. */
export function run(rules: readonly Rule[], steps: readonly Step[], options: RunOptions = {}): Evaluation {
  const evaluator = createEvaluator(rules, options.scenarios ?? []);
  evaluator.observes(video.source, options.observes ?? ALL_EVENTS);
  for (const step of steps) tick(evaluator, step);
  evaluator.close(video, options.judgedUntil ?? Number.POSITIVE_INFINITY);
  return evaluator.finish(options.scenario);
}

/** Start and end of the findings in seconds. */
export function spans({ findings }: Evaluation): [number, number][] {
  return findings.map(({ episode }) => [episode.start / 1000, episode.end / 1000]);
}

export function times(count: number, value: number | undefined): (number | undefined)[] {
  return Array.from({ length: count }, () => value);
}

/** Writes files into a new folder, calls back with its path and removes it. */
export function withFolder<T>(files: Readonly<Record<string, string>>, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
