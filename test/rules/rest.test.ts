import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EventType } from '../../src/model/event.js';
import type { SignalId } from '../../src/model/signal.js';
import { ALL_EVENTS, createEvaluator, type Evaluator } from '../../src/rules/evaluate.js';
import type { Evaluation } from '../../src/rules/evaluation.js';
import type { Condition, Rule } from '../../src/rules/rule.js';
import { RuleRun } from '../../src/rules/rule-run.js';
import { above, event, on, rule, type Step, tick, video } from './harness.js';

/** A rate, a reading that is held, an amount, and one that is known in few ticks: windows treat each differently. */
const SIGNALS: readonly SignalId[] = ['stall-ratio', 'no-packets-for', 'stall-time', 'mean-stall'];
const DURATION: Rule['measure'] = { of: 'duration', over: 0, aggregate: 'last', worse: 'higher', threshold: '' };
const LIMITS = { low: 0.05, half: 0.5, zero: 0, two: 2 };

const signalOver = (...windows: number[]): fc.Arbitrary<Condition> =>
  fc.record({
    kind: fc.constant('signal'),
    signal: fc.constantFrom(...SIGNALS),
    over: fc.constantFrom(...windows),
    aggregate: fc.constantFrom('last', 'mean', 'max', 'min', 'sum', 'share-above'),
    comparison: fc.constantFrom('above', 'at-least', 'below', 'at-most'),
    threshold: fc.constantFrom(...Object.keys(LIMITS)),
    optional: fc.boolean(),
  });
const eventCondition: fc.Arbitrary<Condition> = fc.record({
  kind: fc.constant('event'),
  event: fc.constantFrom('leave', 'remote.mute'),
  where: fc.constant({}),
  over: fc.constantFrom(0, 3000, 20_000),
  count: fc.constantFrom(1, 2),
  optional: fc.boolean(),
});
const leaf = fc.oneof({ weight: 4, arbitrary: signalOver(0, 0, 2000, 5000, 60_000) }, eventCondition);
const group = (part: fc.Arbitrary<Condition>) =>
  fc.record({ kind: fc.constantFrom('all', 'any'), parts: fc.array(part, { minLength: 1, maxLength: 3 }) });
const pair: fc.Arbitrary<Condition> = fc.oneof(leaf, group(leaf), fc.record({ kind: fc.constant('not'), part: leaf }));
const condition: fc.Arbitrary<Condition> = fc.oneof(pair, group(pair));

const ruleOf = (when: fc.Arbitrary<Condition>, unless: fc.Arbitrary<Condition[]>): fc.Arbitrary<Rule> =>
  fc
    .record({
      when,
      unless,
      until: fc.option(pair, { nil: undefined }),
      lasts: fc.constantFrom(0, 1000, 5000),
      merge: fc.constantFrom(0, 2000),
      over: fc.constantFrom(0, 5000),
      of: fc.constantFrom(...SIGNALS, 'duration', 'count'),
    })
    .map(({ of, over, ...parts }) =>
      rule({
        ...parts,
        thresholds: Object.fromEntries(
          Object.entries(LIMITS).map(([name, value]) => [name, { value, unit: 'ratio', source: 'test' }]),
        ),
        measure: { of, over, aggregate: 'mean', worse: 'higher', threshold: 'low' },
        severity: [{ level: 'P2' }],
      }),
    );
const anyRule = ruleOf(condition, fc.array(pair, { maxLength: 2 }));
/** Looks at each tick as it stands, and has exceptions. */
const ruleWithoutWindow = ruleOf(signalOver(0), fc.array(pair, { minLength: 1, maxLength: 2 }));

interface Moment {
  readonly pause: number;
  /** How far (ms) the tick reaches back over what came before it. */
  readonly overlap: number;
  readonly length: number;
  readonly gap: boolean;
  readonly values: Step['values'];
  readonly event: EventType | undefined;
}

