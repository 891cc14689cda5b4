import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StandardStream } from '../../src/start/standard-stream.js';

describe('standard output', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stream-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const never = () => {
    throw new Error('a stream was opened');
  };

  it('is written without a stream where it takes what it is given', () => {
    const file = join(folder, 'out.txt');
    const descriptor = openSync(file, 'w');
    const out = new StandardStream(descriptor, never);
    out.write('卡顿\n');
    out.write('x'.repeat(1_000_000));
    closeSync(descriptor);
    expect(readFileSync(file, 'utf8')).toBe(`卡顿\n${'x'.repeat(1_000_000)}`);
  });

  it('is left to a stream, in the same order, from the first write on that fails', () => {
    // Nothing can be written through a descriptor that was opened for reading.
    const descriptor = openSync(folder, 'r');
    const stream = new PassThrough();
    const out = new StandardStream(descriptor, () => stream as unknown as NodeJS.WriteStream);
    out.write('one ');
    out.write('two');
    closeSync(descriptor);
    expect(stream.read().toString()).toBe('one two');
  });

  it('may have lost its reader, and nothing else', () => {
    const stream = new PassThrough();
    new StandardStream(-1, () => stream as unknown as NodeJS.WriteStream).write('text');
    expect(() => stream.emit('error', Object.assign(new Error('gone'), { code: 'EPIPE' }))).not.toThrow();
    expect(() => stream.emit('error', Object.assign(new Error('full'), { code: 'ENOSPC' }))).toThrow('full');
  });

  it.skipIf(!existsSync('/dev/null'))(
    'is no terminal where it is thrown away, and no stream is opened to find that out',
    () => {
      const descriptor = openSync('/dev/null', 'w');
      expect(new StandardStream(descriptor, never).terminal).toBeUndefined();
      closeSync(descriptor);
    },
  );

  it('is no terminal where it is a file, or closed', () => {
    const descriptor = openSync(folder, 'r');
    expect(new StandardStream(descriptor, never).terminal).toBeUndefined();
    closeSync(descriptor);
    expect(new StandardStream(descriptor, never).terminal).toBeUndefined();
  });
});
