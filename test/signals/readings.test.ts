import { describe, expect, test } from 'vitest';
import { PLACES, type StatsType } from '../../src/model/metric.js';
import type { StatsObject } from '../../src/model/sample.js';
import { Interval } from '../../src/signals/interval.js';
import { object, Recorder, sample } from '../support/records.js';

const seconds = (n: number) => Array.from({ length: n + 1 }, (_, t) => t);

/** The same object with its readings by place, as readers of columns hand them over. */
function byPlace(type: StatsType, named: StatsObject, places: readonly number[]): StatsObject {
  const placeOf: Readonly<Record<string, number>> = PLACES[type];
  const read = (into: Float64Array): void => {
    for (const place of places) into[place] = Number.NaN;
    for (const [name, value] of Object.entries(named.values)) into[placeOf[name] ?? -1] = value;
  };
  return { ...named, values: {}, places, read };
}

describe('readings of statistics', () => {
  const video = (t: number) =>
    object(
      'inbound-rtp',
      'V',
      // A member that comes late, and one that goes.
      {
        packetsReceived: 100 * t,
        framesDecoded: 25 * t,
        ...(t > 4 ? { nackCount: t } : {}),
        ...(t < 7 ? { frameHeight: 720 } : {}),
      },
      { kind: 'video' },
    );

  const { packetsReceived, framesDecoded, nackCount, frameHeight, totalDecodeTime } = PLACES['inbound-rtp'];
  const members: readonly number[] = [packetsReceived, framesDecoded, nackCount, frameHeight];
  const named = new Recorder(['packet-rate']).feed(...seconds(10).map((t) => sample(t, [video(t)])));

  /** The same reports by place. @param placesAt those that the object of second `t` says it has */
  function expectSame(placesAt: (t: number) => readonly number[]): void {
    const placed = new Recorder(['packet-rate']);
    for (const t of seconds(10)) placed.feed(sample(t, [byPlace('inbound-rtp', video(t), placesAt(t))]));
    expect(named.ticks.length).toBeGreaterThan(10);
    expect(placed.ticks.map(({ start, end, values }) => ({ start, end, values }))).toEqual(
      named.ticks.map(({ start, end, values }) => ({ start, end, values })),
    );
    expect(placed.with('packet-rate').map((tick) => tick.proof('packet-rate'))).toEqual(
      named.with('packet-rate').map((tick) => tick.proof('packet-rate')),
    );
  }

  test('by name and by place say the same', () => {
    expectSame(() => members);
  });

  test('say the same when another object with other members goes on behind the same id', () => {
    const later = [packetsReceived, framesDecoded, nackCount, totalDecodeTime];
    expectSame((t) => (t < 7 ? members : later));
    expectSame((t) => (t < 8 ? members : later));
  });

  test('that never change need not be written each time, also where the stream starts anew', () => {
    const still: readonly number[] = [frameHeight, nackCount];
    const changing: readonly number[] = [packetsReceived, framesDecoded];
    // A restart at 4, and two at 7 and 8.
    const counts = [0, 50, 100, 150, 10, 60, 110, 5, 2, 52, 102];
    const reader = (count: number, steady: readonly number[] | undefined): StatsObject => ({
      ...object('inbound-rtp', 'V', {}, { kind: 'video' }),
      places: members,
      steady,
      read(into, whole) {
        for (const place of changing) into[place] = count;
        if (whole || steady === undefined) for (const place of still) into[place] = 7;
      },
    });
    const told = (steady: readonly number[] | undefined) => {
      const interval = new Interval('inbound-rtp', reader(0, steady), 0);
      return counts.map((count, k) => {
        const next = reader(count, steady);
        interval.advance(next, sample(k + 1, [next]));
        const grown = [packetsReceived, framesDecoded, nackCount].map((place) => interval.delta(place));
        return [grown, members.map((place) => [interval.latest(place), interval.previous(place)])];
      });
    };
    expect(told(still)).toEqual(told(undefined));
  });

  test('are told apart by object, whatever the order in which a report lists them', () => {
    const stream = (id: string, rate: number, t: number) =>
      object('inbound-rtp', id, { packetsReceived: rate * t }, { kind: 'audio' });
    const seen = new Recorder().feed(
      ...seconds(6).map((t) => {
        const streams = [stream('A', 50, t), stream('B', 20, t), stream('C', 10, t)];
        return sample(t, t % 2 === 0 ? streams : streams.toReversed());
      }),
    );
    const ratesOf = (track: string) => seen.with('packet-rate').filter(({ subject }) => subject.track === track).length;
    expect(seen.values('packet-rate').sort((a, b) => a - b)).toEqual([
      ...Array.from({ length: 6 }, () => 10),
      ...Array.from({ length: 6 }, () => 20),
      ...Array.from({ length: 6 }, () => 50),
    ]);
    expect([ratesOf('A'), ratesOf('B'), ratesOf('C')]).toEqual([6, 6, 6]);
  });

  test('of an object that was away for more than two minutes are not compared', () => {
    const audio = (packetsReceived: number) => object('inbound-rtp', 'A', { packetsReceived }, { kind: 'audio' });
    const other = (t: number) => object('inbound-rtp', 'B', { packetsReceived: t }, { kind: 'audio' });
    const away = (until: number) => {
      const seen = new Recorder().feed(sample(0, [audio(0), other(0)]), sample(1, [audio(50), other(1)]));
      for (let t = 2; t < until; t += 1) seen.feed(sample(t, [other(t)]));
      seen.feed(sample(until, [audio(5000), other(until)]));
      return seen.with('packet-rate').filter(({ subject }) => subject.track === 'A').length;
    };
    expect(away(100)).toBe(2);
    expect(away(200)).toBe(1);
  });
});
