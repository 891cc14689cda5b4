import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isMadeOf, type Sources, sourceBytes } from '../../src/yaml/sources.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sources-'));
  write({ 'a.yaml': 'b: 2', '卡.yaml': 'c: 卡顿' });
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

/** The names and contents of these files. */
function sourcesOf(...names: string[]): Sources {
  return (visitor) => {
    for (const name of names) {
      visitor.name(name);
      visitor.content(join(folder, name));
    }
  };
}

describe('sources are the same', () => {
  test('while names and contents are', () => {
    const made = sourceBytes(sourcesOf('a.yaml', '卡.yaml'));
    write({ 'a.yaml': 'b: 2' });
    expect(isMadeOf(made, sourcesOf('a.yaml', '卡.yaml'))).toBe(true);
  });

  test('whatever their number', () => {
    expect(isMadeOf(sourceBytes(sourcesOf()), sourcesOf())).toBe(true);
  });
});

describe('sources have changed', () => {
  test.each<readonly [string, Readonly<Record<string, string>>]>([
    ['an edit that keeps the length', { 'a.yaml': 'b: 3' }],
    ['an edit that does not', { 'a.yaml': 'b: 22' }],
    ['a file emptied', { '卡.yaml': '' }],
    ['a byte that moved to the next file', { 'a.yaml': 'b: ', '卡.yaml': '2c: 卡顿' }],
    ['a character of as many bytes', { '卡.yaml': 'c: 卡頓' }],
  ])('after %s', (_, edit) => {
    const sources = sourcesOf('a.yaml', '卡.yaml');
    const made = sourceBytes(sources);
    write(edit);
    expect(isMadeOf(made, sources)).toBe(false);
  });

  test('with a file more, a file less, another order, another name, or one that cannot be read', () => {
    write({ 'same.yaml': 'b: 2', 'empty.yaml': '' });
    const made = sourceBytes(sourcesOf('a.yaml', '卡.yaml'));
    const others = [
      ['a.yaml', '卡.yaml', 'empty.yaml'],
      ['a.yaml'],
      [],
      ['卡.yaml', 'a.yaml'],
      ['same.yaml', '卡.yaml'],
    ];
    for (const names of [...others, ['a.yaml', 'none.yaml']])
      expect(isMadeOf(made, sourcesOf(...names)), names.join()).toBe(false);
  });

  test('where a name is another although its content does not matter', () => {
    const made = sourceBytes((visitor) => visitor.name('a.test.yaml'));
    expect(isMadeOf(made, (visitor) => visitor.name('b.test.yaml'))).toBe(false);
  });
});
