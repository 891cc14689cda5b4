import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { render } from '../../src/report/registry.js';
import { triage } from '../../src/triage.js';
import { folderWith } from '../support/folder.js';

const ROOT = resolve(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/fleet.md'), 'utf8');

/** The SQL of the page, by the remark in its first line. */
const queries = new Map(
  [...page.matchAll(/```sql\n-- ([^\n]+)\n([\s\S]*?)\n```/g)].map(([, name = '', sql = '']) => [name, sql]),
);

type Row = Record<string, unknown>;
interface Line {
  readonly call: string;
  readonly sdk_name: string | null;
  readonly sdk_version: string | null;
  readonly region: string | null;
  readonly relayed: boolean | null;
  readonly connect_ms: number | null;
  readonly stutter_outcome: string | null;
  readonly verdict: string;
  readonly worst_severity: string | null;
  readonly hour: number | null;
  readonly findings: readonly {
    readonly severity: string;
    readonly domain: string;
    readonly cause: string;
    readonly duration_ms: number;
  }[];
}
let ndjson = '';
let lines: readonly Line[] = [];

beforeAll(async () => {
  const paths = ['fixtures/rtcstats', 'fixtures/agora-native', 'fixtures/agora-web', 'fixtures/livekit'];
  const result = await triage(
    paths.map((path) => join(ROOT, path)),
    { language: 'en' },
  );
  ndjson = render('ndjson', result, { color: false, width: 100 });
  lines = ndjson
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
});

/** Runs a query of the page as it stands there, after the table that the page makes; over the calls of fixtures, or others. */
async function run(name: string, content = ndjson): Promise<Row[]> {
  const folder = folderWith({});
  writeFileSync(join(folder, 'calls.ndjson'), content);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const file = join(folder, 'calls.ndjson').replaceAll("'", "''");
    await connection.run(queryOf('the table').replaceAll("'calls.ndjson'", `'${file}'`));
    const reader = await connection.runAndReadAll(name === 'columns' ? 'DESCRIBE call_rows' : queryOf(name));
    return reader.getRowObjectsJson() as Row[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function queryOf(name: string): string {
  const sql = queries.get(name);
  if (sql === undefined) throw new Error(`docs/fleet.md has no query "${name}"`);
  return sql;
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item]);
  return found;
}

const isBad = ({ worst_severity }: Line) => worst_severity === 'P0' || worst_severity === 'P1';
const noticed = ({ severity }: { readonly severity: string }) => severity !== 'P3';
const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
};

const QUESTIONS = ['worst SDK versions', 'worst regions', 'worst hours', 'worst causes'];

describe('the table of docs/fleet.md', () => {
  it('has every column of the contract, of a type that holds it', async () => {
    const contract = JSON.parse(readFileSync(join(ROOT, 'docs/schema/call-row.schema.json'), 'utf8')) as Schema;
    const columns = await run('columns');
    expect(columns.map(({ column_name }) => column_name)).toEqual(Object.keys(contract.properties));
    for (const { column_name, column_type } of columns) {
      const property = contract.properties[String(column_name)];
      expect(String(column_type), String(column_name)).toMatch(typeOf(property));
    }
    const finding = columns.find(({ column_name }) => column_name === 'findings')?.column_type;
    for (const [name, property] of Object.entries(contract.properties.findings?.items?.properties ?? {}))
      expect(String(finding)).toMatch(new RegExp(`[(, ]"?${name}"? (?:${typeOf(property).source})`));
  });

  it.each([
    ['no call at all', () => ''],
    ['one call, of which nothing is known', () => `${JSON.stringify(unknownCall())}\n`],
    // So many rows DuckDB looks at to find out what a column holds.
    ['many good calls before the first bad one', () => `${JSON.stringify(unknownCall())}\n`.repeat(21_000) + ndjson],
  ])('answers every question of %s', async (_what, content) => {
    const text = content();
    for (const question of QUESTIONS)
      expect((await run(question, text)).length > 1, question).toBe(text.endsWith(ndjson));
  });
});

/** The row of a call with null wherever the contract allows it. */
function unknownCall(): Row {
  const [first] = lines;
  if (first === undefined) throw new Error('fixtures hold calls');
  const known = ['schema_version', 'tool_version', 'source', 'call', 'scenario', 'finding_count'];
  const nothing = Object.entries(first).map(([name, value]) => [name, known.includes(name) ? value : null] as const);
  return { ...Object.fromEntries(nothing), findings: [] };
}

