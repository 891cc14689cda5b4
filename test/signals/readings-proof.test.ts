import { describe, expect, test } from 'vitest';
import { type Evidence, SIGNAL_INDEX, type SignalTick } from '../../src/model/signal.js';
import { createSignals } from '../../src/signals/engine.js';
import { object, sample } from '../support/records.js';

/** Calls back with each tick in which the packet rate of a stream is known, of which 100 packets come in each second. */
function ticks(count: number, take: (tick: SignalTick, place: number) => void): void {
  let place = 0;
  const engine = createSignals(
    {
      tick: (_, tick) => {
        const rate = tick.values[SIGNAL_INDEX.get('packet-rate') ?? -1] ?? Number.NaN;
        if (!Number.isNaN(rate)) take(tick, place++);
      },
      event: () => undefined,
      close: () => undefined,
    },
    'call.log',
  );
  for (let t = 0; t <= count; t++) {
    engine.sample(sample(t, [object('inbound-rtp', 'V', { packetsReceived: 100 * t }, { kind: 'video' })]));
  }
  expect(place).toBe(count);
}

describe('a proof that who asks has no use for any more', () => {
  test('becomes the next one where nobody else was given it', () => {
    let kept: Evidence | undefined;
    const excerpts: string[] = [];
    ticks(3, (tick) => {
      const proof = tick.prove('packet-rate', kept);
      if (kept !== undefined) expect(proof).toBe(kept);
      kept = proof;
      excerpts.push(proof.excerpt);
    });
    expect(excerpts).toEqual([
      'inbound-rtp V packetsReceived 0 → 100',
      'inbound-rtp V packetsReceived 100 → 200',
      'inbound-rtp V packetsReceived 200 → 300',
    ]);
  });

  test('stays as it is for others that were given it, before or after', () => {
    const others: Evidence[] = [];
    let kept: Evidence | undefined;
    ticks(3, (tick, place) => {
      if (place === 0) others.push(tick.prove('packet-rate'));
      kept = tick.prove('packet-rate', kept);
      if (place === 1) others.push(tick.prove('packet-rate'));
    });
    expect(others.map(({ excerpt }) => excerpt)).toEqual([
      'inbound-rtp V packetsReceived 0 → 100',
      'inbound-rtp V packetsReceived 100 → 200',
    ]);
  });
});

describe('proofs that surely differ', () => {
  test('are those whose first reading is another whole number', () => {
    const proofs: Evidence[] = [];
    ticks(2, (tick) => void proofs.push(tick.prove('packet-rate')));
    const [one, other] = proofs;
    if (one === undefined || other === undefined) throw new Error('two proofs were asked for');
    expect(one.differsFrom?.(other)).toBe(true);
    expect(one.differsFrom?.(one)).toBe(false);
    expect(one.differsFrom?.({ at: one.at, excerpt: '' })).toBe(false);
  });
});
