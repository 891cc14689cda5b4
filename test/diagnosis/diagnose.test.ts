import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/diagnosis/diagnose.js';
import type { RuleFinding } from '../../src/model/finding.js';
import type { Causes } from '../../src/rules/cause.js';
import type { EvidenceObservation } from '../../src/rules/evaluation.js';
import { cause, causes, evaluation, finding, seen, subject, video } from './harness.js';

function diagnosed(
  known: Causes,
  evidence: readonly EvidenceObservation[],
  findings: readonly RuleFinding[] = [finding()],
) {
  return diagnose({ evaluation: evaluation(findings, evidence), rules: [], causes: known });
}

describe('a cause explains a finding', () => {
  const loss = causes(cause('network-down-loss', { any: ['inbound-loss'] }));

  it('when its evidence lies in the same time', () => {
    const { causes: found, causeOf } = diagnosed(loss, [seen('inbound-loss', [[22, 24, 0.12]])]);
    expect(causeOf).toEqual(['network-down-loss']);
    expect(found[0]).toMatchObject({ domain: 'network', confidence: 0.6, findings: [0] });
    expect(found[0]?.why).toEqual([
      { kind: 'text', text: { en: 'inbound-loss reached 12 %', 'zh-CN': '中 inbound-loss reached 12 %' } },
    ]);
  });

  it.each([
    ['five seconds before the finding', [10, 15.5], true],
    ['long before the finding', [5, 14], false],
    ['five seconds after the finding', [34.5, 40], true],
    ['long after the finding', [36, 40], false],
  ] as const)('or close to it: evidence %s', (_, span, counts) => {
    expect(diagnosed(loss, [seen('inbound-loss', [span])]).causeOf).toEqual([counts ? 'network-down-loss' : 'unknown']);
  });

  it('only when the rule is one that it explains', () => {
    const { causes: found } = diagnosed(loss, [seen('inbound-loss', [[22, 24]])], [finding({ rule: 'echo/return' })]);
    expect(found[0]?.why).toEqual([{ kind: 'code', code: 'unknown.no-candidate', values: { rule: 'echo/return' } }]);
  });

  it.each([
    ['few', 0],
    ['many', 40],
  ])(
    'with evidence from where it counts: the same track, connection or call, among %s other connections',
    (_, count) => {
      const others = Array.from({ length: count }, (_, i) =>
        seen('inbound-loss', [], subject('inbound-video', `v${10 + i}`, { connection: `pc${10 + i}` })),
      );
      const elsewhere = subject('inbound-audio', 'a1');
      const otherConnection = subject('inbound-audio', 'a2', { connection: 'pc2' });
      const otherCall = subject('inbound-audio', 'a3', { call: 'c2' });
      const table = { track: [video], connection: [video, elsewhere], call: [video, elsewhere, otherConnection] };
      for (const where of ['track', 'connection', 'call'] as const) {
        const known = causes(cause('network', { any: ['inbound-loss'], where }));
        for (const on of [video, elsewhere, otherConnection, otherCall]) {
          const expected = table[where].includes(on) ? 'network' : 'unknown';
          expect([
            where,
            on.key,
            diagnosed(known, [...others, seen('inbound-loss', [[22, 24]], on)]).causeOf[0],
          ]).toEqual([where, on.key, expected]);
        }
      }
    },
  );

  it('with facts of the call and its connection, whatever the reach', () => {
    const known = causes(cause('setting', { any: ['aec-off'], where: 'track' }));
    for (const on of [subject('call', 'c1'), subject('connection', 'pc1')]) {
      expect(diagnosed(known, [seen('aec-off', [[0, 60]], on)]).causeOf).toEqual(['setting']);
    }
  });

  it('only when all of `all` and none of `none` hold', () => {
    const known = causes(
      cause('slow-decoder', { domain: 'device', all: ['decode-slow', 'busy'], none: ['packets-stopped'] }),
    );
    const slow = seen('decode-slow', [[20, 30]]);
    const busy = seen('busy', [[20, 30]]);
    expect(diagnosed(known, [slow, busy, seen('packets-stopped', [])]).causeOf).toEqual(['slow-decoder']);
    expect(diagnosed(known, [slow, seen('busy', [])]).causeOf).toEqual(['unknown']);
    expect(diagnosed(known, [slow, busy, seen('packets-stopped', [[21, 25]])]).causeOf).toEqual(['unknown']);
  });
});

