import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { ResultCall, TriageResult } from '../../src/model/result.js';
import { ndjson } from '../../src/report/ndjson.js';
import { callRowSchemaFile, ROW_SCHEMA_MATCHES_TYPE } from '../../src/report/ndjson-schema.js';
import { emptyResult, hostileResult, richResult } from '../support/sample-result.js';

const validate = new Ajv2020({ strict: true, formats: { 'date-time': true } }).compile(JSON.parse(callRowSchemaFile()));

const rowsOf = (result: TriageResult) =>
  ndjson(result)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** The row of the sample's first call, changed like this and without findings of others. */
function rowOf(changes: Partial<ResultCall>, more: Partial<TriageResult> = {}): Record<string, unknown> {
  const result = richResult('en');
  const [call] = result.calls;
  if (call === undefined) throw new Error('the sample has a call');
  const [row] = rowsOf({ ...result, ...more, calls: [{ ...call, ...changes }] });
  return row ?? {};
}

describe('the table of calls', () => {
  it('has one line for each call, each a JSON object that the schema accepts', () => {
    expect(rowsOf(emptyResult('en'))).toEqual([]);
    for (const result of [richResult('en'), richResult('zh-CN'), hostileResult('en', '__proto__')]) {
      const rows = rowsOf(result);
      expect(rows.map(({ call }) => call)).toEqual(result.calls.map(({ id }) => id));
      for (const row of rows) expect(validate(row), JSON.stringify(validate.errors)).toBe(true);
    }
    expect(ROW_SCHEMA_MATCHES_TYPE).toBe(true);
  });

  it('has the same columns in the same order in every line', () => {
    const columns = Object.keys(rowOf({}));
    expect(columns).toEqual(Object.keys(JSON.parse(callRowSchemaFile()).properties));
    expect(Object.keys(rowOf({ environment: {}, connections: [], start: null, end: null }))).toEqual(columns);
  });

  it('has null for what is not known', () => {
    const row = rowOf(
      { sdk: { name: 'unknown', version: 'unknown' }, environment: {}, connections: [], start: null, end: null },
      { findings: [] },
    );
    const known = Object.entries(row).flatMap(([column, value]) => (value === null ? [] : [column]));
    expect(known).toEqual([
      'schema_version',
      'tool_version',
      'source',
      'format',
      'call',
      'zone',
      'scenario',
      'finding_count',
      'findings',
    ]);
    expect(row).toMatchObject({ finding_count: 0, findings: [] });
  });

  it('tells when the call was: the hour is that of the clock on the wall', () => {
    const times = { start: '2026-02-10T23:30:00.000+08:00', end: '2026-02-10T23:31:00.500+08:00' };
    expect(rowOf(times)).toMatchObject({ ...times, hour: 23, duration_ms: 60_500 });
  });

  it('finds the region under the names that logs have for it, and only where a log has one', () => {
    expect(rowOf({ environment: { Region: 'eu-1', server: 'edge7' } })).toMatchObject({ region: 'eu-1' });
    expect(rowOf({ environment: { 'data center': 'fra' } })).toMatchObject({ region: 'fra' });
    expect(rowOf({ environment: { os: 'Linux' } })).toMatchObject({ region: null, os: 'Linux' });
  });

  it('says whether the path is relayed', () => {
    const path = (text: string) => {
      const connect = { outcome: 'connected' as const, totalMs: 214.2, uncertaintyMs: 0, spans: [] };
      return rowOf({ connections: [{ id: '1', connect, path: text, tracks: [] }] });
    };
    expect(path('host/udp → relay/udp')).toMatchObject({ relayed: true, connect_ms: 214.2 });
    expect(path('host/udp → host/udp')).toMatchObject({ relayed: false, connection_outcome: 'connected' });
  });

  it('gives each symptom its outcome and the severity of its worst finding, and the cause of the worst of all', () => {
    const result = richResult('en');
    const [worst] = result.findings;
    const row = rowsOf(result).find(({ call }) => call === worst?.subject.call);
    const own = result.findings.filter(({ subject }) => subject.call === worst?.subject.call);
    expect(row).toMatchObject({
      worst_severity: worst?.severity,
      top_rule: worst?.rule,
      top_cause: worst?.cause,
      top_domain: result.causes.find(({ id }) => id === worst?.cause)?.domain,
      finding_count: own.length,
      [`${worst?.symptom}_severity`]: worst?.severity,
    });
    const outcomes = {
      stutter: 'fired',
      latency: 'clear',
      echo: 'not-observable',
      connect: 'clear',
      interruption: 'error',
      silence: 'clear',
    } as const;
    expect(rowOf({ outcomes, verdict: 'symptoms' })).toMatchObject({
      verdict: 'symptoms',
      stutter_outcome: 'fired',
      latency_outcome: 'clear',
      echo_outcome: 'not-observable',
      connect_outcome: 'clear',
      interruption_outcome: 'error',
      silence_outcome: 'clear',
    });
  });

  it('says of each finding what it is of, and what was measured', () => {
    const result = richResult('en');
    const rows = rowsOf(result);
    const [worst] = result.findings;
    const row = rows.find(({ call }) => call === worst?.subject.call);
    const { signal, value, unit } = worst?.measured ?? {};
    const { kind, direction } = worst?.subject ?? {};
    const [first] = (row?.findings ?? []) as readonly unknown[];
    expect(first).toMatchObject({ rule: worst?.rule, kind, direction, signal, value, unit });
    expect([kind, direction, signal, value, unit]).not.toContain(undefined);
  });

  it('has a schema that ships with the package and is fresh', () => {
    const path = join(import.meta.dirname, '../../docs/schema/call-row.schema.json');
    expect(readFileSync(path, 'utf8'), 'run `npm run generate`').toBe(callRowSchemaFile());
  });
});
