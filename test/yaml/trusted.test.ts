import { describe, expect, test } from 'vitest';
import { bytesOf, trusted, trustedFiles } from '../../src/yaml/trusted.js';

describe('what the build made', () => {
  const texts = ['a.yaml', Buffer.from('b: 2'), 'c.yaml', Buffer.from('d: 4')];

  test('is known by the names and the bytes of what it was made of', () => {
    const same = ['a.yaml', Buffer.from('b: 2'), 'c.yaml', Buffer.from('d: 4')];
    expect(bytesOf(same)).toEqual(bytesOf(texts));
  });

  test.each([
    ['an edit', ['a.yaml', Buffer.from('b: 3'), 'c.yaml', Buffer.from('d: 4')]],
    ['a file that is named otherwise', ['z.yaml', Buffer.from('b: 2'), 'c.yaml', Buffer.from('d: 4')]],
    ['a byte that moved to the next file', ['a.yaml', Buffer.from('b: '), 'c.yaml', Buffer.from('2d: 4')]],
    ['another order', ['c.yaml', Buffer.from('d: 4'), 'a.yaml', Buffer.from('b: 2')]],
    ['a file more', [...texts, 'e.yaml', Buffer.from('')]],
    ['a file less', texts.slice(0, 2)],
    ['nothing', []],
  ])('is told from %s', (_, others) => {
    expect(bytesOf(others)).not.toEqual(bytesOf(texts));
  });

  test('is written in ASCII alone, the value and each part on a line', () => {
    const value = { title: '卡顿 "…" \\ \n 😀' };
    const [file] = trustedFiles('rules', [], { value, parts: [JSON.stringify(value), '1'] });
    expect(file?.content).toMatch(/^[\n -~]*$/);
    expect(
      String(file?.content)
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toEqual([value, value, 1]);
  });

  test('is never taken by code that was not built with it', () => {
    expect(trusted('rules', [])).toBeUndefined();
  });
});