describe('confidence', () => {
  const known = causes(
    cause('loss', { any: ['inbound-loss'], supports: { nack: 0.2 }, contradicts: { 'slow-decoder': 0.3 } }),
  );
  const loss = seen('inbound-loss', [[22, 24]]);
  const confidence = (...more: EvidenceObservation[]) => diagnosed(known, [loss, ...more]).causes[0]?.confidence;

  it('grows with what supports and falls with what contradicts', () => {
    const [nack, noNack] = [seen('nack', [[22, 24]]), seen('nack', [])];
    const [slow, fast] = [seen('slow-decoder', [[22, 24]]), seen('slow-decoder', [])];
    expect(confidence(noNack, fast)).toBeCloseTo(0.6);
    expect(confidence(nack, fast)).toBeCloseTo(0.8);
    expect(confidence(nack, slow)).toBeCloseTo(0.5);
  });

  it('tells what spoke for and against, and what could not be seen', () => {
    const [found] = diagnosed(known, [loss, seen('nack', []), seen('slow-decoder', [], video, ['decode-time'])]).causes;
    expect(found?.against).toEqual([
      { kind: 'text', text: { en: 'no nack', 'zh-CN': '中 no nack' } },
      { kind: 'code', code: 'evidence.not-observable', values: { signals: 'decode-time' } },
    ]);
  });

  it('is capped by what could not be seen, and never reaches certainty', () => {
    const sure = causes(
      cause('loss', { any: ['inbound-loss'], supports: { nack: 0.9 }, contradicts: { 'slow-decoder': 0.1 } }),
    );
    const all = [loss, seen('nack', [[22, 24]])];
    expect(diagnosed(sure, [...all, seen('slow-decoder', [])]).causes[0]?.confidence).toBeCloseTo(0.95);
    expect(diagnosed(sure, all).causes[0]?.confidence).toBeCloseTo(0.85);
  });

  it('is not lowered by support that could not be looked for', () => {
    const sure = causes(cause('loss', { any: ['inbound-loss'], supports: { nack: 0.2, fir: 0.1 }, base: 0.95 }));
    const [found] = diagnosed(sure, [loss]).causes;
    expect(found?.confidence).toBeCloseTo(0.95);
    expect(found?.against).toEqual([]);
  });

  it('stays between 0 and 1 and never falls when more evidence supports the cause', () => {
    const weights = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(weights, weights, weights, (base, support, contradiction) => {
        const own = causes(
          cause('x', { any: ['e'], supports: { s: support }, contradicts: { c: contradiction }, base }),
        );
        const of = (...more: EvidenceObservation[]) =>
          diagnosed(own, [seen('e', [[20, 30]]), ...more]).causes[0]?.confidence ?? -1;
        const [without, withSupport, against] = [
          of(seen('s', []), seen('c', [])),
          of(seen('s', [[20, 30]]), seen('c', [])),
          of(seen('s', []), seen('c', [[20, 30]])),
        ];
        expect(Math.min(without, withSupport, against)).toBeGreaterThan(0);
        expect(Math.max(without, withSupport, against)).toBeLessThan(1);
        expect(withSupport).toBeGreaterThanOrEqual(without);
        expect(against).toBeLessThanOrEqual(without);
      }),
    );
  });
});

describe('an honest unknown', () => {
  const known = causes(cause('loss', { any: ['inbound-loss'] }));
  const why = (...evidence: EvidenceObservation[]) =>
    diagnosed(known, evidence).causes.map(({ id, domain, why: reasons }) => ({ id, domain, reasons }));

  it('says that what could be seen was not there', () => {
    expect(why(seen('inbound-loss', []))).toEqual([
      { id: 'unknown', domain: 'unknown', reasons: [{ kind: 'code', code: 'unknown.no-match', values: {} }] },
    ]);
  });

  it('names at most three of the things that could not be seen, signals before log lines', () => {
    const missing = ['playout.minimum', 'round-trip-time', 'inbound-loss', 'jitter', 'decode-time'];
    const [unknown] = diagnosed(known, [seen('inbound-loss', [], video, missing)]).causes;
    expect(unknown?.why).toEqual([
      { kind: 'code', code: 'unknown.not-observable', values: { signals: 'round-trip-time, inbound-loss, jitter' } },
    ]);
  });

  it('says what could not be seen', () => {
    const reasons = [{ kind: 'code', code: 'unknown.not-observable', values: { signals: 'packetsLost' } }];
    expect(why(seen('inbound-loss', [], video, ['packetsLost']))).toEqual([
      { id: 'unknown', domain: 'unknown', reasons },
    ]);
  });
});

describe('causes are told once, in order of severity × confidence', () => {
  const known = causes(
    cause('loss', { any: ['inbound-loss'], base: 0.6 }),
    cause('cpu', { any: ['slow-decoder'], base: 0.9, domain: 'device' }),
  );

  it('with all findings that they explain', () => {
    const findings = [finding(), finding({ from: 40, to: 50 })];
    const { causes: found } = diagnosed(known, [seen('inbound-loss', [[20, 50]])], findings);
    expect(found.map(({ id, findings: indices }) => [id, indices])).toEqual([['loss', [0, 1]]]);
  });

  it('a likely cause of a severe finding before a certain cause of a mild one, the unknown last', () => {
    const findings = [
      finding({ from: 0, to: 10, severity: 'P0' }),
      finding({ from: 30, to: 40, severity: 'P3' }),
      finding({ from: 60, to: 70, severity: 'P1' }),
    ];
    const { causes: found, causeOf } = diagnosed(
      known,
      [seen('slow-decoder', [[30, 40]]), seen('inbound-loss', [[60, 70]])],
      findings,
    );
    expect(found.map(({ id }) => id)).toEqual(['loss', 'cpu', 'unknown']);
    expect(causeOf).toEqual(['unknown', 'cpu', 'loss']);
  });

  it('a second cause only when it is nearly as probable as the first', () => {
    const evidence = [seen('slow-decoder', [[20, 30]]), seen('inbound-loss', [[20, 30]])];
    expect(diagnosed(known, evidence).causes.map(({ id }) => id)).toEqual(['cpu']);
    const closer = causes(
      cause('loss', { any: ['inbound-loss'], base: 0.8 }),
      cause('cpu', { any: ['slow-decoder'], base: 0.9 }),
    );
    expect(diagnosed(closer, evidence).causes.map(({ id }) => id)).toEqual(['cpu', 'loss']);
  });
});
