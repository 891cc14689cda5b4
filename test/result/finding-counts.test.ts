import { describe, expect, it } from 'vitest';
import { FindingCounts } from '../../src/result/finding-counts.js';
import { connection, finding } from './subjects.js';

describe('the number of findings', () => {
  const freeze = finding();
  const { key } = freeze.episode.subject;
  const counts = new FindingCounts([freeze, finding({ rule: 'connect/slow-connect' }), freeze]);

  it('is counted for each rule and subject', () => {
    expect(counts.of('stutter/video-freeze', key)).toBe(2);
    expect(counts.of('connect/slow-connect', key)).toBe(1);
    expect(counts.of('stutter/video-freeze', connection.key)).toBe(0);
  });

  it('is none where the log holds no such subject', () => {
    expect(counts.of('stutter/video-freeze', undefined)).toBe(0);
  });
});
