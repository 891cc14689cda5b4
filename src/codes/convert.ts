import type { KnownCode } from '../model/code.js';
import type { Report, YamlPath } from '../rules/problem.js';
import { didYouMean } from '../rules/suggest.js';
import { type CodeTable, keysOf } from './code-book.js';
import type { RawCodes, RawEntry, RawTable } from './schema.js';

/** What the codes of a file may point to. */
export interface CodeContext {
  /** Ids of the causes that exist. */
  readonly causes: ReadonlyMap<string, { readonly domain: string }>;
}

/**
 * The content of one file → its tables; what does not fit together is reported at its place.
 * @param id of the vendor: the file's name
 */
export function toTables(raw: RawCodes, id: string, context: CodeContext, report: Report): CodeTable[] {
  return Object.entries(raw.tables).map(([name, table]) => {
    const path = ['tables', name];
    checkSource(table.source, raw, [...path, 'source'], report);
    const codes = table.codes.map((entry, index) =>
      toCode(entry, table, raw, [...path, 'codes', index], context, report),
    );
    checkDistinct(codes, path, report);
    return { id: `${id}/${name}`, vendor: raw.vendor, places: table.in, codes };
  });
}

function toCode(
  raw: RawEntry,
  table: RawTable,
  file: RawCodes,
  path: YamlPath,
  context: CodeContext,
  report: Report,
): KnownCode {
  if (raw.source !== undefined) checkSource(raw.source, file, [...path, 'source'], report);
  checkCause(raw, path, context, report);
  const source = file.sources[raw.source ?? table.source];
  return {
    code: String(raw.code),
    name: raw.name,
    also: (raw.also ?? []).map(String),
    kind: raw.kind ?? table.kind,
    symptom: raw.symptom === 'none' ? undefined : raw.symptom,
    domain: raw.domain,
    cause: raw.cause,
    recover: raw.recover === undefined ? undefined : { code: String(raw.recover.code), name: raw.recover.name },
    title: raw.title,
    meaning: raw.meaning,
    advice: raw.advice,
    source: { url: source?.url ?? '', date: source?.date ?? '', version: source?.version },
  };
}

function checkSource(name: string, { sources }: RawCodes, path: YamlPath, report: Report): void {
  const known = Object.keys(sources);
  if (!known.includes(name))
    report(path, `there is no source \`${name}\`${didYouMean(name, known) || '.'}`, 'Declare it under `sources`.');
}

function checkCause({ cause, domain }: RawEntry, path: YamlPath, { causes }: CodeContext, report: Report): void {
  if (cause === undefined) return;
  const known = causes.get(cause);
  if (known === undefined) {
    const reason = `unknown cause \`${cause}\`${didYouMean(cause, causes.keys()) || '.'}`;
    report([...path, 'cause'], reason, 'Causes are declared in causes.yaml.');
  } else if (known.domain !== domain) {
    const reason = `the cause \`${cause}\` lies in the domain ${known.domain}, the code in ${domain}.`;
    report([...path, 'domain'], reason, 'Give both the same domain, or leave the cause out.');
  }
}

/** A code that two entries of a table claim would be explained by the later one, whichever is meant. */
function checkDistinct(codes: readonly KnownCode[], path: YamlPath, report: Report): void {
  const owners = new Map<string, number>();
  for (const [index, code] of codes.entries()) {
    for (const key of new Set(keysOf(code))) {
      const owner = owners.get(key);
      if (owner !== undefined)
        report(
          [...path, 'codes', index],
          `\`${key}\` is also a code of \`${codes[owner]?.code}\`.`,
          'Keep one of them.',
        );
      owners.set(key, index);
    }
  }
}
