import { describe, expect, it } from 'vitest';
import { PollTimes } from '../../../src/formats/webrtc-internals/poll-times.js';

function feed(times: PollTimes, text: string, pieces = 1): readonly number[] {
  const bytes = Buffer.from(text);
  const size = Math.ceil(bytes.length / pieces);
  times.reset();
  for (let at = 0; at < bytes.length; at += size) {
    const end = Math.min(bytes.length, at + size);
    times.write(bytes, at, end, end === bytes.length);
  }
  if (!times.isRead) return [];
  const { values, length } = times.values();
  return Array.from(values.subarray(0, length));
}

describe('times of the polls', () => {
  it('are read from each text, whether or not it is the one before', () => {
    const times = new PollTimes(1000);
    const a = '[1736000000000.123,1736000001000.5]';
    const b = '[1736000000000.124,1736000001000.5]';
    for (const text of [a, a, b, a, a]) expect(feed(times, text)).toEqual(JSON.parse(text));
  });

  it('are read from texts in pieces too, between others', () => {
    const times = new PollTimes(1000);
    const text = '[1736000000000.123,1736000001000.5,1736000002000]';
    for (const pieces of [1, 3, 1, 5, 1]) expect(feed(times, text, pieces)).toEqual(JSON.parse(text));
  });

  it('have the version that they had before where the text is one of the last ones, and else another', () => {
    const times = new PollTimes(1000);
    const texts = Array.from({ length: 20 }, (_, n) => `[${1736000000000 + n},1736000001000.5]`);
    const versions = texts.slice(0, 4).map((text) => {
      feed(times, text);
      return times.version;
    });
    expect(new Set(versions).size).toBe(4);
    for (const n of [2, 0, 3, 3, 1]) {
      expect(feed(times, texts[n] ?? '')).toEqual(JSON.parse(texts[n] ?? ''));
      expect(times.version).toBe(versions[n]);
      expect([times.count, times.step]).toEqual([2, 1]);
    }
    for (const text of texts) expect(feed(times, text)).toEqual(JSON.parse(text));
    for (const text of texts) expect(feed(times, text)).toEqual(JSON.parse(text));
  });

  it('of a text that is no array of numbers are none, however often it comes', () => {
    const times = new PollTimes(1000);
    for (const text of ['["a","b"]', '["a","b"]', '{}', '{}']) expect(feed(times, text)).toEqual([]);
    expect(feed(times, '[1,2]')).toEqual([1, 2]);
  });

  it('are none where no text came', () => {
    const times = new PollTimes(1000);
    feed(times, '[1,2]');
    times.reset();
    expect(times.isRead).toBe(false);
  });
});
