import { describe, expect, it } from 'vitest';
import { createEvaluator } from '../../src/rules/evaluate.js';
import { loadRules } from '../../src/rules/load.js';
import type { Condition } from '../../src/rules/rule.js';
import { event, on, rule, seconds, spans, tick, video, withFolder } from './harness.js';

type Exception = readonly [at: number, type: 'exception' | 'exception.recover' | 'leave', fields?: Fields];
type Fields = Readonly<Record<string, string | number>>;

const recovered: Condition = { ...on('exception.recover', { optional: true }), same: ['code', 'uid'] } as Condition;
const warned = rule({
  when: on('exception'),
  until: { kind: 'any', parts: [recovered, on('leave', { optional: true })] },
  measure: { of: 'duration', over: 0, aggregate: 'last', worse: 'higher', threshold: '' },
  severity: [{ level: 'P2' }],
});

/** Episodes in seconds, of a call of two minutes whose ticks come after the events in them. */
function episodes(events: readonly Exception[]): [number, number][] {
  const evaluator = createEvaluator([warned], []);
  for (const step of seconds(Array.from({ length: 120 }, () => 0))) {
    for (const [at, type, fields = {}] of events) {
      if (at * 1000 >= step.from && at * 1000 < step.to) event(evaluator, at * 1000, type, fields);
    }
    tick(evaluator, step);
  }
  evaluator.close(video, Number.POSITIVE_INFINITY);
  return spans(evaluator.finish(undefined));
}

const camera = { code: 1001, uid: 'A' };

describe('an event of `until` that is about the same code and user', () => {
  it('ends what the exception of this code and user began', () => {
    const events: Exception[] = [
      [10, 'exception', camera],
      [20, 'exception.recover', camera],
    ];
    expect(episodes(events)).toEqual([[10, 20]]);
  });

  it.each([
    ['another code of another user', { code: 1003, uid: 'B' }],
    ['another code', { code: 1003, uid: 'A' }],
    ['another user', { code: 1001, uid: 'B' }],
  ])('does not end it by the recovery of %s', (_, other) => {
    const events: Exception[] = [
      [10, 'exception', camera],
      [12, 'exception', other],
      [20, 'exception.recover', other],
      [50, 'exception.recover', camera],
    ];
    expect(episodes(events)).toEqual([[10, 50]]);
    expect(episodes(events.filter(([at]) => at !== 12))).toEqual([[10, 50]]);
  });

  it('needs one recovery of what was told several times', () => {
    const told = [10, 11, 12].map((at): Exception => [at, 'exception', camera]);
    expect(episodes([...told, [20, 'exception.recover', camera]])).toEqual([[10, 20]]);
  });

  it('compares codes as they are printed, and no field that one of the two does not have', () => {
    const text: Exception = [20, 'exception.recover', { code: '1001', uid: 'A' }];
    const withoutUser: Exception = [20, 'exception.recover', { code: 1001 }];
    for (const end of [text, withoutUser]) expect(episodes([[10, 'exception', camera], end])).toEqual([[10, 20]]);
  });

  it('leaves an end that is about all of them to the others', () => {
    const other: Exception = [12, 'exception', { code: 1003, uid: 'B' }];
    expect(episodes([[10, 'exception', camera], other, [30, 'leave']])).toEqual([[10, 30]]);
  });

  it('ends within the second in which it began', () => {
    const events: Exception[] = [
      [10.2, 'exception', camera],
      [10.6, 'exception.recover', camera],
    ];
    expect(episodes(events)).toEqual([[10.2, 10.6]]);
  });

  it('takes the code of a recovery for that of its exception, where they are documented', () => {
    const evaluator = createEvaluator([warned], []);
    const text = { en: 'x', 'zh-CN': 'x' };
    const source = { url: 'https://example.com', date: '2026-11', version: undefined };
    const words = { title: text, meaning: text, advice: text, source, also: [], name: undefined, symptom: undefined };
    const recover = { code: '3001', name: undefined };
    const known = { ...words, code: '1001', kind: 'exception', domain: 'device', cause: undefined, recover } as const;
    for (const [time, type, code] of [
      [10_000, 'exception', 1001],
      [20_000, 'exception.recover', 3001],
    ] as const) {
      const at = { source: 'a.log', line: 1, offset: 0 };
      const coded = { vendor: text, code: String(code), known };
      evaluator.event(video, { type, time, fields: { code, uid: 'A' }, at, excerpt: '', code: coded });
    }
    evaluator.close(video, 60_000);
    expect(spans(evaluator.finish(undefined))).toEqual([[10, 20]]);
  });
});

describe('`same` in a rule', () => {
  const text = (when: string, until: string) => `symptom: stutter
title: { en: a, zh-CN: a }
explanation: { en: a, zh-CN: a }
subject: call
when: ${when}
until: ${until}
measure: { signal: duration }
severity: [{ level: P2 }]
message: { en: a, zh-CN: a }
next: { en: [a], zh-CN: [a] }
`;
  const reasons = (when: string, until: string) =>
    withFolder({ 'stutter/mine.yaml': text(when, until) }, (folder) =>
      loadRules([folder])
        .problems.filter(({ level }) => level === 'error')
        .map(({ line, reason }) => [line, reason]),
    );

  it('names fields that the event has, and stands in `until` only', () => {
    const end = '{ event: exception.recover, same: [code, uid] }';
    expect(reasons('{ event: exception }', end)).toEqual([]);
    expect(reasons('{ event: exception }', '{ event: exception.recover, same: [user] }')).toEqual([
      [6, expect.stringContaining('has no field `user`')],
    ]);
    expect(reasons('{ event: exception, same: [uid] }', end)).toEqual([
      [5, '`same` is of use only in `until`, on an event without `over` and `count`.'],
    ]);
  });
});
