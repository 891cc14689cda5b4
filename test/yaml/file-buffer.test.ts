import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FileBuffer } from '../../src/yaml/file-buffer.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'file-buffer-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function textOf(buffer: FileBuffer, file: string, start?: number, end?: number): string {
  const length = buffer.read(join(folder, file), start, end);
  return buffer.bytes.toString('latin1', 0, length);
}

test('files are read one after the other, also where they are empty, just fit, or are many times as large', () => {
  const contents = [70, 0, 100, 101, 200, 2_000_000, 10].map((size, i) => String(i).repeat(size));
  contents.forEach((content, i) => {
    writeFileSync(join(folder, String(i)), content);
  });
  const buffer = new FileBuffer(100);
  expect(contents.map((content, i) => textOf(buffer, String(i)) === content)).toEqual(contents.map(() => true));
});

test('a part of a file is read alone, as far as there is one', () => {
  writeFileSync(join(folder, 'a'), '0123456789');
  const buffer = new FileBuffer(4);
  expect(textOf(buffer, 'a', 3, 5)).toBe('34');
  expect(textOf(buffer, 'a', 3, 3)).toBe('');
  expect(textOf(buffer, 'a', 3, 9)).toBe('345678');
  expect(textOf(buffer, 'a', 8, 100)).toBe('89');
  expect(textOf(buffer, 'a', 8)).toBe('89');
});

test('a file that is not there is told as such', () => {
  expect(() => new FileBuffer(10).read(join(folder, 'none'))).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});
