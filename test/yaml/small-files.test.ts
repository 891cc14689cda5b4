import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SmallFiles } from '../../src/yaml/small-files.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'small-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('files keep their own content, also where they are more than fit together, empty, or large', () => {
  const contents = [700, 0, 300_000, 200_000, 100_000, 2_000_000, 10].map((size, i) => String(i).repeat(size));
  contents.forEach((content, i) => {
    writeFileSync(join(folder, String(i)), content);
  });
  const files = new SmallFiles();
  const read = contents.map((_, i) => files.read(join(folder, String(i))));
  expect(read.map((bytes, i) => bytes.toString() === contents[i])).toEqual(contents.map(() => true));
});

test('a file that is not there is told as such', () => {
  expect(() => new SmallFiles().read(join(folder, 'none'))).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});
