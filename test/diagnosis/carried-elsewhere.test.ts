import { describe, expect, test } from 'vitest';
import { withoutCarriedElsewhere } from '../../src/diagnosis/carried-elsewhere.js';
import type { CallSummary, ConnectionSummary, Subject, TrackKind } from '../../src/model/call.js';
import type { RuleFinding } from '../../src/model/finding.js';
import { callEnd, evaluation, finding, subject } from './harness.js';

/** A call whose connections carried media in the given spans of seconds. */
function call(flows: Record<string, Partial<Record<TrackKind, [number, number][]>>>): CallSummary {
  const connections = Object.entries(flows).map(
    ([id, kinds]): ConnectionSummary => ({
      id,
      connect: { outcome: 'connected', uncertaintyMs: 0, spans: [] },
      tracks: [],
      flow: Object.fromEntries(
        Object.entries(kinds).map(([kind, spans]) => [
          kind,
          spans.map(([from, to]) => ({ start: from * 1000, end: to * 1000 })),
        ]),
      ),
    }),
  );
  return { ...callEnd('a.log', []).call, connections };
}

const audio = subject('inbound-audio', 'a1', { media: 'audio', direction: 'inbound' });
const silence = (on: Subject, from: number, to: number, signal = 'no-packets-for') =>
  finding({ on, from, to, rule: 'silence/example', signal });
const kept = (findings: readonly RuleFinding[], summary: CallSummary) =>
  withoutCarriedElsewhere(evaluation(findings), [summary]).findings.length;

describe('a connection that idles while another one of the call carries the media', () => {
  const moved = call({ pc1: { 'inbound-audio': [[0, 20]] }, pc2: { 'inbound-audio': [[21, 60]] } });

  test('is no symptom, on its tracks and as a whole', () => {
    expect(kept([silence(audio, 20, 60)], moved)).toBe(0);
    expect(kept([silence(subject('connection', 'pc'), 20, 60, 'nothing-received-for')], moved)).toBe(0);
  });

  test('leaves a check without findings clear, and one that has another finding fired', () => {
    const check = { rule: 'silence/example', subject: audio, outcome: 'fired', missing: [] } as const;
    const all = { ...evaluation([silence(audio, 20, 60)]), checks: [check] };
    expect(withoutCarriedElsewhere(all, [moved]).checks[0]?.outcome).toBe('clear');
    const two = { ...evaluation([silence(audio, 20, 60), silence(audio, 70, 90)]), checks: [check] };
    expect(withoutCarriedElsewhere(two, [moved]).checks[0]?.outcome).toBe('fired');
  });

  test.each<[string, Parameters<typeof call>[0]]>([
    ['the other carries only for a part of the time', { pc2: { 'inbound-audio': [[20, 50]] } }],
    ['the other carries another kind', { pc2: { 'inbound-video': [[0, 60]] } }],
    ['the other carries the other direction', { pc2: { 'outbound-audio': [[0, 60]] } }],
    ['this one carried media itself', { pc1: { 'inbound-audio': [[0, 60]] }, pc2: { 'inbound-audio': [[0, 60]] } }],
    ['there is no other', { pc1: { 'inbound-audio': [[0, 20]] } }],
  ])('is one when %s', (_, flows) => {
    expect(kept([silence(audio, 20, 60)], call(flows))).toBe(1);
  });

  test('is none for a track that never came while another one of its kind did, on whatever connection', () => {
    const never = silence(audio, 20, 60, 'never-received-for');
    expect(kept([never], call({ pc: { 'inbound-audio': [[10, 60]] } }))).toBe(0);
    expect(kept([never], call({ pc2: { 'inbound-audio': [[10, 60]] } }))).toBe(0);
    expect(kept([never], call({ pc: { 'inbound-video': [[10, 60]] } }))).toBe(1);
    expect(kept([never], call({}))).toBe(1);
  });

  test('does not count twice what two others carried at the same time', () => {
    const twice = call({ pc2: { 'inbound-audio': [[20, 40]] }, pc3: { 'inbound-audio': [[20, 40]] } });
    expect(kept([silence(audio, 20, 60)], twice)).toBe(1);
  });

  test('keeps what is not about media', () => {
    const failed = silence(subject('connection', 'pc'), 20, 60, 'connect-failed');
    expect(kept([failed], moved)).toBe(1);
  });
});
