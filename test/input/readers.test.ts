import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FileReader } from '../../src/input/readers.js';

const folder = mkdtempSync(join(tmpdir(), 'rtc-triage-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file', () => {
  it('gives everything else a turn while it is read', async () => {
    const path = join(folder, 'large');
    writeFileSync(path, '');
    truncateSync(path, 20e6);
    const reader = new FileReader(path);
    const target = Buffer.alloc(256 * 1024);
    // Opening the file takes turns of its own.
    let bytes = await reader.read(target, 0);
    let turns = 0;
    let reading = true;
    const turn = (): void => {
      turns++;
      if (reading) setImmediate(turn);
    };
    setImmediate(turn);
    for (let count = -1; count !== 0; bytes += count) count = await reader.read(target, 0);
    reading = false;
    expect(bytes).toBe(20e6);
    expect(turns).toBeGreaterThanOrEqual(4);
  });

  it('is read to its end in pieces of any size, from its beginning', async () => {
    const content = Buffer.from(Array.from({ length: 1000 }, (_, k) => k % 251));
    const path = join(folder, 'small');
    writeFileSync(path, content);
    for (const size of [1, 7, 999, 1000, 5000]) {
      const reader = new FileReader(path);
      const pieces: Buffer[] = [];
      const target = Buffer.alloc(size + 3);
      for (let count = -1; count !== 0; ) {
        count = await reader.read(target, 3);
        pieces.push(Buffer.from(target.subarray(3, 3 + count)));
      }
      expect(Buffer.concat(pieces).equals(content)).toBe(true);
      expect(reader.position).toBe(1000);
    }
  });

  it('that is closed has ended', async () => {
    const path = join(folder, 'closed');
    writeFileSync(path, 'content');
    const reader = new FileReader(path);
    const target = Buffer.alloc(3);
    expect(await reader.read(target, 0)).toBe(3);
    await reader.close();
    expect(await reader.read(target, 0)).toBe(0);
  });

  it('that cannot be read fails with its cause', async () => {
    await expect(new FileReader(join(folder, 'missing')).read(Buffer.alloc(3), 0)).rejects.toMatchObject({
      code: 'ENOENT',
    });
    await expect(new FileReader(folder).read(Buffer.alloc(3), 0)).rejects.toMatchObject({ code: 'EISDIR' });
  });
});
