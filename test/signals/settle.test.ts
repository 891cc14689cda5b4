import { describe, expect, test } from 'vitest';
import { SIGNAL_PLACES } from '../../src/model/signal.js';
import { createSignals } from '../../src/signals/engine.js';
import { event, object, Recorder, sample, T0 } from '../support/records.js';

const received = (at: number, packets: number) =>
  sample(at, [object('inbound-rtp', 'A', { packetsReceived: packets }, { kind: 'audio' })], '9-1');

/** A recorder that notes how often each subject was settled, and of which something was still to be told. */
class Settled extends Recorder {
  readonly settled: string[] = [];
  readonly untold: string[] = [];

  settle({ kind }: { kind: string }, _judgedFrom: number, isTold: boolean): void {
    this.settled.push(kind);
    if (!isTold) this.untold.push(kind);
  }
}

describe('a connection of which nothing more will come', () => {
  test('tells its tracks and itself so, once it is done and not before the log has ended', () => {
    const seen = new Settled();
    const signals = createSignals(seen, 'a.log');
    for (let s = 0; s < 5; s += 1) signals.sample(received(s, 50 * s));
    expect(seen.settled).toEqual([]);
    signals.connectionDone?.('9-1');
    expect(seen.settled).toEqual(['inbound-audio', 'connection']);
  });

  test.each([
    ['came up', ['checking', 'connected'], []],
    ['never tried', [], []],
    ['is still trying', ['checking'], ['connection']],
    ['has failed', ['checking', 'failed'], ['connection']],
  ])('says whether its end will tell how its connect went: %s', (_, states, untold) => {
    const seen = new Settled();
    const signals = createSignals(seen, 'a.log');
    for (const to of states) signals.event(event(0, 'pc.state', { to: to === 'checking' ? 'connecting' : to }, '9-1'));
    for (let s = 0; s < 5; s += 1) signals.sample(received(s, 50 * s));
    signals.connectionDone?.('9-1');
    expect(seen.untold).toEqual(untold);
    const ticks = seen.ticks.length;
    signals.finish({ end: T0 + 60_000, resolutionMs: 1 });
    expect(seen.ticks.length > ticks).toBe(untold.length > 0);
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

describe('a connection that is silent while statistics of another one come', () => {
  const of = (connection: string, at: number) => ({ ...received(at, 50 * at), connection });

  /** Both report for ten seconds, then only the second one. */
  function silentUntil(end: number) {
    const seen = new Settled();
    const signals = createSignals(seen, 'a.log');
    for (let s = 0; s <= end; s += 1) {
      if (s < 10) signals.sample(of('9-1', s));
      signals.sample(of('9-2', s));
    }
    return { seen, signals };
  }

  test('is settled after two minutes, and the other one is not', () => {
    expect(silentUntil(100).seen.settled).toEqual([]);
    expect(silentUntil(200).seen.settled).toEqual(['inbound-audio', 'connection']);
  });

  test('is not settled because the machine slept: its next report comes a moment after that of the other one', () => {
    const { seen, signals } = silentUntil(9);
    for (let s = 3600; s < 3800; s += 1) for (const id of ['9-2', '9-1']) signals.sample(of(id, s));
    expect(seen.settled).toEqual([]);
  });

  test('goes on where it reports again, and is settled again', () => {
    const { seen, signals } = silentUntil(200);
    const before = seen.ticks.length;
    for (let s = 201; s < 205; s += 1) signals.sample(of('9-1', s));
    const later = seen.ticks.slice(before).filter(({ subject }) => subject.kind === 'inbound-audio');
    expect(later).toHaveLength(3);
    // It flowed before: nothing of what follows says that it never did.
    expect(later.every(({ values }) => values[SIGNAL_PLACES['never-received-for']] === 0)).toBe(true);
    for (let s = 205; s < 400; s += 1) signals.sample(of('9-2', s));
    expect(seen.settled.slice(2)).toEqual(['inbound-audio', 'connection']);
  });
});
