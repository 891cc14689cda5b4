import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEvaluator } from '../../src/rules/evaluate.js';
import { above, event, on, rule, run, seconds, spans, subject, tick, times, video } from './harness.js';

describe('an episode', () => {
  it('spans the ticks in which the condition holds', () => {
    expect(spans(run([rule()], seconds([0, 0, 0.2, 0.3, 0, 0])))).toEqual([[2, 4]]);
  });

  it('carries the worst value, its time and the proof of onset and worst moment', () => {
    const [finding] = run([rule()], seconds([0, 0.2, 0.7, 0.3, 0])).findings;
    expect(finding?.measured).toEqual({ signal: 'stall-ratio', value: 0.7, unit: 'ratio', threshold: 0.05 });
    expect(finding?.episode.worstAt).toBe(3000);
    expect(finding?.episode.evidence.map(({ excerpt }) => excerpt)).toEqual([
      'stall-ratio from 1000 to 2000',
      'stall-ratio from 2000 to 3000',
    ]);
  });

  it('starts and ends with the ticks that were beyond by themselves, although the window notices later and longer', () => {
    const windowed = rule({ when: above('stall-ratio', { over: 10_000, aggregate: 'mean' }) });
    const result = run([windowed], seconds([...times(20, 0), ...times(4, 0.5), ...times(20, 0)]));
    expect(spans(result)).toEqual([[20, 24]]);
    expect(result.findings[0]?.episode.evidence[0]?.excerpt).toBe('stall-ratio from 20000 to 21000');
  });

  it('needs `lasts` before it begins, and then starts where the condition began to hold', () => {
    const patient = rule({ lasts: 3000 });
    expect(spans(run([patient], seconds([0, 1, 1, 0, 0])))).toEqual([]);
    expect(spans(run([patient], seconds([0, 1, 1, 1, 0])))).toEqual([[1, 4]]);
  });

  it('goes on between the upper and the lower limit when `until` names a lower one', () => {
    const thresholds = { ...rule().thresholds, over: { value: 0.01, unit: 'ratio', source: 'test' } } as const;
    const until = above('stall-ratio', { comparison: 'below', threshold: 'over' });
    const values = seconds([0, 0.2, 0.03, 0.2, 0.02, 0, 0]);
    expect(spans(run([rule({ thresholds, until })], values))).toEqual([[1, 5]]);
    expect(spans(run([rule({ thresholds })], values))).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('takes in the next one when they are closer than `merge`', () => {
    const values = seconds([0.2, 0, 0, 0.3, 0, 0, 0, 0, 0.4, 0]);
    const result = run([rule({ merge: 2000 })], values);
    expect(spans(result)).toEqual([
      [0, 4],
      [8, 9],
    ]);
    expect(result.findings.map(({ measured }) => measured.value)).toEqual([0.3, 0.4]);
  });

  it('does not end while the signal is unknown for less than it may be, and ends where it was last known', () => {
    const patient = rule({ merge: 3000 });
    expect(spans(run([patient], seconds([0.2, undefined, undefined, 0.2, 0])))).toEqual([[0, 4]]);
    expect(spans(run([patient], seconds([0.2, ...times(8, undefined), 0.2, 0])))).toEqual([
      [0, 1],
      [9, 10],
    ]);
  });

  it('counts the length of all episodes of the subject into the total', () => {
    const { findings } = run(
      [rule({ severity: [{ level: 'P1', totalAtLeast: 3000 }, { level: 'P3' }] })],
      seconds([1, 1, 0, 1, 0]),
    );
    expect(findings.map(({ severity, episode }) => [severity, episode.totalMs])).toEqual([
      ['P3', 2000],
      ['P1', 3000],
    ]);
    expect(findings[0]).toMatchObject({ measured: { value: 1, threshold: 0.05 }, totalMs: 3000, count: 2 });
  });

  it('is blocked by `unless`, also when a window remembers what happened meanwhile', () => {
    const muted = rule({
      when: above('stall-ratio', { over: 10_000, aggregate: 'mean' }),
      unless: [on('remote.mute', { over: 6000 })],
    });
    const evaluator = createEvaluator([muted], []);
    for (const step of seconds([...times(10, 0), ...times(5, 1), ...times(15, 0)])) {
      if (step.from === 10_000) event(evaluator, 9_500, 'remote.mute');
      tick(evaluator, step);
    }
    expect(evaluator.finish(undefined).findings).toEqual([]);
  });
});

describe('a share of time', () => {
  const shared = (share?: string) =>
    rule({
      thresholds: { ...rule().thresholds, most: { value: 0.8, unit: 'ratio', source: 'test' } },
      when: above('stall-ratio', { over: 10_000, aggregate: 'share-above', ...(share === undefined ? {} : { share }) }),
      measure: { of: 'stall-ratio', over: 10_000, aggregate: 'share-above', worse: 'higher', threshold: 'limit' },
    });
  const sixOfTen = seconds([...times(10, 0), ...times(6, 0.06), ...times(10, 0)]);

  it('is judged by how long the level was passed, not by how far', () => {
    const { findings } = run([shared()], sixOfTen);
    expect(findings.map(({ measured }) => [measured.value, measured.threshold, measured.unit])).toEqual([
      [0.6, 0.5, 'ratio'],
    ]);
    expect(run([shared('most')], sixOfTen).findings).toEqual([]);
  });
});

describe('thousands of episodes', () => {
  it('leave the worst hundred and the true total', () => {
    const values = seconds(Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 0 : 0.1 + i / 10_000)));
    const { findings } = run([rule()], values);
    expect(findings).toHaveLength(100);
    expect(findings.at(-1)?.episode.totalMs).toBe(500_000);
    expect(findings[0]).toMatchObject({ count: 500, totalMs: 500_000 });
    expect(findings.at(-1)?.measured.value).toBeCloseTo(0.1999);
  });
});

