import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/diagnosis/diagnose.js';
import type { Subject, SubjectKind } from '../../src/model/call.js';
import type { SignalId } from '../../src/model/signal.js';
import { createEvaluator } from '../../src/rules/evaluate.js';
import { loadRules } from '../../src/rules/load.js';
import { tick } from '../rules/harness.js';
import { subject } from './harness.js';

const { rules, scenarios, causes } = loadRules();
const definitions = rules.map(({ rule }) => rule);

/** `[seconds, value]` one after the other. */
type Series = readonly (readonly [seconds: number, value: number])[];
type Scene = Partial<Record<SubjectKind, Partial<Record<SignalId, Series>>>>;

function at(series: Series, second: number): number | undefined {
  let passed = 0;
  for (const [seconds, value] of series) {
    passed += seconds;
    if (second < passed) return value;
  }
  return undefined;
}

function play(on: Subject, signals: Partial<Record<SignalId, Series>>, evaluator: ReturnType<typeof createEvaluator>) {
  const entries = Object.entries(signals);
  const length = Math.max(...entries.map(([, series]) => series.reduce((sum, [seconds]) => sum + seconds, 0)));
  for (let second = 0; second < length; second += 1) {
    const values: Record<string, number> = {};
    for (const [signal, series] of entries) {
      const value = at(series, second);
      if (value !== undefined) values[signal] = value;
    }
    tick(evaluator, { from: second * 1000, to: (second + 1) * 1000, values }, on);
  }
  evaluator.close(on, Number.POSITIVE_INFINITY);
}

/** The causes that the built-in rules name for each finding of a rule, the likeliest first. */
function causesOf(rule: string, scene: Scene): string[] {
  const evaluator = createEvaluator(definitions, scenarios, { evidence: causes.evidence });
  for (const kind of Object.keys(scene) as SubjectKind[]) play(subject(kind, kind), scene[kind] ?? {}, evaluator);
  const evaluation = evaluator.finish(undefined);
  const index = evaluation.findings.findIndex((finding) => finding.rule === rule);
  expect(evaluation.findings.map((finding) => finding.rule)).toContain(rule);
  const diagnosis = diagnose({ evaluation, rules: definitions, causes });
  return diagnosis.causes.filter((cause) => cause.findings.includes(index)).map((cause) => cause.id);
}

describe('a sender that encodes little', () => {
  const slow = {
    'sent-frame-rate': [
      [30, 25],
      [15, 3],
    ],
    'sent-frame-rate-of-usual': [
      [30, 1],
      [15, 0.1],
    ],
    'capture-frame-rate': [[45, 25]],
    'encoded-of-captured': [
      [30, 1],
      [15, 0.1],
    ],
    'encode-budget-used': [[45, 0.05]],
  } as const satisfies Partial<Record<SignalId, Series>>;
  const from = (estimate: Series) => ({
    'outbound-video': slow,
    connection: { 'available-outgoing-bitrate': estimate },
  });

  it('lacks bandwidth where the estimate fell', () => {
    const found = causesOf(
      'stutter/sent-frame-rate-drop',
      from([
        [30, 1_200_000],
        [15, 84_000],
      ]),
    );
    expect(found[0]).toBe('network-up-bandwidth');
  });

  it('does not where the estimate was never high, as in a call without video', () => {
    const found = causesOf('stutter/sent-frame-rate-drop', from([[45, 90_000]]));
    expect(found).not.toContain('network-up-bandwidth');
  });
});

