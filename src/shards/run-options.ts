import { createHash } from 'node:crypto';
import { checkCodes } from '../codes/load-codes.js';
import { loadFormats, type UserFormats } from '../formats/text/definition/load.js';
import type { Judge, TriageOptions } from '../judge.js';
import type { RunOptions } from '../model/partial.js';
import type { RuleSet } from '../rules/load.js';
import type { VersionKnowledge } from '../versions/knowledge.js';

type ChosenOptions = Pick<TriageOptions, 'language' | 'scenario' | 'zone' | 'since' | 'until'>;

/** What has to be the same for results that are joined. */
export function runOptions(
  { ruleSet, versions }: Pick<Judge, 'ruleSet' | 'versions'>,
  { language, scenario, zone, since, until }: ChosenOptions,
  formats: string,
): RunOptions {
  return {
    language: language ?? 'en',
    scenario: scenario ?? null,
    zone: zone ?? null,
    since: since ?? null,
    until: until ?? null,
    rules: digestOfRules(ruleSet),
    formats,
    versions: digestOfVersions(versions),
  };
}

function digestOfRules({ rules, scenarios, causes }: RuleSet): string {
  return digest({ rules: rules.map(({ rule }) => rule), scenarios, causes });
}

/** Identifies what a run knows of formats, and of the codes in them: logs are read by it. */
export function digestOfFormats(user: UserFormats, { causes }: RuleSet, ruleFolders: readonly string[]): string {
  // In the order in which codes are looked up: of tables that are the same, only the first one ever answers.
  const codes = new Set(
    [...ruleFolders.toReversed(), undefined].flatMap((folder) => checkCodes(causes, folder).tables.map(digest)),
  );
  const { map, own, shipped, wrappers, known } = loadFormats(user);
  const definitions = [map, own, shipped.map((format) => format.compile())].map((formats) =>
    formats.map(({ definition }) => definition),
  );
  return digest({ definitions, wrappers, known, codes });
}

function digestOfVersions({ components, entries }: VersionKnowledge): string {
  return digest({ components, entries });
}

/** The first option that two runs do not share, in words, with both values; undefined when all are the same. */
export function differenceOf(a: RunOptions, b: RunOptions): string | undefined {
  const data = { rules: 'rules', formats: 'formats or codes', versions: 'lists of versions' } as const;
  for (const name of ['rules', 'formats', 'versions'] as const) if (a[name] !== b[name]) return `other ${data[name]}`;
  for (const name of ['language', 'scenario', 'zone', 'since', 'until'] as const) {
    if (a[name] !== b[name]) return `another ${name} (${a[name] ?? 'none'} and ${b[name] ?? 'none'})`;
  }
  return undefined;
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, plain)).digest('hex');
}

/**
 * Writes down what JSON would drop without a word, and every table in one order: that of its keys tells only whether it
 * comes from YAML or was prepared by the build. Samples are no part of what is read: the build leaves them out of the
 * definitions.
 */
function plain(key: string, value: unknown): unknown {
  if (key === 'samples' && Array.isArray(value)) return undefined;
  if (value instanceof Set || value instanceof Map) return [...value];
  if (value instanceof RegExp || (typeof value === 'number' && !Number.isFinite(value))) return String(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