describe('the end of a log', () => {
  it('cuts an episode there and drops what began later', () => {
    const values = seconds([0, 0.2, 0.2, 0.2, 0, 0.9, 0.9]);
    expect(spans(run([rule()], values, { judgedUntil: 3000 }))).toEqual([[1, 3]]);
  });

  it('does not let what came later be the worst moment', () => {
    const { findings } = run([rule()], seconds([0, 0.2, 0.3, 0.9, 0.9]), { judgedUntil: 3000 });
    expect(findings.map(({ measured, severity }) => [measured.value, severity])).toEqual([[0.3, 'P2']]);
  });

  it('makes nothing clear of which only the dropped episode was known', () => {
    const windowed = rule({ when: above('stall-ratio', { over: 10_000, aggregate: 'mean' }) });
    // The window is known from 8 s on: what it shows then began too late to be judged, and nothing was seen before.
    const [check] = run([windowed], seconds(times(8, 0.9)), { judgedUntil: 6000 }).checks;
    expect(check).toMatchObject({ outcome: 'not-observable', detail: 'too-short', missing: ['stall-ratio'] });
    // A healthy log of that length, or a healthy time before, is clear.
    for (const values of [times(8, 0), [...times(9, 0), ...times(4, 0.9)]]) {
      const { checks, findings } = run([windowed], seconds(values), { judgedUntil: values.length * 1000 - 4000 });
      expect([findings.length, checks[0]?.outcome]).toEqual([0, 'clear']);
    }
  });
});

describe('a gap in the log', () => {
  const gap = { from: 3000, to: 60_000, gap: true, values: { 'stall-ratio': 0.9 } } as const;
  const after = [0, 1, 2].map((i) => ({
    from: 60_000 + i * 1000,
    to: 61_000 + i * 1000,
    values: { 'stall-ratio': 0 },
  }));

  it('begins no episode, neither by itself nor out of a window that remembers it', () => {
    const windowed = rule({ id: 'stutter/windowed', when: above('stall-ratio', { over: 10_000, aggregate: 'mean' }) });
    expect(run([rule(), windowed], [...seconds([0, 0, 0]), gap, ...after]).findings).toEqual([]);
  });

  it('counts in the window of an episode that goes on', () => {
    const windowed = rule({
      when: above('stall-ratio', { over: 10_000, aggregate: 'mean' }),
      measure: { ...rule().measure, over: 10_000, aggregate: 'mean' },
    });
    const bad = seconds([...times(10, 0), ...times(10, 0.4)]);
    const shortGap = { from: 20_000, to: 26_000, gap: true, values: { 'stall-ratio': 0.9 } } as const;
    expect(run([windowed], [...bad, shortGap]).findings.map(({ measured }) => measured.value)).toEqual([0.7]);
  });

  it('is bridged by an episode that goes on', () => {
    const steps = [
      ...seconds([0, 0.2, 0.2]),
      gap,
      { from: 60_000, to: 61_000, values: { 'stall-ratio': 0.3 } },
      ...after.slice(1),
    ];
    expect(spans(run([rule()], steps))).toEqual([[1, 61]]);
  });
});

