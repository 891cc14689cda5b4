import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/diagnosis/diagnose.js';
import { type CallEnd, matchEnds } from '../../src/diagnosis/match-ends.js';
import { compareEnds } from '../../src/diagnosis/two-ended.js';
import type { RuleFinding } from '../../src/model/finding.js';
import type { Evaluation, EvidenceObservation } from '../../src/rules/evaluation.js';
import { callEnd, cause, causes, evaluation, finding, seen, subject } from './harness.js';

const sentBy = subject('outbound-video', 'out', { source: 'b.log' });
const receivedBy = subject('inbound-video', 'in', { source: 'a.log' });

/** a.log received with SSRC 7 what b.log sent. */
function ends(sent = 100, received = 100, shiftMs = 0): CallEnd[] {
  return [
    callEnd('a.log', [{ id: 'in', direction: 'inbound', ssrc: '7', totals: { 'packet-rate': received } }]),
    callEnd('b.log', [{ id: 'out', direction: 'outbound', ssrc: '7', totals: { 'sent-packet-rate': sent } }], {
      shiftMs,
      start: -shiftMs,
      end: 60_000 - shiftMs,
    }),
  ];
}

describe('two logs are the two ends of one call', () => {
  it('when one sent what the other received at the same time', () => {
    expect(matchEnds(ends()).map(({ sender, receiver }) => [sender.call.source, receiver.call.source])).toEqual([
      ['b.log', 'a.log'],
    ]);
  });

  it('after their clocks have been brought together', () => {
    expect(matchEnds(ends(100, 100, 3_600_000))).toHaveLength(1);
    const apart = [
      callEnd('a.log', [{ id: 'in', direction: 'inbound', ssrc: '7' }]),
      callEnd('b.log', [{ id: 'out', direction: 'outbound', ssrc: '7' }], { shiftMs: 3_600_000 }),
    ];
    expect(matchEnds(apart)).toEqual([]);
  });

  it('but not within one log, nor with other SSRCs or none', () => {
    const one = callEnd('a.log', [
      { id: 'in', direction: 'inbound', ssrc: '7' },
      { id: 'out', direction: 'outbound', ssrc: '7' },
    ]);
    expect(matchEnds([one])).toEqual([]);
    expect(
      matchEnds([
        callEnd('a.log', [{ id: 'in', direction: 'inbound' }]),
        callEnd('b.log', [{ id: 'out', direction: 'outbound' }]),
      ]),
    ).toEqual([]);
    expect(
      matchEnds([
        callEnd('a.log', [{ id: 'in', direction: 'inbound', ssrc: '7' }]),
        callEnd('b.log', [{ id: 'out', direction: 'outbound', ssrc: '8' }]),
      ]),
    ).toEqual([]);
  });
});

describe('the log of the far end moves the blame', () => {
  const known = causes(
    cause('network-down-loss', { any: ['inbound-loss'], base: 0.6 }),
    cause('far-end-starved', { any: ['starved'], base: 0.6, domain: 'far-end' }),
    cause('device-sender-cpu', { any: ['encoder-slow'], base: 0.7, domain: 'device' }),
  );
  const loss = seen('inbound-loss', [[20, 30]], receivedBy);
  const starved = seen('starved', [[20, 30]], receivedBy);

  function causeOf(
    findings: readonly RuleFinding[],
    evidence: readonly EvidenceObservation[],
    calls: readonly CallEnd[],
    checks: Evaluation['checks'] = [],
  ) {
    const all = { ...evaluation(findings, evidence), checks };
    const { causes: found, causeOf: ids } = diagnose({ evaluation: all, rules: [], causes: known, calls });
    return { id: ids[0], first: found.find(({ id }) => id === ids[0]) };
  }

  it('to the sender, whose own log shows the trouble and its cause at that time', () => {
    const findings = [finding({ on: receivedBy }), finding({ on: sentBy, rule: 'stutter/sent-frame-rate-drop' })];
    const encoder = seen('encoder-slow', [[20, 30]], sentBy);
    const { id, first } = causeOf(findings, [starved, encoder], ends());
    expect(id).toBe('device-sender-cpu');
    expect(first?.why[0]).toEqual({ kind: 'code', code: 'two-ended.sender-confirms', values: { source: 'b.log' } });
  });

  it('with the clocks of the two logs brought together', () => {
    const findings = [finding({ on: receivedBy }), finding({ on: sentBy, from: -3580, to: -3570 })];
    const encoder = seen('encoder-slow', [[-3580, -3570]], sentBy);
    expect(causeOf(findings, [starved, encoder], ends(100, 100, 3_600_000)).id).toBe('device-sender-cpu');
  });

  it('not to a sender that had its trouble at another time', () => {
    const findings = [finding({ on: receivedBy }), finding({ on: sentBy, from: 50, to: 55 })];
    expect(causeOf(findings, [starved, seen('encoder-slow', [[50, 55]], sentBy)], ends()).id).toBe('far-end-starved');
  });

  it('away from a sender that was watched and sent well, to the way on which packets were lost', () => {
    const checks = [{ rule: 'stutter/sent-frame-rate-drop', subject: sentBy, outcome: 'clear', missing: [] }] as const;
    const { id, first } = causeOf([finding({ on: receivedBy })], [starved, loss], ends(100, 80), checks);
    expect([id, first?.confidence]).toEqual(['network-down-loss', 0.85]);
    expect(first?.why[0]).toEqual({
      kind: 'code',
      code: 'two-ended.lost-between',
      values: { source: 'b.log', sent: '100/s', received: '80/s' },
    });
  });

  describe('of a time in which nothing at all arrived', () => {
    const connection = subject('connection', 'pc', { source: 'a.log' });
    const gap = finding({
      on: connection,
      rule: 'interruption/media-gap',
      symptom: 'interruption',
      signal: 'nothing-received-for',
    });
    const either = causes(
      cause('far-end-stopped', { any: ['answers'], base: 0.65, domain: 'far-end', explains: ['*'] }),
      cause('network-media-blocked', { any: ['answers'], base: 0.5, explains: ['*'] }),
    );
    const answers = seen('answers', [[20, 30]], connection);
    const blamed = (findings: readonly RuleFinding[], checks: Evaluation['checks'] = []) => {
      const all = { ...evaluation(findings, [answers]), checks };
      return diagnose({ evaluation: all, rules: [], causes: either, calls: ends(100, 40) }).causeOf[0];
    };

    it('to the way between, when the far end went on sending', () => {
      const checks = [{ rule: 'silence/video-not-sent', subject: sentBy, outcome: 'clear', missing: [] }] as const;
      expect(blamed([gap])).toBe('network-media-blocked');
      expect(blamed([gap], checks)).toBe('network-media-blocked');
    });

    it('to the far end, when its log shows that it stopped', () => {
      const stopped = finding({ on: sentBy, rule: 'silence/video-not-sent', symptom: 'silence' });
      expect(blamed([gap, stopped])).toBe('far-end-stopped');
    });
  });

  it('does not acquit the network of a short loss by the totals of a long call', () => {
    expect(causeOf([finding({ on: receivedBy })], [loss], ends(100, 99)).first?.confidence).toBeCloseTo(0.6);
    expect(
      causeOf([finding({ on: receivedBy, from: 5, to: 55 })], [loss], ends(100, 99)).first?.confidence,
    ).toBeCloseTo(0.35);
  });
});