describe('a voice that is lost in part', () => {
  const broken = (roundTrip: Series): Scene => ({
    'inbound-audio': {
      'audible-concealment': [
        [20, 0],
        [20, 0.06],
      ],
      'samples-received': [[40, 48_000]],
      'inbound-loss': [
        [20, 0],
        [20, 0.1],
      ],
      'packets-expected': [[40, 50]],
      'packet-rate-of-usual': [[40, 0.95]],
    },
    connection: { 'round-trip-time': roundTrip, 'round-trip-time-of-usual': roundTrip.map(([s, ms]) => [s, ms / 50]) },
  });

  it('is loss, not congestion, where one answer alone came late', () => {
    const [first, ...others] = causesOf(
      'stutter/audio-concealment',
      broken([
        [24, 50],
        [3, 162],
        [13, 50],
      ]),
    );
    expect(first).toBe('network-down-loss');
    expect(others).not.toContain('network-down-bandwidth');
  });

  it('is congestion where the round trip rose for as long', () => {
    const found = causesOf(
      'stutter/audio-concealment',
      broken([
        [20, 50],
        [20, 430],
      ]),
    );
    expect(found[0]).toBe('network-down-bandwidth');
  });
});

describe('few frames', () => {
  const few = (loss: Series): Scene => ({
    'inbound-video': {
      'decoded-frame-rate': [
        [30, 25],
        [15, 8],
      ],
      'decoded-frame-rate-of-usual': [
        [30, 1],
        [15, 0.3],
      ],
      'received-frame-rate': [
        [30, 25],
        [15, 8],
      ],
      'received-frame-rate-of-usual': [
        [30, 1],
        [15, 0.3],
      ],
      'inbound-loss': loss,
      'packets-expected': [[45, 60]],
    },
  });

  it('are the far end where no packet was lost', () => {
    expect(causesOf('stutter/low-frame-rate', few([[45, 0]]))).toContain('far-end-capture');
  });

  it('are not where packets were lost just before', () => {
    const found = causesOf(
      'stutter/low-frame-rate',
      few([
        [30, 0],
        [8, 0.2],
        [7, 0],
      ]),
    );
    expect(found).toContain('network-down-loss');
    expect(found).not.toContain('far-end-capture');
  });
});

describe('delay', () => {
  const late = { 'one-way-delay': [[40, 350]] } as const satisfies Partial<Record<SignalId, Series>>;

  it('that is imposed on the audio explains late audio', () => {
    const scene: Scene = { 'inbound-audio': { ...late, 'jitter-buffer-imposed': [[40, 150]] } };
    expect(causesOf('latency/one-way-delay', scene)).toContain('application-playout-delay');
  });

  it('that is imposed on the video alone does not', () => {
    const scene: Scene = { 'inbound-audio': late, 'inbound-video': { 'jitter-buffer-imposed': [[40, 150]] } };
    expect(causesOf('latency/one-way-delay', scene)).not.toContain('application-playout-delay');
  });

  it('in the queue of this client lengthens the round trip: the uplink comes before a long path', () => {
    const scene: Scene = {
      'inbound-audio': late,
      'outbound-video': {
        'send-queue': [
          [20, 10],
          [20, 1500],
        ],
      },
      connection: {
        'round-trip-time': [
          [20, 50],
          [20, 450],
        ],
        'round-trip-time-of-usual': [
          [20, 1],
          [20, 9],
        ],
      },
    };
    expect(causesOf('latency/one-way-delay', scene)[0]).toBe('network-up-bandwidth');
  });
});

describe('a buffer that overflows', () => {
  const overflowing = (samples: number): Scene => ({
    'inbound-audio': { 'packets-discarded': [[40, 50]], 'samples-received': [[40, samples]] },
    connection: { 'round-trip-time': [[40, 300]] },
  });

  it('is a sign of a slow device where the audio is played', () => {
    expect(causesOf('latency/high-round-trip-time', overflowing(48_000))).toContain('device-receiver-cpu');
  });

  it('is none where nobody plays the audio', () => {
    expect(causesOf('latency/high-round-trip-time', overflowing(0))).not.toContain('device-receiver-cpu');
  });
});

describe('a connect that failed', () => {
  it('is a blocked path where only statistics tell of it', () => {
    const scene: Scene = {
      connection: {
        'connect-failed': [
          [1, 1],
          [10, Number.NaN],
        ],
      },
    };
    expect(causesOf('connect/connect-failed', scene)).toContain('network-path-blocked');
  });
});
