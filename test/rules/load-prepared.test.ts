import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BUILT_IN_RULES, loadRulesAfresh } from '../../src/rules/load.js';
import { prepareRules, revived, ruleTexts } from '../../src/rules/load-prepared.js';
import type { Made } from '../../src/yaml/trusted.js';

describe('what the build writes down of the built-in rules', () => {
  const fresh = loadRulesAfresh();
  const written = JSON.stringify(prepareRules(fresh, BUILT_IN_RULES));
  const read = revived(JSON.parse(written) as Made);

  test('has no mistakes: none could be told later', () => {
    expect(fresh.problems).toEqual([]);
  });

  test('is the same as what stands in the files, down to tables that know no names but their own', () => {
    expect(read.rules.map(({ rule }) => rule)).toStrictEqual(fresh.rules.map(({ rule }) => rule));
    expect(read.scenarios).toStrictEqual(fresh.scenarios);
    expect(read.causes).toStrictEqual(fresh.causes);
    for (const { rule } of read.rules) {
      expect(rule.thresholds.constructor, rule.id).toBeUndefined();
      expect(rule.scenarios.constructor, rule.id).toBeUndefined();
    }
  });

  test('knows the file of each rule', () => {
    expect(read.rules.map(({ file }) => join(BUILT_IN_RULES, file))).toEqual(fresh.rules.map(({ file }) => file));
  });
});

describe('what rules are made of', () => {
  function textsOf(files: Readonly<Record<string, string>>): string[] {
    const folder = mkdtempSync(join(tmpdir(), 'rules-'));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const texts = ruleTexts(folder).map(String);
    rmSync(folder, { recursive: true });
    return texts;
  }
  const RULES = { 'causes.yaml': 'causes: {}', 'echo/a.yaml': 'above: 1', 'echo/a.test.yaml': 'tests: []' };
  const before = textsOf(RULES);

  test('is another thing after any edit, and with a file more or less', () => {
    expect(textsOf({ ...RULES, 'echo/a.yaml': 'above: 2' })).not.toEqual(before);
    expect(textsOf({ ...RULES, 'causes.yaml': 'causes: { a: {} }' })).not.toEqual(before);
    expect(textsOf({ ...RULES, 'echo/b.yaml': 'above: 1' })).not.toEqual(before);
    expect(textsOf({ 'causes.yaml': 'causes: {}', 'echo/a.yaml': 'above: 1' })).not.toEqual(before);
  });

  test('is the same whatever formats and vendors say', () => {
    expect(textsOf({ ...RULES, 'formats/a.yaml': 'id: a', 'vendors/b.yaml': 'id: b' })).toEqual(before);
  });
});