describe('an echo is confirmed', () => {
  const known = causes(cause('far-end-echo', { any: ['return'], domain: 'far-end', explains: ['echo/*'], base: 0.6 }));
  const hears = subject('inbound-audio', 'in', { source: 'a.log' });
  const microphone = subject('outbound-audio', 'mic', { source: 'b.log' });
  const echo = finding({ on: hears, rule: 'echo/return', signal: 'return-correlation', from: 20, to: 40 });

  function confidence(from: number, to: number) {
    const leak = finding({ on: microphone, rule: 'echo/leak', signal: 'leak-correlation', from, to });
    const all = evaluation([echo, leak], [seen('return', [[20, 40]], hears)]);
    return diagnose({ evaluation: all, rules: [], causes: known, calls: ends() }).causes.find(
      ({ id }) => id === 'far-end-echo',
    );
  }

  it("when the other end's microphone picks up its loudspeaker at the same time", () => {
    expect(confidence(25, 35)).toMatchObject({ confidence: 0.95, why: [{ code: 'two-ended.echo-confirmed' }, {}] });
  });

  it('not when that was at another time', () => expect(confidence(50, 55)?.confidence).toBeCloseTo(0.6));
});

describe('a folder with the logs of many calls', () => {
  it('looks for each finding at those of its own call alone', () => {
    const calls = 200;
    const read = { findings: 0, checks: 0 };
    /** A list that counts how many of its items are read. */
    const counted = <T>(items: readonly T[], of: keyof typeof read): readonly T[] =>
      new Proxy(items, {
        get(target, key) {
          if (typeof key === 'string' && /^\d+$/.test(key)) read[of]++;
          return Reflect.get(target, key);
        },
      });
    const names = Array.from({ length: calls }, (_, k) => ({ a: `a${k}.log`, b: `b${k}.log`, ssrc: String(k) }));
    const findings = names.flatMap(({ a, b }) => [
      finding({ on: subject('inbound-video', 'in', { source: a }) }),
      finding({ on: subject('outbound-video', 'out', { source: b }), from: 100, to: 110 }),
    ]);
    const checks: Evaluation['checks'] = names.map(({ b }) => ({
      rule: 'stutter/sent',
      subject: subject('outbound-video', 'out', { source: b }),
      outcome: 'clear',
      missing: [],
    }));
    const compared = compareEnds(
      { findings: counted(findings, 'findings'), checks: counted(checks, 'checks'), evidence: [] },
      causes(),
      findings.map(() => ({
        candidates: [{ cause: cause('far', { domain: 'far-end' }), confidence: 0.6, why: [], against: [] }],
        unknown: [],
      })),
      names.flatMap(({ a, b, ssrc }) => [
        callEnd(a, [{ id: 'in', direction: 'inbound', ssrc }]),
        callEnd(b, [{ id: 'out', direction: 'outbound', ssrc }]),
      ]),
    );
    // Each sender shows no trouble at that time, and was watched.
    expect(compared.filter(({ candidates }) => (candidates[0]?.confidence ?? 0) < 0.5)).toHaveLength(calls);
    expect(read.findings).toBeLessThan(10 * calls);
    expect(read.checks).toBeLessThan(10 * calls);
  });
});