/** Mostly calm: only then is there anything to rest from. */
const value = fc.option(fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, fc.constantFrom(0.05, 0.06, 0.5, 3)), {
  freq: 8,
});
/** Of `oneOverlapIn` ticks one reaches back over those before it. */
const storyOf = (oneOverlapIn: number): fc.Arbitrary<Moment[]> =>
  fc.array(
    fc.record({
      pause: fc.oneof({ weight: 15, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 30_000 })),
      overlap: fc.oneof({ weight: oneOverlapIn - 1, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 20_000 })),
      length: fc.constantFrom(1000, 1000, 1000, 150, 4000),
      gap: fc.integer({ min: 0, max: 30 }).map((chance) => chance === 0),
      values: fc
        .tuple(value, value, value, value)
        .map((list) => Object.fromEntries(SIGNALS.flatMap((id, i) => (list[i] == null ? [] : [[id, list[i]]])))),
      event: fc.oneof({ weight: 15, arbitrary: fc.constant(undefined) }, fc.constantFrom('leave', 'remote.mute')),
    }),
    { minLength: 30, maxLength: 150 },
  );
const moments = storyOf(16);

/** An evaluator of the rule that was told the story. */
function told(it: Rule, story: readonly Moment[], evaluator = createEvaluator([it], [])): Evaluator {
  evaluator.observes(video.source, ALL_EVENTS);
  let now = 0;
  for (const moment of story) {
    const from = now + moment.pause;
    now = from + moment.length;
    tick(evaluator, { from: from - moment.overlap, to: now, gap: moment.gap, values: moment.values });
    if (moment.event !== undefined) event(evaluator, now, moment.event);
  }
  return evaluator;
}

function evaluate(it: Rule, story: readonly Moment[]): Evaluation {
  const evaluator = told(it, story);
  return evaluator.finish(undefined);
}

/** The same with a break of two minutes in every tenth moment, as if nothing more came; `settled` says so to the evaluator. */
function evaluateWithBreaks(it: Rule, story: readonly Moment[], settled: boolean): Evaluation {
  const evaluator = createEvaluator([it], []);
  evaluator.observes(video.source, ALL_EVENTS);
  let now = 0;
  for (const [place, moment] of story.entries()) {
    const isBreak = place % 10 === 9;
    if (isBreak && settled) evaluator.settle?.(video, now, true);
    const from = now + moment.pause;
    now = from + moment.length + (isBreak ? 120_000 : 0);
    tick(evaluator, { from, to: now, gap: moment.gap || isBreak, values: moment.values });
    if (moment.event !== undefined) event(evaluator, now, moment.event);
  }
  return evaluator.finish(undefined);
}

/** The same, of which nothing counts behind `judgedUntil`. */
function evaluateUntil(it: Rule, story: readonly Moment[], judgedUntil: number, judgedFrom?: number): Evaluation {
  const evaluator = told(it, story);
  if (judgedFrom !== undefined) evaluator.settle?.(video, judgedFrom, true);
  evaluator.close(video, judgedUntil);
  return evaluator.finish(undefined);
}

afterEach(() => vi.restoreAllMocks());

