import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { prepare } from '../../src/generate/prepared-yaml.js';
import { digestOf, preparedValue } from '../../src/yaml/prepared.js';

const RULES = resolve(import.meta.dirname, '../../rules');
const shipped = readdirSync(RULES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));

describe('values prepared by the build', () => {
  test('are what parsing the file gives, for every file that ships with the package', () => {
    for (const name of shipped) {
      const text = readFileSync(join(RULES, name), 'utf8');
      const stored: unknown = JSON.parse(JSON.stringify(prepare([text])));
      expect(stored, name).toEqual({ [digestOf(text)]: parse(text) });
    }
  });

  test('leave out what JSON cannot say, and what has mistakes', () => {
    expect(prepare(['a: .nan', 'a: [1', 'a: 1\na: 2'])).toEqual({});
  });

  test('are known by the whole text: one changed letter, and it is another file', () => {
    expect(digestOf('above: 1\n')).not.toBe(digestOf('above: 2\n'));
    expect(preparedValue('no such text ships with the package')).toBeUndefined();
  });
});
