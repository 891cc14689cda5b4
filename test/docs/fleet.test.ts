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
  readonly findings: readonly { readonly severity: string; readonly domain: string }[];
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

/** Runs a query of the page as it stands there, over the calls of fixtures. */
async function run(name: string): Promise<Row[]> {
  const sql = queries.get(name);
  if (sql === undefined) throw new Error(`docs/fleet.md has no query "${name}"`);
  const folder = folderWith({});
  writeFileSync(join(folder, 'calls.ndjson'), ndjson);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const file = join(folder, 'calls.ndjson').replaceAll("'", "''");
    const reader = await connection.runAndReadAll(sql.replaceAll("'calls.ndjson'", `'${file}'`));
    return reader.getRowObjectsJson() as Row[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item]);
  return found;
}

const isBad = ({ worst_severity }: Line) => worst_severity === 'P0' || worst_severity === 'P1';
const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
};

describe('the queries of docs/fleet.md', () => {
  it('are these', () => {
    expect([...queries.keys()]).toEqual(['worst SDK versions', 'worst regions', 'worst hours']);
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

  it('worst hours: what people noticed, by the hour and by whose fault it is', async () => {
    const rows = await run('worst hours');
    const noticed = lines.flatMap((line) =>
      line.findings
        .filter(({ severity }) => severity !== 'P3' && line.hour !== null)
        .map(({ domain }) => ({ hour: line.hour, domain, call: line.call })),
    );
    const expected = groups(noticed, ({ hour, domain }) => JSON.stringify([hour, domain]));
    expect(rows).toHaveLength(expected.size);
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) {
      const own = expected.get(JSON.stringify([Number(row.hour), row.domain])) ?? [];
      expect([Number(row.calls), Number(row.findings)]).toEqual([
        new Set(own.map(({ call }) => call)).size,
        own.length,
      ]);
    }
  });
});