describe('events', () => {
  const frozen = rule({
    when: on('freeze.start'),
    until: on('freeze.end'),
    measure: { of: 'duration', over: 0, aggregate: 'last', worse: 'higher', threshold: '' },
    severity: [{ level: 'P2' }],
  });

  it('open and close an episode, with the lines as proof', () => {
    const evaluator = createEvaluator([frozen], []);
    event(evaluator, 4_000, 'freeze.start');
    event(evaluator, 7_500, 'freeze.end');
    event(evaluator, 9_000, 'freeze.start');
    evaluator.close(video, 12_000);
    const result = evaluator.finish(undefined);
    expect(spans(result)).toEqual([
      [4, 7.5],
      [9, 12],
    ]);
    expect(result.findings[0]?.measured.value).toBe(3500);
    expect(result.findings[0]?.episode.evidence.map(({ excerpt }) => excerpt)).toEqual([
      'freeze.start at 4000',
      'freeze.end at 7500',
    ]);
  });

  it('match by their fields, whether a code was printed as a number or as text', () => {
    const evaluator = createEvaluator([rule({ when: on('exception', { where: { code: [1001] } }) })], []);
    event(evaluator, 1000, 'exception', { code: '1001' });
    event(evaluator, 5000, 'exception', { code: 1002 });
    expect(spans(evaluator.finish(undefined))).toEqual([[1, 1]]);
  });

  it('can be needed several times within a window', () => {
    const evaluator = createEvaluator([rule({ when: on('ice.restart', { over: 10_000, count: 3 }) })], []);
    for (const time of [0, 20_000, 26_000, 29_000]) event(evaluator, time, 'ice.restart');
    expect(evaluator.finish(undefined).findings).toHaveLength(1);
  });

  it('that are not there mean something only where the log shows the subject for ten seconds', () => {
    const outcomes = (length: number, judgedUntil?: number) =>
      run([frozen], seconds(times(length, 0)), judgedUntil === undefined ? {} : { judgedUntil }).checks;
    expect(outcomes(9)).toMatchObject([{ outcome: 'not-observable', detail: 'too-short', missing: ['freeze.start'] }]);
    expect(outcomes(10)).toMatchObject([{ outcome: 'clear' }]);
    // The log goes on and has nothing more to say of the subject.
    expect(outcomes(2, 60_000)).toMatchObject([{ outcome: 'clear' }]);
  });

  it('are clear where the format can show them and not observable where it cannot', () => {
    for (const [observes, outcome] of [
      [new Set(['freeze.start'] as const), 'clear'],
      [new Set([]), 'not-observable'],
    ] as const) {
      expect(run([frozen], seconds(times(10, 0)), { observes }).checks.map((check) => check.outcome)).toEqual([
        outcome,
      ]);
    }
  });
});

describe('checks', () => {
  it('say fired or clear when the condition could be judged', () => {
    expect(run([rule()], seconds([0, 0.9])).checks).toEqual([
      { rule: 'stutter/example', subject: video, outcome: 'fired', missing: [] },
    ]);
    expect(run([rule()], seconds([0, 0])).checks).toEqual([
      { rule: 'stutter/example', subject: video, outcome: 'clear', missing: [] },
    ]);
  });

  it('say what was missing', () => {
    const [check] = run([rule()], seconds([25, 25], 'decoded-frame-rate')).checks;
    expect(check).toMatchObject({ outcome: 'not-observable', missing: ['stall-ratio'], detail: 'missing' });
  });

  it('do not call a log clear that is shorter than the window', () => {
    const windowed = rule({ when: above('stall-ratio', { over: 10_000, aggregate: 'mean' }) });
    expect(run([windowed], seconds(times(5, 0))).checks[0]).toMatchObject({
      outcome: 'not-observable',
      detail: 'too-short',
    });
    expect(run([windowed], seconds(times(9, 0))).checks[0]).toMatchObject({ outcome: 'clear' });
  });

  it('do not call a log clear in which the condition could not have lasted long enough', () => {
    expect(run([rule({ lasts: 5000 })], seconds([0, 0, 0])).checks[0]).toMatchObject({
      outcome: 'not-observable',
      detail: 'too-short',
    });
    expect(run([rule({ lasts: 5000 })], seconds(times(5, 0))).checks[0]).toMatchObject({ outcome: 'clear' });
  });

  it('fire before a window is full when the rest of it could change nothing', () => {
    const thresholds = { limit: { value: 3, unit: 'count', source: 'test' } } as const;
    const measure = {
      of: 'freeze-count',
      over: 60_000,
      aggregate: 'sum',
      worse: 'higher',
      threshold: 'limit',
    } as const;
    const often = rule({
      thresholds,
      measure,
      severity: [{ level: 'P2' }],
      when: above('freeze-count', { over: 60_000, aggregate: 'sum', comparison: 'at-least' }),
    });
    expect(spans(run([often], seconds([0, 1, 0, 1, 1, 0, 0], 'freeze-count')))).toEqual([[1, 5]]);
    expect(run([often], seconds([0, 1, 1], 'freeze-count')).checks[0]).toMatchObject({ outcome: 'not-observable' });
  });

  it('name a kind of subject that the log does not hold', () => {
    const [check] = run([rule({ subject: 'outbound-audio', when: above('microphone-level') })], seconds([0])).checks;
    expect(check).toMatchObject({
      subject: undefined,
      outcome: 'not-observable',
      missing: ['outbound-audio'],
      detail: 'no-subject',
    });
  });

  it('report a rule that throws as an error, and the other rules go on', () => {
    const broken = rule({ id: 'stutter/broken', when: above('stall-ratio', { threshold: 'nowhere' }) });
    const ungradable = rule({ id: 'stutter/ungradable', severity: [{ level: 'P1', lastsAtLeast: 1e9 }] });
    const { checks, findings } = run([broken, ungradable, rule()], seconds([0, 0.9]));
    expect(checks.map(({ rule: id, outcome }) => [id, outcome]).sort()).toEqual([
      ['stutter/broken', 'error'],
      ['stutter/example', 'fired'],
      ['stutter/ungradable', 'error'],
    ]);
    expect(checks.find(({ rule: id }) => id === 'stutter/broken')?.detail).toContain('nowhere');
    expect(findings.map((finding) => finding.rule)).toEqual(['stutter/example']);
  });

  it('report a rule that cannot be compiled as an error, even where the log holds no subject for it', () => {
    const broken = rule({
      id: 'stutter/broken',
      subject: 'outbound-audio',
      when: above('microphone-level', { threshold: 'nowhere' }),
    });
    const sound = rule({ id: 'stutter/sound', subject: 'outbound-audio', when: above('microphone-level') });
    const { checks } = run([broken, sound], seconds([0]));
    expect(checks.map(({ rule: id, outcome }) => [id, outcome]).sort()).toEqual([
      ['stutter/broken', 'error'],
      ['stutter/sound', 'not-observable'],
    ]);
    expect(checks.find(({ rule: id }) => id === 'stutter/broken')?.detail).toContain('nowhere');
  });

  it('keep subjects apart', () => {
    const evaluator = createEvaluator([rule()], []);
    const other = subject('inbound-video', 'v2');
    for (const step of seconds([0, 0.9, 0])) {
      tick(evaluator, step);
      tick(evaluator, { ...step, values: { 'stall-ratio': 0 } }, other);
    }
    expect(evaluator.finish(undefined).checks.map((check) => [check.subject?.key, check.outcome])).toEqual([
      ['v1', 'fired'],
      ['v2', 'clear'],
    ]);
  });
});

