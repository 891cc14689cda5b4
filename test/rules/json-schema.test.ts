import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ruleJsonSchemas } from '../../src/rules/json-schema.js';
import { scaffoldRule } from '../../src/rules/scaffold.js';

const schemas = ruleJsonSchemas();
const { rule, test } = scaffoldRule('stutter/example');

function isValid(name: string, text: string): boolean {
  const schema = schemas.get(`${name}.schema.json`);
  if (schema === undefined) throw new Error(`There is no schema ${name}.`);
  return new Ajv({ strict: false }).compile(schema)(parse(text));
}

describe('the JSON Schemas for editors', () => {
  it('exist for every kind of file', () => {
    expect([...schemas.keys()].sort()).toEqual([
      'causes.schema.json',
      'rule-test.schema.json',
      'rule.schema.json',
      'scenarios.schema.json',
    ]);
  });

  it('accept what the loader accepts', () => {
    expect([isValid('rule', rule), isValid('rule-test', test)]).toEqual([true, true]);
  });

  it.each([
    ['rule', rule.replace('signal: stall-ratio, over', 'signal: stal-ratio, over')],
    ['rule', rule.replace('over: 10s', 'over: 10')],
    ['rule', rule.replace('merge: 5s', 'mergee: 5s')],
    ['rule', rule.replace('when: {', 'when: { not: { not: { event: nothing } } }\nunless:\n  - {')],
    ['rule-test', test.replace('"0x40"', '0x40')],
  ])('refuse what the loader refuses in a %s file', (name, text) => expect(isValid(name, text)).toBe(false));
});
