import { describe, expect, it } from 'vitest';
import { figuresOf } from './figures.mjs';
import { shortfalls } from './floor.mjs';
import { report } from './tables.mjs';
import { wrongVerdicts } from './wrong.mjs';

type Case = Parameters<typeof figuresOf>[0][number];
type Verdict = Case['verdicts'][number];

const nothingReported: Case['reported'] = { fired: {}, unseenSymptoms: [], unseenChecks: [] };
const CASE: Case = {
  call: 'loss-1',
  scenario: 'loss',
  end: 'A',
  format: 'internals',
  view: 'alone',
  role: 'receiver',
  clean: false,
  seconds: 36,
  verdicts: [],
  falseFindings: 0,
  reported: nothingReported,
};

const verdict = (outcome: Verdict['outcome'], more: Partial<Verdict> = {}): Verdict => ({
  symptom: 'stutter',
  outcome,
  unseen: false,
  onsetErrorMs: null,
  causeRight: null,
  truth: 'three stalls',
  said: 'clear',
  ...more,
});

/** 3 hits, 2 misses of which 1 was admitted, 1 false. */
const MIXED: Case[] = [
  { ...CASE, verdicts: [verdict('hit', { onsetErrorMs: -4000, causeRight: true })] },
  { ...CASE, end: 'B', role: 'sender', verdicts: [verdict('hit', { onsetErrorMs: 3000, causeRight: false })] },
  { ...CASE, format: 'getstats', verdicts: [verdict('missed', { unseen: true })] },
  { ...CASE, call: 'loss-2', verdicts: [verdict('hit', { onsetErrorMs: 2000 })] },
  { ...CASE, call: 'loss-2', end: 'B', verdicts: [verdict('missed')] },
  { ...CASE, call: 'clean-1', clean: true, falseFindings: 2, verdicts: [verdict('false')] },
];

describe('the figures', () => {
  const figures = figuresOf(MIXED);

  it('are shares of what was reported and of what had to be', () => {
    expect(figures.alone.stutter).toMatchObject({
      precision: { of: 3, all: 4, value: 0.75 },
      recall: { of: 3, all: 5, value: 0.6 },
      seenRecall: { of: 3, all: 4, value: 0.75 },
      cause: { of: 1, all: 2 },
      onset: { count: 3, medianS: 3, p90S: expect.closeTo(3.8, 6) },
    });
    expect(figures.alone.echo.recall.value).toBeNull();
    expect(figures.causes.alone).toMatchObject({ of: 1, all: 2 });
  });

  it('are told by format and by side of the path', () => {
    expect(figures.formats.getstats?.stutter).toMatchObject({ hits: 0, missed: 1, wrong: 0 });
    expect(figures.formats.internals?.stutter).toMatchObject({ hits: 3, missed: 1, wrong: 1 });
    expect(figures.roles.sender?.stutter).toMatchObject({ hits: 1, missed: 0, wrong: 0 });
  });

  it('keep apart what a log alone and all logs together lead to', () => {
    const together = figuresOf([
      ...MIXED,
      { ...CASE, view: 'together', verdicts: [verdict('hit'), verdict('false', { symptom: 'echo' })] },
    ]);
    expect(together.alone).toEqual(figures.alone);
    expect(together.logs).toBe(figures.logs);
    expect(together.together.stutter.recall).toMatchObject({ of: 1, all: 1 });
    expect(together.together.echo.precision).toMatchObject({ of: 0, all: 1 });
  });

  it('count false findings per hour of calls in which nothing had to be found', () => {
    // Two ends and two formats of one call of 36 s: 0.02 hours, read twice.
    const clean = { ...CASE, call: 'clean-1', clean: true };
    const cases: Case[] = [
      { ...clean, falseFindings: 2 },
      { ...clean, end: 'B', falseFindings: 1 },
      { ...clean, format: 'rtcstats' },
      { ...clean, format: 'rtcstats', end: 'B' },
      { ...CASE, falseFindings: 9 },
    ];
    expect(figuresOf(cases).clean).toMatchObject({ findings: 3, calls: 1, perHour: expect.closeTo(150, 6) });
    expect(figuresOf([CASE]).clean.perHour).toBeNull();
  });
});

