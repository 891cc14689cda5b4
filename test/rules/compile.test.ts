import { describe, expect, it } from 'vitest';
import { SIGNAL_IDS } from '../../src/model/signal.js';
import { compileCondition, FALSE, TRUE, type Tri, UNKNOWN } from '../../src/rules/compile.js';
import { ALL_EVENTS } from '../../src/rules/evaluate.js';
import { Plan } from '../../src/rules/plan.js';
import type { Condition } from '../../src/rules/rule.js';
import { SubjectState } from '../../src/rules/subject-state.js';
import { above, video } from './harness.js';

const T = above('stall-ratio');
const F = above('stall-ratio', { comparison: 'below' });
const U = above('decode-time');
const optional = above('decode-time', { optional: true });
const all = (...parts: Condition[]): Condition => ({ kind: 'all', parts });
const any = (...parts: Condition[]): Condition => ({ kind: 'any', parts });
const not = (part: Condition): Condition => ({ kind: 'not', part });

/** The value of a condition in a tick with a stall ratio of 1 and nothing else known. */
function triOf(condition: Condition): Tri {
  const plan = new Plan('inbound-video');
  const compiled = compileCondition(condition, { limit: 0.05 }, plan);
  const state = new SubjectState(video, plan, ALL_EVENTS);
  const values = new Float64Array(SIGNAL_IDS.length).fill(Number.NaN);
  values[SIGNAL_IDS.indexOf('stall-ratio')] = 1;
  const prove = () => ({ at: { source: '', line: 0, offset: 0 }, excerpt: '' });
  state.enter({ start: 0, end: 1000, gap: false, values, prove });
  return compiled.evaluate(state);
}

describe('conditions have three values', () => {
  it.each([
    ['all: true, true', all(T, T), TRUE],
    ['all: true, false', all(T, F), FALSE],
    ['all: true, unknown', all(T, U), UNKNOWN],
    ['all: false, unknown', all(F, U), FALSE],
    ['all: unknown, false', all(U, F), FALSE],
    ['any: false, false', any(F, F), FALSE],
    ['any: false, true', any(F, T), TRUE],
    ['any: false, unknown', any(F, U), UNKNOWN],
    ['any: unknown, true', any(U, T), TRUE],
    ['not: true', not(T), FALSE],
    ['not: false', not(F), TRUE],
    ['not: unknown', not(U), UNKNOWN],
  ])('%s', (_, condition, expected) => expect(triOf(condition)).toBe(expected));

  it.each([
    ['all: true, optional and missing', all(T, optional), TRUE],
    ['all: true, not optional and missing', all(T, not(optional)), TRUE],
    ['any: false, optional and missing', any(F, optional), FALSE],
    ['nothing but what is optional and missing', all(optional), UNKNOWN],
  ])('%s', (_, condition, expected) => expect(triOf(condition)).toBe(expected));
});
