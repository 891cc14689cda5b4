import { describe, expect, it } from 'vitest';
import { judge } from './judge.mjs';
import { madeResult, SOURCE } from './made.js';

const ONSET = Date.UTC(2026, 0, 1, 12, 0, 10);
type Expectation = Parameters<typeof judge>[2];
type Must = Expectation['must'][number];

const must = (...symptoms: Must['symptoms']): Must => ({ symptoms, onset: ONSET, why: 'three stalls' });
const expecting = (...entries: Must[]): Expectation => ({ must: entries, may: [], domains: [] });
const outcomes = (result: Parameters<typeof judge>[0], expectation: Expectation) =>
  judge(result, SOURCE, expectation).verdicts.map(({ symptom, outcome }) => `${symptom} ${outcome}`);

describe('what must be found', () => {
  it('is a hit when it is reported with P2 or worse', () => {
    expect(outcomes(madeResult([{ symptom: 'stutter' }]), expecting(must('stutter')))).toEqual(['stutter hit']);
  });

  it('is missed when it is only a risk', () => {
    const result = madeResult([{ symptom: 'stutter', severity: 'P3' }]);
    expect(outcomes(result, expecting(must('stutter')))).toEqual(['stutter missed']);
  });

  it('is missed when only the log of the other end shows it', () => {
    const result = madeResult([{ symptom: 'stutter', source: '/calls/x/B.internals.json.gz' }]);
    expect(outcomes(result, expecting(must('stutter')))).toEqual(['stutter missed']);
  });

  it('is missed when only a sent track is said to suffer: that is what the others notice', () => {
    const result = madeResult([{ symptom: 'stutter', direction: 'outbound' }]);
    expect(outcomes(result, expecting(must('stutter')))).toEqual(['stutter missed']);
  });

  it('is satisfied by one of several symptoms, of which the others count neither way', () => {
    const either = expecting(must('stutter', 'interruption'));
    expect(outcomes(madeResult([{ symptom: 'interruption' }]), either)).toEqual(['interruption hit']);
    expect(outcomes(madeResult([{ symptom: 'interruption' }, { symptom: 'stutter' }]), either)).toEqual([
      'stutter hit',
    ]);
    expect(outcomes(madeResult([]), either)).toEqual(['stutter missed']);
  });

  it('counts once for each symptom, with the earliest onset', () => {
    const twice = expecting({ ...must('stutter'), onset: ONSET + 9000 }, must('stutter'), must('latency'));
    const result = madeResult([{ symptom: 'stutter', start: ONSET + 700 }]);
    const { verdicts } = judge(result, SOURCE, twice);
    expect(verdicts.map(({ symptom, onsetErrorMs }) => [symptom, onsetErrorMs])).toEqual([
      ['stutter', 700],
      ['latency', null],
    ]);
  });

  it('says whether a miss was admitted', () => {
    const line = { symptom: 'echo', severity: null, findings: 0 } as const;
    const admitted = madeResult([], { symptoms: [{ ...line, outcome: 'not-observable', reason: 'no levels' }] });
    const denied = madeResult([], { symptoms: [{ ...line, outcome: 'clear', reason: '' }] });
    expect(judge(admitted, SOURCE, expecting(must('echo'))).verdicts).toMatchObject([
      { unseen: true, said: 'not observable: no levels; reported nothing' },
    ]);
    expect(judge(denied, SOURCE, expecting(must('echo'))).verdicts).toMatchObject([
      { unseen: false, said: 'clear; reported nothing' },
    ]);
  });
});

describe('what must stay clear', () => {
  const borderline: Expectation = { must: [], may: [{ symptom: 'latency', why: '330 ms' }], domains: [] };

  it('is false when it is reported, once for each symptom, and each finding is counted', () => {
    const result = madeResult([{ symptom: 'echo' }, { symptom: 'echo' }, { symptom: 'silence', severity: 'P0' }]);
    expect(outcomes(result, expecting())).toEqual(['echo false', 'silence false']);
    expect(judge(result, SOURCE, expecting()).falseFindings).toBe(3);
  });

  it('may be a risk', () => {
    const result = madeResult([{ symptom: 'echo', severity: 'P3' }]);
    expect(judge(result, SOURCE, expecting())).toMatchObject({ verdicts: [], falseFindings: 0 });
  });

  it('is not what the truth marks as a borderline', () => {
    const result = madeResult([{ symptom: 'latency' }]);
    expect(judge(result, SOURCE, borderline)).toMatchObject({ verdicts: [], falseFindings: 0 });
    expect(outcomes(madeResult([{ symptom: 'echo' }]), borderline)).toEqual(['echo false']);
  });
});

describe('onset and cause of a hit', () => {
  it('measures from the first finding, also when it is too early', () => {
    const result = madeResult([
      { symptom: 'stutter', severity: 'P1', start: ONSET + 2000 },
      { symptom: 'stutter', start: ONSET - 300 },
      { symptom: 'stutter', severity: 'P3', start: ONSET - 5000 },
    ]);
    expect(judge(result, SOURCE, expecting(must('stutter'))).verdicts).toMatchObject([{ onsetErrorMs: -300 }]);
  });

  it('judges the domain of the worst finding, and only where the truth names one', () => {
    const result = madeResult([
      { symptom: 'stutter', severity: 'P1', domain: 'network' },
      { symptom: 'stutter', domain: 'device' },
    ]);
    const caused = (domains: Expectation['domains']) =>
      judge(result, SOURCE, { ...expecting(must('stutter')), domains }).verdicts.map(({ causeRight }) => causeRight);
    expect(caused(['network', 'service'])).toEqual([true]);
    expect(caused(['device'])).toEqual([false]);
    expect(caused([])).toEqual([null]);
  });

  it('takes the most confident of several causes, and none as unknown', () => {
    const cause = { title: '', findings: [0], why: [], against: [], nextSteps: [] };
    const causes = [
      { ...cause, id: 'a', domain: 'device', confidence: 0.4 },
      { ...cause, id: 'b', domain: 'network', confidence: 0.6 },
    ] as const;
    const right = (found: Parameters<typeof madeResult>[1], domains: Expectation['domains']) =>
      judge(madeResult([{ symptom: 'stutter' }], found), SOURCE, { ...expecting(must('stutter')), domains }).verdicts[0]
        ?.causeRight;
    expect(right({ causes }, ['network'])).toBe(true);
    expect(right({ causes }, ['device'])).toBe(false);
    expect(right({ causes: [] }, ['network'])).toBe(false);
  });
});

describe('what is said of a sent track', () => {
  const result = madeResult([{ symptom: 'stutter', direction: 'outbound' }]);

  it('is right when the other end noticed it, or perhaps did', () => {
    for (const other of [
      expecting(must('stutter')),
      { ...expecting(), may: [{ symptom: 'stutter' as const, why: 'a little' }] },
    ]) {
      expect(judge(result, SOURCE, expecting(), [other])).toMatchObject({ verdicts: [], falseFindings: 0 });
    }
  });

  it('is false when the other end noticed nothing, or something else', () => {
    for (const other of [expecting(), expecting(must('latency'))]) {
      expect(judge(result, SOURCE, expecting(), [other])).toMatchObject({
        verdicts: [{ symptom: 'stutter', outcome: 'false' }],
        falseFindings: 1,
      });
    }
  });
});