describe('scenarios', () => {
  const scenario = (id: string, stall: number) => ({
    id,
    title: { en: id, 'zh-CN': id },
    description: { en: id, 'zh-CN': id },
    emphasis: [],
    budgets: { 'stall-ratio': { value: stall, source: 'test' } },
  });
  const limit = { value: 0.05, unit: 'ratio', source: 'test', budget: 'stall-ratio' } as const;
  const budgeted = rule({ thresholds: { ...rule().thresholds, limit }, scenarios: { strict: { limit: 0.01 } } });
  const scenarios = [scenario('live', 0.2), scenario('strict', 0.5)];

  it.each([
    ['the rule itself', undefined, 0.05],
    ['the budget of the scenario', 'live', 0.2],
    ["the rule's own value for a scenario, before the budget", 'strict', 0.01],
    ['the rule itself where the scenario is not known', 'nobody', 0.05],
  ])('take the threshold of %s, picked when the log has been read', (_, id, expected) => {
    const options = id === undefined ? { scenarios } : { scenarios, scenario: id };
    expect(run([budgeted], seconds([0, 0.9, 0]), options).findings.map(({ measured }) => measured.threshold)).toEqual([
      expected,
    ]);
  });
});

describe('more of a bad signal', () => {
  const ranks = ['P3', 'P2', 'P1', 'P0'];
  const value = fc.constantFrom(0, 0.02, 0.06, 0.2, 0.6, 1);

  it('never gives a lower severity nor less time in findings', () => {
    const rules = [
      rule({ merge: 2000 }),
      rule({ id: 'stutter/windowed', when: above('stall-ratio', { over: 5000, aggregate: 'mean' }) }),
    ];
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 40 }), (pairs) => {
        const good = run(rules, seconds(pairs.map(([a, b]) => Math.min(a, b))));
        const bad = run(rules, seconds(pairs.map(([a, b]) => Math.max(a, b))));
        for (const { id } of rules) {
          expect(worstOf(bad, id)).toBeGreaterThanOrEqual(worstOf(good, id));
          expect(totalOf(bad, id)).toBeGreaterThanOrEqual(totalOf(good, id));
        }
      }),
      { numRuns: 200 },
    );
  });

  const of = ({ findings }: ReturnType<typeof run>, id: string) => findings.filter((finding) => finding.rule === id);
  const worstOf = (result: ReturnType<typeof run>, id: string) =>
    Math.max(-1, ...of(result, id).map(({ severity }) => ranks.indexOf(severity)));
  const totalOf = (result: ReturnType<typeof run>, id: string) =>
    Math.max(0, ...of(result, id).map(({ episode }) => episode.totalMs));
});
