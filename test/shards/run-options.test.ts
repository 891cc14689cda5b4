import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_RULES, loadRules, loadRulesAfresh, type RuleSet } from '../../src/rules/load.js';
import { prepareRules, revived } from '../../src/rules/load-prepared.js';
import { digestOfFormats, runOptions } from '../../src/shards/run-options.js';
import { loadVersions } from '../../src/versions/load.js';
import { type Made, preparedOf } from '../../src/yaml/trusted.js';
import { folderWith } from '../support/folder.js';

const fresh = loadRulesAfresh();
const versions = loadVersions(fresh.rules.map(({ rule }) => rule.id));

const rulesOf = (ruleSet: RuleSet) => runOptions({ ruleSet, versions }, {}, '').rules;

/** A folder with all that ships, as somebody has it who wants to change a rule. */
function copyOfRules(): string {
  const copy = join(folderWith({}), 'rules');
  cpSync(BUILT_IN_RULES, copy, { recursive: true });
  return copy;
}

describe('what has to be the same for shards that are joined', () => {
  it('is what the rules say: prepared by the build, read from YAML, or given as a copy', () => {
    const read = revived(preparedOf(JSON.parse(JSON.stringify(prepareRules(fresh, BUILT_IN_RULES))) as Made));
    const rules = fresh.rules.map((loaded, i) => ({ ...loaded, rule: read.rules[i]?.rule ?? loaded.rule }));
    expect(Object.keys(rules[0]?.rule ?? {})).not.toEqual(Object.keys(fresh.rules[0]?.rule ?? {}));
    expect(rulesOf({ ...read, rules, problems: [] })).toBe(rulesOf(fresh));
    const copy = copyOfRules();
    expect(rulesOf(loadRules([copy]))).toBe(rulesOf(fresh));
    expect(digestOfFormats({}, fresh, [copy])).toBe(digestOfFormats({}, fresh, []));
  });

  it('is another one after any change of a rule', () => {
    const copy = copyOfRules();
    const file = join(copy, 'stutter/video-freeze.yaml');
    const text = readFileSync(file, 'utf8');
    const changed = text.replace('value: 0.05,', 'value: 0.06,');
    expect(changed).not.toBe(text);
    writeFileSync(file, changed);
    expect(rulesOf(loadRules([copy]))).not.toBe(rulesOf(fresh));
  });

  it('is another one where a code is told another way, and where other codes are looked at first', () => {
    const copy = copyOfRules();
    const file = join(copy, 'codes/agora.yaml');
    const text = readFileSync(file, 'utf8');
    const before = digestOfFormats({}, fresh, [copy]);
    writeFileSync(file, text.replace(/(meaning:\s+en: .)/, '$1x'));
    const after = digestOfFormats({}, fresh, [copy]);
    expect(after).not.toBe(before);
    const original = copyOfRules();
    expect(digestOfFormats({}, fresh, [copy, original])).not.toBe(after);
    expect(digestOfFormats({}, fresh, [original, copy])).toBe(after);
  });
});
