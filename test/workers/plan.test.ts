import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { FileGroup } from '../../src/input/input.js';
import { largestOf, threadsFor } from '../../src/workers/plan.js';

const MIB = 1024 * 1024;

function logs(count: number, size: number, name = 'call.log'): FileGroup[] {
  return Array.from({ length: count }, (_, n) => {
    const path = `${n}/${name}`;
    return {
      kind: 'files',
      path,
      files: [{ item: { kind: 'file', path, file: path, modified: 0, size }, number: undefined }],
    };
  });
}

describe('threads are started', () => {
  it('as many as are asked for, but never more than there are logs', () => {
    expect(threadsFor(logs(10, 1), 4)).toBe(4);
    expect(threadsFor(logs(3, 1), 4)).toBe(3);
    expect(threadsFor(logs(10, 1000 * MIB), 1)).toBe(1);
  });

  it('unasked only where each has enough to read', () => {
    const cores = availableParallelism();
    expect(threadsFor(logs(1, 100_000 * MIB), 'auto')).toBeLessThan(2);
    expect(threadsFor(logs(100, 1000), 'auto')).toBeLessThan(2);
    expect(threadsFor(logs(4, 50 * MIB), 'auto')).toBeLessThan(2);
    expect(threadsFor(logs(500, 1000 * MIB), 'auto')).toBe(Math.min(500, cores));
    // Many short logs are more work than their bytes.
    expect(threadsFor(logs(1000, 1000), 'auto')).toBe(Math.min(10, cores));
    // Packed logs are larger than they look.
    expect(threadsFor(logs(10, 50 * MIB, 'dump.json.gz'), 'auto')).toBe(Math.min(10, cores));
  });
});

describe('the largest log', () => {
  it('counts with all of its files, and as what comes out of a packed one', () => {
    const parts = logs(3, 10).flatMap(({ files }) => files);
    expect(largestOf([...logs(5, 25), { kind: 'files', path: 'rotated', files: parts }])).toBe(30);
    expect(largestOf([...logs(5, 25), ...logs(1, 25, 'dump.json.gz')])).toBeGreaterThan(100);
  });

  it('has no known size where nothing but a pipe is read', () => {
    expect(largestOf([{ kind: 'stdin', path: '-' }])).toBe(0);
  });
});
