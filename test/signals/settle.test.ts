import { describe, expect, test } from 'vitest';
import { createSignals } from '../../src/signals/engine.js';
import { object, Recorder, sample, T0 } from '../support/records.js';

const received = (at: number, packets: number) =>
  sample(at, [object('inbound-rtp', 'A', { packetsReceived: packets }, { kind: 'audio' })], '9-1');

/** A recorder that notes how often each subject was settled. */
class Settled extends Recorder {
  readonly settled: string[] = [];

  settle({ kind }: { kind: string }): void {
    this.settled.push(kind);
  }
}

describe('a connection of which nothing more will come', () => {
  test('tells its tracks so, once it is done and not before the log has ended', () => {
    const seen = new Settled();
    const signals = createSignals(seen, 'a.log');
    for (let s = 0; s < 5; s += 1) signals.sample(received(s, 50 * s));
    expect(seen.settled).toEqual([]);
    signals.connectionDone?.('9-1');
    expect(seen.settled).toEqual(['inbound-audio']);
  });

  test('is summed up from all that came', () => {
    const done = createSignals(new Settled(), 'a.log');
    const plain = createSignals(new Settled(), 'a.log');
    for (const signals of [done, plain]) for (let s = 0; s < 20; s += 1) signals.sample(received(s, 50 * s));
    done.connectionDone?.('9-1');
    const end = { end: T0 + 19_000, resolutionMs: 1 };
    expect(done.finish(end)).toEqual(plain.finish(end));
  });

  test('compares nothing with what it was before, should its id come again', () => {
    const seen = new Settled();
    const signals = createSignals(seen, 'a.log');
    for (let s = 0; s < 5; s += 1) signals.sample(received(s, 50 * s));
    const before = seen.ticks.length;
    signals.connectionDone?.('9-1');
    signals.sample(received(10, 700));
    expect(seen.ticks.slice(before).filter(({ subject }) => subject.kind === 'inbound-audio')).toEqual([]);
    signals.sample(received(11, 750));
    expect(seen.ticks.slice(before).filter(({ subject }) => subject.kind === 'inbound-audio')).toHaveLength(1);
  });
});