interface Schema {
  readonly properties: Readonly<Record<string, Property>>;
}
interface Property {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly anyOf?: readonly Property[];
  readonly items?: Schema;
}

function typeOf(property: Property | undefined): RegExp {
  const types = [property, ...(property?.anyOf ?? [])].flatMap((each) => each?.type ?? []);
  if (property?.format === 'date-time') return /TIMESTAMP WITH TIME ZONE/;
  if (types.includes('array')) return /STRUCT\(.*\)\[\]/;
  if (types.includes('boolean')) return /BOOLEAN/;
  if (types.includes('integer')) return /INTEGER/;
  return types.includes('number') ? /DOUBLE/ : /VARCHAR/;
}

describe('the queries of docs/fleet.md', () => {
  it('are these', () => {
    expect([...queries.keys()]).toEqual(['the table', ...QUESTIONS]);
    expect(lines.length).toBeGreaterThan(10);
  });

  it('worst SDK versions: bad calls of each version, the worst first', async () => {
    const rows = await run('worst SDK versions');
    const expected = groups(
      lines.filter(({ verdict }) => verdict !== 'inconclusive'),
      ({ sdk_name, sdk_version }) => JSON.stringify([sdk_name, sdk_version]),
    );
    expect(rows).toHaveLength(expected.size);
    for (const row of rows) {
      const own = expected.get(JSON.stringify([row.sdk_name, row.sdk_version])) ?? [];
      const bad = own.filter(isBad).length;
      expect([Number(row.calls), Number(row.bad)]).toEqual([own.length, bad]);
      expect(Number(row.bad_percent)).toBeCloseTo((100 * bad) / own.length, 1);
    }
    const shares = rows.map(({ bad_percent }) => Number(bad_percent));
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(shares[0]).toBeGreaterThan(0);
  });

  it('worst regions: how long connecting takes, and how many of the calls that can be judged stutter', async () => {
    const rows = await run('worst regions');
    const expected = groups(lines, ({ region, relayed }) => JSON.stringify([region ?? 'not in the log', relayed]));
    expect(rows).toHaveLength(expected.size);
    for (const row of rows) {
      const own = expected.get(JSON.stringify([row.region, row.relayed])) ?? [];
      const times = own.flatMap(({ connect_ms }) => connect_ms ?? []);
      expect(Number(row.calls)).toBe(own.length);
      if (times.length > 0) expect(Number(row.median_connect_ms)).toBeCloseTo(median(times), 6);
      else expect(row.median_connect_ms).toBeNull();
      const outcomes = own.map(({ stutter_outcome }) => stutter_outcome);
      expect(Number(row.stuttering)).toBe(outcomes.filter((one) => one === 'fired').length);
      expect(Number(row.judged)).toBe(outcomes.filter((one) => one === 'fired' || one === 'clear').length);
    }
  });

  it('worst hours: the share of calls that people noticed something in', async () => {
    const rows = await run('worst hours');
    const judged = lines.filter(({ hour, verdict }) => hour !== null && verdict !== 'inconclusive');
    const expected = groups(judged, ({ hour }) => String(hour));
    expect(rows).toHaveLength(expected.size);
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) {
      const own = expected.get(String(row.hour)) ?? [];
      const disturbed = own.filter(({ findings }) => findings.some(noticed)).length;
      expect([Number(row.calls), Number(row.disturbed)]).toEqual([own.length, disturbed]);
      expect(Number(row.disturbed_percent)).toBeCloseTo((100 * disturbed) / own.length, 1);
    }
    const shares = rows.map(({ disturbed_percent }) => Number(disturbed_percent));
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
  });

  it('worst causes: what people noticed, by whose fault it is', async () => {
    const rows = await run('worst causes');
    const all = lines.flatMap(({ call, findings }) =>
      findings.filter(noticed).map((finding) => ({ call, ...finding })),
    );
    const expected = groups(all, ({ domain, cause }) => JSON.stringify([domain, cause]));
    expect(rows).toHaveLength(expected.size);
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) {
      const own = expected.get(JSON.stringify([row.domain, row.cause])) ?? [];
      const calls = new Set(own.map(({ call }) => call)).size;
      expect([Number(row.calls), Number(row.findings)]).toEqual([calls, own.length]);
      const minutes = own.reduce((sum, { duration_ms }) => sum + duration_ms, 0) / 60_000;
      expect(Number(row.minutes)).toBeCloseTo(minutes, 0);
    }
  });
});
