import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Chunks, chunkText } from '../../src/start/chunks.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chunks-'));
  write(
    'main.cjs',
    "const heavy = require('./heavy.cjs'); exports.sum = (a) => heavy.plus(a, 1); exports.at = __filename;",
  );
  write('heavy.cjs', 'exports.plus = (a, b) => a + b;');
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: string | Buffer) =>
  writeFileSync(join(folder, name), typeof content === 'string' ? chunkText(content) : content);
const open = () => new Chunks(folder, join(folder, 'program.js'));

function sumOf(chunks: Chunks, value: number): unknown {
  const { sum } = chunks.load('main.cjs');
  return typeof sum === 'function' ? sum(value) : undefined;
}

describe('chunks of the program', () => {
  test('are run when something of them is used first', () => {
    const chunks = open();
    chunks.load('main.cjs');
    expect(chunks.loaded()).toEqual(['main.cjs']);
    expect(sumOf(chunks, 2)).toBe(3);
    expect(chunks.loaded()).toEqual(['main.cjs', 'heavy.cjs']);
  });

  test('are run once', () => {
    write(
      'heavy.cjs',
      'globalThis.timesRun = (globalThis.timesRun ?? 0) + 1; exports.plus = () => globalThis.timesRun;',
    );
    const chunks = open();
    expect([sumOf(chunks, 1), sumOf(chunks, 1)]).toEqual([1, 1]);
  });

  test('take themselves for the program, wherever they lie', () => {
    expect(open().load('main.cjs').at).toBe(join(folder, 'program.js'));
  });

  test('that are not there are told as such', () => {
    expect(() => open().load('other.cjs')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });
});

describe('compiled code', () => {
  test('lies beside the chunk that it is of, and does the same', () => {
    const first = open();
    sumOf(first, 1);
    for (const [name, code] of first.compiled()) write(name, code);
    expect(readdirSync(folder)).toHaveLength(4);
    expect(sumOf(open(), 2)).toBe(3);
  });

  test('that is of no use is left aside', () => {
    const first = open();
    sumOf(first, 1);
    for (const name of first.compiled().keys()) write(name, Buffer.from('written by nobody'));
    expect(sumOf(open(), 2)).toBe(3);
    write('main.cjs', 'exports.sum = () => "a chunk that has changed since";');
    for (const [name, code] of first.compiled()) write(name, code);
    expect(sumOf(open(), 2)).toBe('a chunk that has changed since');
  });
});
