import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type YamlFile, yamlSchemas } from '../../src/generate/yaml-schemas.js';
import { scaffoldRule } from '../../src/rules/scaffold.js';

const RULES = resolve(import.meta.dirname, '../../rules');
const ajv = new Ajv({ strict: false });
const validators = new Map([...yamlSchemas()].map(([name, schema]) => [name, ajv.compile(schema)]));

function validator(name: YamlFile): ValidateFunction {
  const found = validators.get(name);
  if (found === undefined) throw new Error(`There is no schema ${name}.`);
  return found;
}

const isValid = (name: YamlFile, text: string): boolean => validator(name)(parse(text));
const shipped = (file: string): string => readFileSync(join(RULES, file), 'utf8');

/** Every file that ships, by the kind that its place says. */
const files = readdirSync(RULES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml') && !file.startsWith('vendors/'))
  .map((file) => [file, kindOf(file)] as const);

function kindOf(file: string): YamlFile {
  if (file.startsWith('formats/')) {
    if (file.endsWith('.shared.yaml')) return 'format-shared';
    return file === 'formats/wrappers.yaml'
      ? 'format-wrappers'
      : file === 'formats/known.yaml'
        ? 'format-known'
        : 'format';
  }
  if (file.startsWith('codes/')) return 'codes';
  if (file.endsWith('.test.yaml')) return 'rule-test';
  const name = file.replace('.yaml', '');
  return name === 'causes' || name === 'scenarios' || name === 'support' || name === 'sdk-versions' ? name : 'rule';
}

describe('the JSON Schemas for editors', () => {
  it('exist for every kind of file that a user may write', () => {
    expect(new Set(files.map(([, kind]) => kind))).toEqual(new Set(validators.keys()));
  });

  it('accept every file that ships', () => {
    const refused = files.filter(([file, kind]) => !isValid(kind, shipped(file))).map(([file]) => file);
    expect(refused).toEqual([]);
  });

  const { rule, test } = scaffoldRule('stutter/example');

  it('accept what `rules new` writes', () => {
    expect([isValid('rule', rule), isValid('rule-test', test)]).toEqual([true, true]);
  });

  it('accept a format that completes another one and says nothing else', () => {
    expect(isValid('format', 'extends: agora-web\nclock: { zone: utc }')).toBe(true);
    expect(isValid('format', 'id: mine\nclock: { date: line }')).toBe(false);
    expect(isValid('format', 'id: mine\ntitle: Mine\nclock: { zone: utc }')).toBe(false);
  });

  it.each<readonly [YamlFile, string, string, string]>([
    ['rule', rule, 'signal: stall-ratio, over', 'signal: stal-ratio, over'],
    ['rule', rule, 'over: 10s', 'over: 10'],
    ['rule', rule, 'merge: 5s', 'mergee: 5s'],
    ['rule', rule, 'when: {', 'when: { not: { not: { event: nothing } } }\nunless:\n  - {'],
    ['rule-test', test, '"0x40"', '0x40'],
    ['support', shipped('support.yaml'), '"09:00-18:00"', '9-18'],
    ['support', shipped('support.yaml'), 'calendars:', 'calendar:'],
    ['sdk-versions', shipped('sdk-versions.yaml'), '"4.24.5"', '4.24'],
    ['sdk-versions', shipped('sdk-versions.yaml'), 'newest:', 'latest:'],
    ['format', shipped('formats/agora-web.yaml'), 'event: join.start', 'event: joined'],
    ['codes', shipped('codes/agora.yaml'), 'domain:', 'domains:'],
  ])('refuse what the loader refuses in a %s file', (name, text, right, wrong) => {
    expect(text).toContain(right);
    expect(isValid(name, text.replace(right, wrong))).toBe(false);
  });
});