describe('a subject that is settled and goes on all the same', () => {
  it('is judged as if it had not been settled', () => {
    fc.assert(
      fc.property(anyRule, moments, (it, story) => {
        expect(evaluateWithBreaks(it, story, true)).toEqual(evaluateWithBreaks(it, story, false));
      }),
      { numRuns: 300 },
    );
  });

  it('has the same worst moments and proofs, wherever from the named time on its judging ends', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(anyRule, moments, share, share, (it, story, from, later) => {
        const end = story.reduce((sum, { pause, length }) => sum + pause + length, 0);
        const judgedFrom = end * from;
        const until = judgedFrom + (end - judgedFrom) * later;
        expect(evaluateUntil(it, story, until, judgedFrom)).toEqual(evaluateUntil(it, story, until));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a subject that comes after another one has been closed', () => {
  it('is judged as if it were the first: it remembers nothing in the room that the other one had', () => {
    fc.assert(
      fc.property(anyRule, moments, moments, (it, before, story) => {
        const evaluator = told(it, before);
        evaluator.take();
        expect(told(it, story, evaluator).finish(undefined)).toEqual(evaluate(it, story));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a rule that rests while nothing it needs has been there', () => {
  it.each([
    ['', anyRule, moments],
    [' where ticks overlap and exceptions block them', ruleWithoutWindow, storyOf(3)],
  ])('finds the same as when it is looked at in every tick%s', (_, rules, stories) => {
    let rests = 0;
    fc.assert(
      fc.property(rules, stories, (it, story) => {
        const spy = vi.spyOn(RuleRun.prototype, 'rests');
        const resting = evaluate(it, story);
        rests += spy.mock.results.filter((call) => call.value === true).length;
        spy.mockReturnValue(false);
        const sleepless = evaluate(it, story);
        spy.mockRestore();
        expect(resting).toEqual(sleepless);
      }),
      { numRuns: 300 },
    );
    expect(rests).toBeGreaterThan(0);
  });

  it.each([
    ['may rest', undefined],
    ['is looked at in every tick', false],
  ])('begins in a tick that overlaps one in which it was unknown and an exception held, where it %s', (_, rests) => {
    const spy = vi.spyOn(RuleRun.prototype, 'rests');
    if (rests !== undefined) spy.mockReturnValue(rests);
    const it = rule({ when: above('stall-ratio'), unless: [above('no-packets-for')], measure: DURATION });
    const evaluator = createEvaluator([it], []);
    tick(evaluator, { from: 0, to: 9000, values: { 'stall-ratio': 0, 'no-packets-for': 0 } });
    tick(evaluator, { from: 9000, to: 20_000, values: { 'no-packets-for': 1 } });
    tick(evaluator, { from: 15_000, to: 21_000, values: { 'stall-ratio': 1, 'no-packets-for': 0 } });
    expect(evaluator.finish(undefined).findings[0]?.episode.start).toBe(15_000);
  });

  it('remembers all the same when its signal went beyond: that is the proof of the beginning', () => {
    const parts = [above('stall-ratio', { over: 10_000, aggregate: 'max' }), above('no-packets-for')];
    const evaluator = createEvaluator([rule({ when: { kind: 'all', parts } })], []);
    for (const [i, [stalled, silent]] of [
      [0, 0],
      [0, 0],
      [1, 0],
      [1, 0],
      [1, 0],
      [1, 1],
    ].entries()) {
      const values = { 'stall-ratio': stalled ?? 0, 'no-packets-for': silent ?? 0 };
      tick(evaluator, { from: i * 1000, to: (i + 1) * 1000, values });
    }
    const episode = evaluator.finish(undefined).findings[0]?.episode;
    expect(episode?.start).toBe(2000);
    expect(episode?.evidence[0]?.excerpt).toBe('stall-ratio from 2000 to 3000');
  });

  it('is looked at in every tick where nothing can tell that it may rest', () => {
    const evaluator = createEvaluator([rule({ when: { kind: 'not', part: above('stall-ratio') } })], []);
    for (let i = 0; i < 3; i++) {
      tick(evaluator, { from: i * 1000, to: (i + 1) * 1000, values: { 'stall-ratio': i === 2 ? 0 : 1 } });
    }
    expect(evaluator.finish(undefined).findings).toHaveLength(1);
  });

  it.each([
    ['for as long as its window remembers the level', above('stall-ratio', { over: 10_000, aggregate: 'max' }), 9],
    ['for as long as a reading is held and the window remembers it', above('no-packets-for', { over: 3000 }), 7],
  ])('can be begun by an event %s', (_, remembered, seconds) => {
    const evaluator = createEvaluator([rule({ when: { kind: 'all', parts: [remembered, on('leave')] } })], []);
    evaluator.observes(video.source, ALL_EVENTS);
    for (let i = 0; i < seconds; i++) {
      tick(evaluator, { from: i * 1000, to: (i + 1) * 1000, values: i === 0 ? { [remembered.signal]: 1 } : {} });
    }
    event(evaluator, seconds * 1000, 'leave');
    tick(evaluator, { from: seconds * 1000, to: (seconds + 1) * 1000, values: {} });
    expect(evaluator.finish(undefined).findings).toHaveLength(1);
  });
});
