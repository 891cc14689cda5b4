import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DamagedInputError } from '../../src/input/damage.js';
import { gzipReader } from '../../src/input/gzip.js';
import { MemoryReader, readAll } from '../support/readers.js';

/** Text that packs about 4:1, as logs do; the generator is fixed so that every run is the same. */
function logText(lines: number): Buffer {
  let seed = 7;
  const next = () => (seed = (seed * 1103515245 + 12345) % 2147483648);
  return Buffer.from(
    Array.from(
      { length: lines },
      (_, i) => `[12:00:${i % 60}.${next() % 1000}] rtt=${next() % 500} lost=${next()}\n`,
    ).join(''),
  );
}

function unpack(packed: Buffer, step = Number.POSITIVE_INFINITY, reopenable = true) {
  return readAll(gzipReader(() => new MemoryReader(packed, step), { reopenable }));
}

function damageOf(error: unknown): DamagedInputError {
  if (error instanceof DamagedInputError) return error;
  throw new Error(`No DamagedInputError: ${String(error)}`);
}

describe('a gzip file', () => {
  it('unpacks to what was packed, whatever the size of reads', async () => {
    const text = logText(20_000);
    const packed = gzipSync(text);
    for (const step of [1000, 65_536, 65_537, Number.POSITIVE_INFINITY]) {
      const { bytes, error } = await unpack(packed, step);
      expect(error).toBeUndefined();
      expect(bytes.equals(text)).toBe(true);
    }
    expect((await unpack(gzipSync(''), 1)).bytes.length).toBe(0);
  });

  it('may consist of several members, with header fields and zero padding', async () => {
    const deflated = deflateRawSync('two\n');
    const header = Buffer.from([0x1f, 0x8b, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 3, 3, 0, 1, 2, 3]);
    const names = Buffer.from('name.log\0a comment\0\x12\x34', 'latin1');
    const second = Buffer.concat([header, names, deflated, gzipSync('two\n').subarray(-8)]);
    const packed = Buffer.concat([gzipSync('one\n'), second, gzipSync('three\n'), Buffer.alloc(700)]);
    for (const step of [1, 7, 5000]) {
      const { bytes, error } = await unpack(packed, step);
      expect(error).toBeUndefined();
      expect(bytes.toString()).toBe('one\ntwo\nthree\n');
    }
  });

  it('that is cut delivers what was packed before the cut, at every place', async () => {
    const text = logText(60);
    const packed = gzipSync(text);
    let longest = 0;
    for (let cut = 2; cut < packed.length; cut++) {
      const { bytes, error } = await unpack(packed.subarray(0, cut), 64);
      const damage = damageOf(error);
      expect(damage.code).toBe('truncated');
      expect(damage.offset).toBe(bytes.length);
      expect(text.subarray(0, bytes.length).equals(bytes)).toBe(true);
      expect(bytes.length).toBeGreaterThanOrEqual(longest);
      longest = bytes.length;
    }
    expect(longest).toBe(text.length);
  });

  it('with damage in the middle delivers nearly all before it', async () => {
    const text = logText(40_000);
    const half = text.length / 2;
    // Two flushed blocks, so that the place of the second block's header is known: 0x07 says "block type 3", which does not exist.
    const first = deflateRawSync(text.subarray(0, half), { finishFlush: 2 });
    const packed = Buffer.concat([gzipSync('').subarray(0, 10), first, Buffer.alloc(300_000, 0x07)]);
    const { bytes, error } = await unpack(packed);
    expect(damageOf(error).code).toBe('corrupt');
    expect(damageOf(error).offset).toBe(bytes.length);
    expect(text.subarray(0, bytes.length).equals(bytes)).toBe(true);
    expect(Math.floor(half) - bytes.length).toBeLessThan(2000);
  });

  it('of garbage reports damage at byte 0', async () => {
    const garbage = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), Buffer.alloc(3000, 0xa7)]);
    for (const reopenable of [true, false]) {
      const { bytes, error } = await unpack(garbage, 100, reopenable);
      expect(bytes.length).toBe(0);
      expect(damageOf(error)).toMatchObject({ code: 'corrupt', offset: 0 });
    }
    expect(damageOf((await unpack(Buffer.from([0x1f, 0x8b, 99, 0, 0, 0, 0, 0, 0, 0]))).error).code).toBe('corrupt');
  });

  it('followed by other bytes delivers everything and says so', async () => {
    const { bytes, error } = await unpack(Buffer.concat([gzipSync('whole\n'), Buffer.from('garbage')]));
    expect(bytes.toString()).toBe('whole\n');
    expect(damageOf(error)).toMatchObject({ code: 'trailing-bytes', offset: 6 });
  });

  it('with a wrong checksum delivers everything and says so', async () => {
    const packed = gzipSync('whole\n');
    packed.writeUInt32LE(1, packed.length - 8);
    const { bytes, error } = await unpack(packed);
    expect(bytes.toString()).toBe('whole\n');
    expect(damageOf(error).code).toBe('checksum');
  });

  it('that unpacks beyond all measure is stopped', async () => {
    const packed = gzipSync(Buffer.alloc(30_000_000));
    const expansion = { freeBytes: 1_000_000, ratio: 200 };
    const reader = gzipReader(() => new MemoryReader(packed), {
      reopenable: true,
      packedBytes: packed.length,
      expansion,
    });
    const { bytes, error } = await readAll(reader);
    expect(damageOf(error).code).toBe('expansion-limit');
    expect(bytes.length).toBeLessThan(200 * packed.length + 1_000_000);
  });

  it('is closed when reading stops early, and tells its place in the packed bytes', async () => {
    const source = new MemoryReader(gzipSync(logText(50_000)), 1000);
    const reader = gzipReader(() => source, { reopenable: true });
    await reader.read(Buffer.alloc(100), 0);
    expect(reader.position).toBeGreaterThan(0);
    await reader.close();
    expect(source.closed).toBe(true);
    expect(await reader.read(Buffer.alloc(100), 0)).toBe(0);
  });
});
