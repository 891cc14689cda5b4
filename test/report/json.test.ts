import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/locale/locale.js';
import { json } from '../../src/report/json.js';
import { resultJsonSchema, resultSchemaFile, SCHEMA_MATCHES_TYPE } from '../../src/report/result-schema.js';
import * as samples from '../support/sample-result.js';

const validate = new Ajv2020({ strict: true, formats: { 'date-time': true } }).compile(resultJsonSchema());
const { richResult } = samples;

describe('the JSON report', () => {
  it('is the whole result, indented, with a newline at the end', () => {
    const text = json(richResult('en'));
    expect(JSON.parse(text)).toEqual(richResult('en'));
    expect(text.endsWith('}\n')).toBe(true);
    expect(text).toContain('\n  "verdict": "symptoms",\n');
  });

  it('has its keys in the order of the schema, and names of tables sorted, however the result was built', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, item]) => [key, reversed(item)]),
      );
    };
    const mixed = reversed(richResult('en')) as ReturnType<typeof richResult>;
    expect(json(mixed)).toBe(json(richResult('en')));
    expect(Object.keys(JSON.parse(json(mixed)))[0]).toBe('schemaVersion');
    expect(Object.keys(JSON.parse(json(mixed)).calls[0].environment)).toEqual(['browser', 'device', 'network', 'os']);
  });

  it('indents as JSON.stringify does, however long its lists are', () => {
    const few = richResult('zh-CN');
    const checks = Array.from({ length: 700 }, () => few.checks).flat();
    for (const result of [few, { ...few, checks }, { ...few, checks: [], findings: few.findings.slice(0, 1) }]) {
      const text = json(result);
      expect(JSON.parse(text)).toEqual(result);
      expect(text).toBe(`${JSON.stringify(JSON.parse(text), undefined, 2)}\n`);
    }
  });

  it('keeps keys and texts from a log, whatever they are', () => {
    for (const hostile of ['__proto__', 'constructor', '</script>\u2028', '\ud800']) {
      const { environment } = JSON.parse(json(samples.hostileResult('en', hostile))).calls[0];
      expect(Object.getOwnPropertyDescriptor(environment, hostile)?.value).toBe(hostile);
    }
  });

  it('refuses a number that JSON does not have, and says where it is', () => {
    const [finding] = richResult('en').findings;
    if (finding === undefined) throw new Error('the sample has findings');
    const measured = { ...finding.measured, value: Number.NaN };
    const broken = { ...richResult('en'), findings: [{ ...finding, measured }] };
    expect(() => json(broken)).toThrow('result.findings[0].measured.value is NaN');
  });
});

describe('the JSON Schema of the result', () => {
  it('accepts every sample', () => {
    for (const language of LANGUAGES) {
      for (const make of [
        samples.richResult,
        samples.emptyResult,
        samples.healthyResult,
        samples.inconclusiveResult,
        samples.encryptedResult,
        samples.resultWithErrors,
      ]) {
        validate(JSON.parse(json(make(language))));
        expect(validate.errors).toBeNull();
      }
    }
  });

  it.each([
    ['an unknown member', { surprise: 1 }],
    ['an unknown verdict', { verdict: 'fine' }],
    ['a time without offset', { calls: [{ ...richResult('en').calls[0], start: '2026-03-14T10:15:00' }] }],
    ['a confidence above 1', { causes: [{ ...richResult('en').causes[0], confidence: 1.2 }] }],
    ['a missing member', { sources: undefined }],
  ])('refuses %s', (_, change) => {
    expect(validate(JSON.parse(JSON.stringify({ ...richResult('en'), ...change })))).toBe(false);
  });

  it('agrees with the TypeScript type (checked by the compiler)', () => {
    expect(SCHEMA_MATCHES_TYPE).toBe(true);
  });

  it('is the one in docs/schema', () => {
    const path = join(import.meta.dirname, '../../docs/schema/triage-result.schema.json');
    const message = 'docs/schema/triage-result.schema.json is stale: run `npm run generate`';
    expect(readFileSync(path, 'utf8'), message).toBe(resultSchemaFile());
  });
});
