import { z } from 'zod';
import type { Head, SourcePart } from '../formats/format.js';
import { readMembers } from '../json/members.js';
import { DOMAINS, OUTCOMES, SEVERITIES, SYMPTOMS } from '../model/finding.js';
import { RESULT_SCHEMA_VERSION } from '../model/result.js';

const count = z.number().min(0);
const time = z
  .string()
  .max(40)
  .refine(
    (text) => /(?:Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text)),
    'is no time with an offset',
  );

/** The part of a TriageResult that availability is computed from; whatever else a file holds is not kept. */
const judgedResult = z.object({
  sources: z.array(
    z.object({
      path: z.string(),
      status: z.enum(['analyzed', 'encrypted', 'declined', 'unrecognized', 'empty', 'failed']),
      bytes: count,
      records: count,
      start: time.nullable(),
      clock: z.object({ zone: z.string() }),
    }),
  ),
  calls: z.array(
    z.object({
      id: z.string(),
      source: z.string(),
      sdk: z.object({ name: z.string(), version: z.string() }),
      environment: z.record(z.string(), z.string()),
      start: time.nullable(),
      end: time.nullable(),
      connections: z.array(z.object({ id: z.string(), tracks: z.array(z.object({ id: z.string() })) })),
    }),
  ),
  findings: z.array(
    z.object({
      symptom: z.enum(SYMPTOMS),
      severity: z.enum(SEVERITIES),
      subject: z.object({ call: z.string() }),
      start: time.nullable(),
      end: time.nullable(),
      cause: z.string(),
    }),
  ),
  checks: z.array(
    z.object({
      rule: z.string(),
      subject: z.object({ call: z.string() }).nullable(),
      outcome: z.enum(OUTCOMES),
    }),
  ),
  causes: z.array(z.object({ id: z.string(), domain: z.enum(DOMAINS), title: z.string() })),
});

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
/** A TriageResult is one of these, fresh or read from a file. */
export type JudgedResult = DeepReadonly<z.infer<typeof judgedResult>>;

/** A saved result, or why it cannot be used. */
export type SavedResult = { readonly result: JudgedResult } | { readonly mistake: string };

/** The members that are read. */
const WANTED: ReadonlySet<string> = new Set(['schemaVersion', ...Object.keys(judgedResult.shape)]);
/** Characters of these; in memory they take several times as much. The result of a call has some tens of thousands. */
const MOST = 500_000_000;

/** True when the source begins like the JSON that `--format json` writes, also with its keys sorted. */
export function looksLikeResult({ text }: Head): boolean {
  return /^\s{0,100}\{\s{0,100}"(?:schemaVersion|calls)"\s{0,100}:/.test(text);
}

/** Reads a result that was written with `--format json`. Never throws for what is in the file. */
export async function readSavedResult(part: SourcePart): Promise<SavedResult> {
  const outcome = await readMembers(part.open(), { wanted: WANTED, most: MOST });
  if ('value' in outcome) return parseResult(outcome.value);
  if (outcome.problem === 'too-large') {
    return { mistake: `the result holds ${outcome.reason}; triage the logs in several runs` };
  }
  return { mistake: `not valid JSON: ${outcome.reason}` };
}

/** Checks the shape of a parsed result. */
export function parseResult(value: unknown): SavedResult {
  const version = z.object({ schemaVersion: z.number() }).safeParse(value).data?.schemaVersion;
  if (version !== RESULT_SCHEMA_VERSION) {
    const found = version === undefined ? 'no schema version' : `schema version ${version}`;
    return { mistake: `the result has ${found}, this program reads ${RESULT_SCHEMA_VERSION}; triage the log again` };
  }
  const parsed = judgedResult.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { mistake: `not a result of rtc-triage: ${issue?.path.join('.')}: ${issue?.message}; triage the log again` };
  }
  const calls = new Set(parsed.data.calls.map(({ id }) => id));
  const stray = parsed.data.findings.find(({ subject }) => !calls.has(subject.call));
  if (stray !== undefined)
    return { mistake: `a finding names the call "${stray.subject.call}", which it does not list` };
  return { result: parsed.data };
}
