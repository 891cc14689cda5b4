import { describe, expect, test } from 'vitest';
import { preparedOf, trusted, trustedFiles } from '../../src/yaml/trusted.js';

describe('what the build made', () => {
  const value = { title: '卡顿 "…" \\ \n 😀' };
  const parts = [JSON.stringify(value), '1', '"😀"'];
  const [valueFile, partsFile] = trustedFiles('rules', () => undefined, { value, parts });

  test('is written in ASCII alone', () => {
    expect(valueFile?.content).toMatch(/^[ -~]*$/);
    expect(partsFile?.content).toMatch(/^[ -~]*$/);
  });

  test('stands in two files: the value with the ends of the parts, and the parts', () => {
    const written = JSON.parse(String(valueFile?.content)) as { value: unknown; ends: number[] };
    expect(written.value).toEqual(value);
    const read = written.ends.map((end, i): unknown =>
      JSON.parse(String(partsFile?.content).slice(written.ends[i - 1] ?? 0, end)),
    );
    expect(read).toEqual([value, 1, '😀']);
    expect(read).toEqual(parts.map((_, i) => preparedOf({ value, parts }).part(i)));
  });

  test('is never taken by code that was not built with it', () => {
    expect(trusted('rules', () => undefined)).toBeUndefined();
  });
});
