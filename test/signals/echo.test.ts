import { describe, expect, test } from 'vitest';
import { object, Recorder, sample } from '../support/records.js';

/** Power of speech at −10 dBFS and of silence at −80 dBFS. */
const SPEECH = 0.1;
const SILENCE = 1e-8;

/** Talk with pauses of different lengths, repeating after 23 s; power per second. */
const speech = (second: number): number => {
  const s = ((second % 23) + 23) % 23;
  return (s >= 3 && s < 9) || (s >= 12 && s < 14) || s >= 19 ? SPEECH : SILENCE;
};
/** Another voice with its own pauses, unrelated to the first. */
const other = (second: number): number => {
  const s = second % 17;
  return s < 4 || (s >= 9 && s < 13) ? SPEECH : SILENCE;
};

interface Voices {
  readonly mic: (second: number) => number;
  readonly inbound: (second: number) => number;
}

/** A call of 60 s polled every `period` seconds, energies summed in steps of 0.1 s. */
function call({ mic, inbound }: Voices, period = 1, seconds = 60): Recorder {
  const energy = (power: (second: number) => number, until: number): number => {
    let sum = 0;
    for (let i = 0; i < Math.round(until * 10); i += 1) sum += power(Math.floor(i / 10)) / 10;
    return sum;
  };
  const seen = new Recorder();
  for (let t = 0; t <= seconds; t += period) {
    seen.feed(
      sample(t, [
        object('media-source', 'M', { totalAudioEnergy: energy(mic, t), totalSamplesDuration: t }, { kind: 'audio' }),
        object(
          'inbound-rtp',
          'A',
          { packetsReceived: 50 * t + 1, totalAudioEnergy: energy(inbound, t), totalSamplesDuration: t },
          { kind: 'audio' },
        ),
        object('outbound-rtp', 'O', { packetsSent: 50 * t }, { kind: 'audio', labels: { mediaSourceId: 'M' } }),
      ]),
    );
  }
  return seen;
}

const delayed = (power: (second: number) => number, lag: number) => (second: number) => power(second - lag) / 3;

describe('who hears himself', () => {
  test.each([1, 2])('the inbound level follows the own microphone by %i s', (lag) => {
    const seen = call({ mic: speech, inbound: delayed(speech, lag) });
    const readings = seen.values('return-correlation');
    expect(readings.length).toBeGreaterThan(20);
    expect(Math.min(...readings)).toBeGreaterThan(0.95);
    for (const found of seen.values('return-lag')) expect(found).toBeCloseTo(lag, 1);
    expect(Math.max(...seen.values('leak-correlation'))).toBe(0);
  });

  test('the first reading comes when 30 s of pairs are there, not before', () => {
    const [first] = call({ mic: speech, inbound: delayed(speech, 1) }).series('return-correlation');
    expect(first?.[0]).toBeGreaterThanOrEqual(31);
    expect(first?.[0]).toBeLessThanOrEqual(34);
  });

  test('finer polling gives the same answer', () => {
    const seen = call({ mic: speech, inbound: delayed(speech, 1) }, 0.5);
    expect(Math.min(...seen.values('return-correlation'))).toBeGreaterThan(0.9);
  });
});

test('an echo that comes back over two streams is found in their sum', () => {
  const half = (s: number) => (s % 2 < 1 ? 1 : 0);
  const seen = new Recorder();
  const sums = [0, 0, 0];
  for (let t = 0; t <= 60; t += 1) {
    const [mic = 0, first = 0, second = 0] = sums;
    const inbound = (id: string, energy: number) =>
      object(
        'inbound-rtp',
        id,
        { packetsReceived: t + 1, totalAudioEnergy: energy, totalSamplesDuration: t },
        { kind: 'audio' },
      );
    seen.feed(
      sample(t, [
        object('media-source', 'M', { totalAudioEnergy: mic, totalSamplesDuration: t }, { kind: 'audio' }),
        inbound('A', first),
        inbound('B', second),
      ]),
    );
    sums[0] = mic + speech(t);
    sums[1] = first + (half(t) ? speech(t - 1) : SILENCE);
    sums[2] = second + (half(t) ? SILENCE : speech(t - 1));
  }
  expect(Math.max(...seen.values('return-correlation'))).toBeGreaterThan(0.95);
});

describe('who leaks', () => {
  test.each([0, 1])('the microphone follows the inbound level by %i s', (lag) => {
    const seen = call({ mic: delayed(speech, lag), inbound: speech });
    expect(Math.min(...seen.values('leak-correlation'))).toBeGreaterThan(0.95);
    expect(Math.max(...seen.values('return-correlation'))).toBe(0);
  });
});

describe('no claim', () => {
  test('two voices of their own', () => {
    const seen = call({ mic: speech, inbound: other });
    expect(seen.values('return-correlation').length).toBeGreaterThan(0);
    expect(Math.max(...seen.values('return-correlation'))).toBeLessThan(0.85);
    expect(Math.max(...seen.values('leak-correlation'))).toBeLessThan(0.85);
  });

  test.each([
    ['a microphone without a pause', { mic: () => SPEECH, inbound: () => SPEECH }, 1],
    ['a silent far end', { mic: speech, inbound: () => SILENCE }, 1],
    ['polling slower than 2 s', { mic: speech, inbound: delayed(speech, 1) }, 5],
  ] as const)('not observable: %s', (_, voices, period) => {
    const seen = call(voices, period);
    expect(seen.values('return-correlation')).toEqual([]);
    expect(seen.values('leak-correlation')).toEqual([]);
  });

  test('less than 30 s are not observable', () => {
    expect(call({ mic: speech, inbound: delayed(speech, 1) }, 1, 29).values('return-correlation')).toEqual([]);
  });
});

test('seconds in which this end spoke and nothing came back', () => {
  const quiet = call({ mic: speech, inbound: () => SILENCE });
  // 12 s of speech in each 23 s.
  const seconds = quiet.values('no-return-time').reduce((a, b) => a + b, 0);
  expect(seconds).toBeGreaterThan(26);
  expect(seconds).toBeLessThan(34);
  const echo = call({ mic: speech, inbound: delayed(speech, 1) });
  expect(echo.values('no-return-time').reduce((a, b) => a + b, 0)).toBeLessThan(1);
});

test('the far end is active while it is above −45 dBFS', () => {
  const seen = call({ mic: speech, inbound: (s) => (s < 20 ? SPEECH : SILENCE) });
  expect(seen.values('far-end-active-time').reduce((a, b) => a + b, 0)).toBeCloseTo(20, 6);
});
