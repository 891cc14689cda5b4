import { describe, expect, test } from 'vitest';
import { withoutToldByAbsence } from '../../src/diagnosis/told-by-absence.js';
import type { Subject } from '../../src/model/call.js';
import type { RuleFinding } from '../../src/model/finding.js';
import { evaluation, finding, subject } from './harness.js';

const audio = subject('inbound-audio', 'a1', { media: 'audio', direction: 'inbound' });
const video = subject('inbound-video', 'v1', { media: 'video', direction: 'inbound' });
const connection = subject('connection', 'pc');

const gap = (from: number, to: number, severity: RuleFinding['severity'] = 'P1', on: Subject = audio) => ({
  ...finding({ on, from, to, rule: 'stutter/example', signal: 'concealment' }),
  severity,
});
const nothing = (from: number, to: number, severity: RuleFinding['severity'] = 'P1', on: Subject = connection) => {
  const signal = on === connection ? 'nothing-received-for' : 'no-packets-for';
  return { ...finding({ on, from, to, rule: 'silence/example', signal }), severity };
};
const told = (...findings: RuleFinding[]) =>
  withoutToldByAbsence(evaluation(findings)).findings.map(({ rule }) => rule.split('/')[0]);

describe('stutter in a time in which nothing came', () => {
  test('is told by the finding on the absence, of the connection or of the track', () => {
    expect(told(nothing(20, 28), gap(20, 28))).toEqual(['silence']);
    expect(told(nothing(20, 28, 'P0', audio), gap(21, 27))).toEqual(['silence']);
  });

  test('is told by a long absence also where a rule on stutter finds it worse', () => {
    expect(told(nothing(20, 28, 'P2', audio), gap(20, 28, 'P1'))).toEqual(['silence']);
    expect(told(nothing(20, 22, 'P2', audio), gap(20, 22, 'P1'))).toEqual(['silence', 'stutter']);
  });

  test.each<[string, RuleFinding, RuleFinding]>([
    ['reaches far beyond it', nothing(20, 28), gap(10, 28)],
    ['is worse than it', nothing(20, 22, 'P3'), gap(20, 22, 'P2')],
    ['is another track', nothing(20, 28, 'P1', audio), gap(20, 28, 'P1', video)],
    ['is at another time', nothing(20, 28), gap(40, 48)],
    [
      'is of what is sent',
      nothing(20, 28),
      gap(20, 28, 'P1', subject('outbound-audio', 'o1', { media: 'audio', direction: 'outbound' })),
    ],
  ])('stays where it %s', (_, absence, stutter) => {
    expect(told(absence, stutter)).toEqual(['silence', 'stutter']);
  });

  test('leaves latency and other symptoms alone', () => {
    const late = { ...gap(20, 28), rule: 'latency/example' };
    expect(told(nothing(20, 28), late)).toEqual(['silence', 'latency']);
  });

  test('an interruption is told by silence over a path that answers, not by another interruption', () => {
    const stop = { ...nothing(20, 60), rule: 'interruption/example' };
    expect(told(nothing(20, 60, 'P0'), stop)).toEqual(['silence']);
    expect(told({ ...nothing(20, 60, 'P0'), rule: 'interruption/other' }, stop)).toEqual([
      'interruption',
      'interruption',
    ]);
  });
});
