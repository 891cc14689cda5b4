import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BUILT_IN_RULES, loadRulesAfresh } from '../../src/rules/load.js';
import { prepareRules, revived, visitRules } from '../../src/rules/load-prepared.js';
import { isMadeOf, sourceBytes } from '../../src/yaml/sources.js';
import { type Made, preparedOf } from '../../src/yaml/trusted.js';

describe('what the build writes down of the built-in rules', () => {
  const fresh = loadRulesAfresh();
  const written = JSON.stringify(prepareRules(fresh, BUILT_IN_RULES));
  const read = revived(preparedOf(JSON.parse(written) as Made));

  test('has no mistakes: none could be told later', () => {
    expect(fresh.problems).toEqual([]);
  });

  test('is the same as what stands in the files', () => {
    expect(read.rules.map(({ rule }) => rule)).toEqual(fresh.rules.map(({ rule }) => rule));
    expect(read.scenarios).toEqual(fresh.scenarios);
    expect(read.causes).toEqual(fresh.causes);
  });

  test('needs no checking and no sorting: it is whole without what a user adds', () => {
    expect(read.rules.map(({ rule }) => rule.id)).toEqual(fresh.rules.map(({ rule }) => rule.id).sort());
  });

  test('knows the file of each rule', () => {
    expect(read.rules.map(({ file }) => join(BUILT_IN_RULES, file))).toEqual(fresh.rules.map(({ file }) => file));
  });
});

describe('what rules are made of', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rules-'));
    write({ 'causes.yaml': 'causes: {}', 'echo/a.yaml': 'above: 1', 'echo/a.test.yaml': 'tests: []' });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  }

  /** Whether rules are still made of the same after a change of their folder. */
  function areSameAfter(change: () => void): boolean {
    const made = sourceBytes((visitor) => visitRules(folder, visitor));
    change();
    return isMadeOf(made, (visitor) => visitRules(folder, visitor));
  }

  test('is another thing after any edit, and with a file more or less', () => {
    expect(areSameAfter(() => write({ 'echo/a.yaml': 'above: 2' }))).toBe(false);
    expect(areSameAfter(() => write({ 'causes.yaml': 'causes: { a: {} }' }))).toBe(false);
    expect(areSameAfter(() => write({ 'echo/b.yaml': 'above: 1' }))).toBe(false);
    expect(areSameAfter(() => write({ 'echo/b.test.yaml': 'tests: []' }))).toBe(false);
    expect(areSameAfter(() => rmSync(join(folder, 'echo/a.test.yaml')))).toBe(false);
    expect(areSameAfter(() => rmSync(folder, { recursive: true }))).toBe(false);
  });

  test('is the same whatever formats, vendors and tests say', () => {
    const others = { 'formats/a.yaml': 'id: a', 'vendors/b.yaml': 'id: b', 'echo/a.test.yaml': 'tests: [{}]' };
    expect(areSameAfter(() => write(others))).toBe(true);
  });
});