describe('the agreement of formats', () => {
  const fired = { ...nothingReported, fired: { latency: ['latency/delay audio inbound'] } };
  const agreement = (other: Partial<Case['reported']>) => {
    const { equal, excused, different } = figuresOf([
      { ...CASE, reported: fired },
      { ...CASE, format: 'rtcstats', reported: { ...nothingReported, ...other } },
    ]).agreement;
    return { equal, excused, different };
  };

  it('is the same symptoms, whatever rule found them', () => {
    const otherRule = { fired: { latency: ['latency/round-trip'] } };
    expect(agreement(otherRule)).toEqual({ equal: 1, excused: 0, different: 0 });
  });

  it('excuses silence only with what the format says that it lacks', () => {
    const excused = { equal: 0, excused: 1, different: 0 };
    expect(agreement({ unseenSymptoms: ['latency'] })).toEqual(excused);
    expect(agreement({ unseenChecks: ['latency/delay audio inbound'] })).toEqual(excused);
    expect(agreement({ unseenChecks: ['latency/delay'] })).toEqual(excused);
    const different = { equal: 0, excused: 0, different: 1 };
    expect(agreement({})).toEqual(different);
    expect(agreement({ unseenSymptoms: ['echo'], unseenChecks: ['latency/delay video inbound'] })).toEqual(different);
  });

  it('does not excuse a format that lacks only a part of what found it elsewhere', () => {
    const two = { ...nothingReported, fired: { latency: ['latency/delay', 'latency/round-trip'] } };
    const other = { ...nothingReported, unseenChecks: ['latency/delay'] };
    const { differences } = figuresOf([
      { ...CASE, reported: two },
      { ...CASE, format: 'getstats', reported: other },
    ]).agreement;
    expect(differences).toEqual([
      'loss-1 A: latency in internals (latency/delay, latency/round-trip), not in getstats',
    ]);
  });

  it('says nothing of an end with one log', () => {
    const { equal, different } = figuresOf([
      { ...CASE, reported: fired },
      { ...CASE, end: 'B' },
    ]).agreement;
    expect([equal, different]).toEqual([0, 0]);
  });
});

describe('the wrong verdicts', () => {
  it('name the call, the end, the formats, the truth and what was said', () => {
    const missed = { ...CASE, verdicts: [verdict('missed')] };
    expect(wrongVerdicts([missed, { ...missed, format: 'rtcstats' }])).toEqual([
      'loss-1 A internals, rtcstats: stutter missed. Truth: three stalls. Said: clear',
    ]);
  });

  it('include wrong causes, and of all logs together only what one alone does not lead to', () => {
    const wrongCause = { ...CASE, verdicts: [verdict('hit', { causeRight: false })] };
    const cases: Case[] = [
      wrongCause,
      { ...wrongCause, view: 'together' },
      { ...CASE, view: 'together', verdicts: [verdict('false', { symptom: 'echo' })] },
      { ...CASE, verdicts: [verdict('hit', { causeRight: true })] },
    ];
    expect(wrongVerdicts(cases)).toEqual([
      'loss-1 A internals: stutter with the wrong cause. Truth: three stalls. Said: clear',
      'loss-1 A internals with all ends: echo false. Truth: three stalls. Said: clear',
    ]);
  });
});

describe('the floor', () => {
  const figures = figuresOf(MIXED);

  it('holds what is at it', () => {
    const floor = { least: { 'alone.stutter.recall': 0.6, calls: 3 }, most: { 'clean.falsePerHour': 200 } };
    expect(shortfalls(figures, floor)).toEqual([]);
  });

  it('names what is worse, what was not measured, and what is no figure', () => {
    const floor = {
      least: { 'alone.stutter.precision': 0.76, 'together.echo.recall': 0.9, 'alone.stuter.recall': 0.9 },
      most: { 'alone.stutter.onsetMedianS': 1 },
    };
    expect(shortfalls(figures, floor)).toEqual([
      'alone.stutter.precision is 0.75, below 0.76',
      'together.echo.recall could not be measured; it must not be below 0.9',
      expect.stringMatching(/^floor\.json names alone\.stuter\.recall, which is no figure/),
      'alone.stutter.onsetMedianS is 3, above 1',
    ]);
  });
});

describe('the report', () => {
  it('shows each symptom with counts and interval, and the wrong verdicts', () => {
    const text = report(figuresOf(MIXED), wrongVerdicts(MIXED));
    expect(text).toContain('| stutter | 0.750 (3/4; 0.30–0.95) | 0.600 (3/5; 0.23–0.88) | 0.750 (3/4; 0.30–0.95) |');
    expect(text).toContain('- loss-2 B internals: stutter missed. Truth: three stalls. Said: clear');
    expect(text).toMatch(/^3 calls, 6 logs, 0\.03 hours\.\n/);
  });
});
