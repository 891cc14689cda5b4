import { describe, expect, test } from 'vitest';
import { object, Recorder, sample } from '../support/records.js';

/** A received track of which each second plays `played` seconds with this energy (of samples in −1…1, a second). */
function track(
  seconds: number,
  energy: (second: number) => number,
  played: (second: number) => number = () => 1,
): Recorder {
  const seen = new Recorder();
  let totalAudioEnergy = 0;
  let totalSamplesDuration = 0;
  for (let s = 0; s <= seconds; s += 1) {
    const values = { packetsReceived: 50 * s + 1, totalAudioEnergy, totalSamplesDuration };
    seen.feed(sample(s, [object('inbound-rtp', 'A', values, { kind: 'audio' })]));
    totalAudioEnergy += energy(s);
    totalSamplesDuration += played(s);
  }
  return seen;
}

const NOISE = 1e-9; // −90 dBFS
const SPEECH = 0.05; // −13 dBFS

describe('a received track in which nothing is heard', () => {
  test('counts what was played since its beginning', () => {
    expect(track(4, () => NOISE).values('never-heard-for')).toEqual([1, 2, 3, 4]);
  });

  test('ends with the first sound, for good', () => {
    expect(track(4, (s) => (s === 2 ? SPEECH : NOISE)).values('never-heard-for')).toEqual([1, 2, 0, 0]);
  });

  test('is not told where no energy at all was counted: some browsers do not measure it', () => {
    expect(track(4, () => 0).values('never-heard-for')).toEqual([]);
  });
});

describe('the rate at which audio is played', () => {
  test('is one on a device that keeps up, less on one that does not take its samples in time', () => {
    const half = track(
      4,
      () => SPEECH,
      (s) => (s < 2 ? 1 : 0.5),
    );
    expect(half.values('playout-rate')).toEqual([1, 1, 0.5, 0.5]);
  });
});
