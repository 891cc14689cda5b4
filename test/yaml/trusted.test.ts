import { describe, expect, test } from 'vitest';
import { matches, type TrustedFile, trusted, trustedFile } from '../../src/yaml/trusted.js';

describe('what the build made', () => {
  const file = JSON.parse(trustedFile(['a: 1', 'b: 2'], { any: 'value' })) as TrustedFile;

  test('is believed while the texts that it was made of stand as they were', () => {
    expect(matches(file, ['a: 1', 'b: 2'])).toBe(true);
  });

  test.each([[['a: 1', 'b: 3']], [['a: 1b: 2']], [['a: 1b', ': 2']], [['b: 2', 'a: 1']], [['a: 1']], [[]]])(
    'is not believed for %j',
    (texts) => {
      expect(matches(file, texts)).toBe(false);
    },
  );

  test('is never taken by code that was not built with it', () => {
    expect(trusted('rules', [])).toBeUndefined();
  });
});
