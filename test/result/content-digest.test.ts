import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContentDigest } from '../../src/result/content-digest.js';

const MIB = 1024 * 1024;

/** The digest of bytes that are handed over in pieces of this size. */
function digestOf(bytes: Buffer, piece: number): string {
  const digest = new ContentDigest();
  for (let at = 0; at < bytes.length; at += piece) digest.add(bytes, at, Math.min(bytes.length, at + piece));
  return digest.value();
}

const large = Buffer.alloc(9 * MIB, 'a recording of a call ');

describe('the digest of a log', () => {
  it('does not depend on the pieces in which the log is read', () => {
    const whole = digestOf(large, large.length);
    fc.assert(
      fc.property(fc.integer({ min: 5_000, max: 2 * MIB }), (piece) => {
        expect(digestOf(large, piece)).toBe(whole);
      }),
      { numRuns: 10 },
    );
  });

  it('differs for any other byte in the first 8 MiB, and for another length', () => {
    const small = large.subarray(0, 200_000);
    const whole = digestOf(small, 65_536);
    for (const place of [0, 5_000, 70_000, 199_999]) {
      const changed = Buffer.from(small);
      changed[place] = 0;
      expect(digestOf(changed, 65_536)).not.toBe(whole);
    }
    expect(digestOf(small.subarray(0, 199_999), 65_536)).not.toBe(whole);
    expect(digestOf(large.subarray(0, large.length - 1), MIB)).not.toBe(digestOf(large, MIB));
  });

  it('differs when a large log goes on differently', () => {
    const changed = Buffer.from(large);
    changed.fill('another call ', 8 * MIB + 1_000);
    expect(digestOf(changed, MIB)).not.toBe(digestOf(large, MIB));
  });
});
