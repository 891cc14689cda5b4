import { z } from 'zod';
import { CODE_KINDS } from '../model/code.js';
import { DOMAINS, OUTCOMES, SEVERITIES, SYMPTOMS } from '../model/finding.js';
import { partialSchema } from '../model/partial-schema.js';
import { RESULT_SCHEMA_VERSION, SOURCE_STATUSES, type TriageResult, VERSION_STATUSES } from '../model/result.js';

/** The parts of a JSON Schema that this program reads itself. */
export interface JsonSchema {
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

const count = z.int().min(0);
const ms = z.number();
const time = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/)
  .meta({ format: 'date-time', description: 'ISO 8601 with an offset' });
const mediaKind = z.enum(['audio', 'video']);
const direction = z.enum(['inbound', 'outbound']).describe('seen from the client that wrote the log');

const clock = z.strictObject({
  zone: z.string().describe('UTC, +08:00, an IANA name, or unknown: local time of the device shown as if it were UTC'),
  resolutionMs: z.number().min(0).describe('smallest step between two times; 0 when the log has no times'),
});

const source = z.strictObject({
  path: z.string(),
  format: z.string().describe('format id, or unknown'),
  status: z.enum(SOURCE_STATUSES),
  bytes: count,
  records: count,
  start: time.nullable(),
  end: time.nullable(),
  clock,
  warnings: z.array(z.string()).describe('`code` or `code: detail`'),
});

const track = z.strictObject({
  id: z.string(),
  kind: mediaKind,
  direction,
  codec: z.string().exactOptional(),
  totals: z.record(z.string(), z.number()).describe('whole-call values by signal id, in the unit of the signal'),
});

const connection = z.strictObject({
  id: z.string(),
  connect: z.strictObject({
    outcome: z.enum(['connected', 'failed', 'unfinished', 'unused', 'unknown']),
    totalMs: ms.nullable().describe('from the join call or the first negotiation step to connected'),
    uncertaintyMs: z.number().min(0).describe('totalMs is exact within plus or minus this'),
    spans: z.array(z.strictObject({ name: z.string(), ms })),
  }),
  path: z.string().exactOptional().describe('selected candidate pair'),
  tracks: z.array(track),
});

const verdict = z.enum(['clear', 'symptoms', 'inconclusive']);
const outcome = z.enum(OUTCOMES);
const outcomes = z.strictObject({
  stutter: outcome,
  latency: outcome,
  echo: outcome,
  connect: outcome,
  interruption: outcome,
  silence: outcome,
});

const call = z.strictObject({
  id: z.string(),
  source: z.string(),
  sdk: z.strictObject({ name: z.string(), version: z.string() }),
  environment: z.record(z.string(), z.string()),
  start: time.nullable(),
  end: time.nullable(),
  connections: z.array(connection),
  verdict: verdict.exactOptional().describe('by the findings and checks of this call alone'),
  outcomes: outcomes.exactOptional(),
});

const subject = z.strictObject({
  source: z.string(),
  call: z.string(),
  connection: z.string().nullable(),
  track: z.string().nullable(),
  kind: mediaKind.nullable(),
  direction: direction.nullable(),
});

const code = z.strictObject({
  vendor: z.string(),
  code: z.string().describe('as the log has it'),
  name: z.string().nullable().describe('symbolic name'),
  kind: z.enum(CODE_KINDS),
  title: z.string(),
  meaning: z.string(),
  advice: z.string(),
  domain: z.enum(DOMAINS),
  cause: z.string().nullable().describe('id of the cause that the code points to'),
  source: z.string().describe('address of the page or package that documents the code'),
  date: z.string().describe('YYYY-MM-DD or YYYY-MM'),
});

const unknownCode = z.strictObject({
  vendor: z.string(),
  code: z.string(),
  message: z.string().describe('that the code is not known, and what to do'),
});

const finding = z.strictObject({
  rule: z.string(),
  symptom: z.enum(SYMPTOMS),
  severity: z.enum(SEVERITIES),
  subject,
  start: time.nullable(),
  end: time.nullable(),
  durationMs: z.number().min(0),
  measured: z.strictObject({
    signal: z.string().describe('signal id, duration or count'),
    value: z.number(),
    unit: z.string(),
    threshold: z.number(),
  }),
  cause: z.string().describe('id of the most probable cause in `causes`, or unknown'),
  evidence: z.array(
    z.strictObject({
      source: z.string(),
      line: count.describe('1-based; 0 when the format has no lines that mean anything'),
      offset: count.describe('byte offset from the start of the unpacked file'),
      excerpt: z.string(),
    }),
  ),
  title: z.string(),
  message: z.string(),
  nextSteps: z.array(z.string()),
  codes: z.array(code).exactOptional().describe('codes of the evidence that are known, each once'),
  unknownCodes: z.array(unknownCode).exactOptional().describe('codes of the evidence that are not known'),
});

const check = z.strictObject({
  rule: z.string(),
  subject: subject.nullable(),
  outcome: z.enum(OUTCOMES),
  reason: z.string(),
  missing: z.array(z.string()).exactOptional().describe('ids of the signals and events that the log lacks'),
});

const cause = z.strictObject({
  id: z.string(),
  domain: z.enum(DOMAINS),
  title: z.string(),
  confidence: z.number().min(0).max(1),
  findings: z.array(count).describe('indices into `findings`'),
  why: z.array(z.string()),
  against: z.array(z.string()),
  nextSteps: z.array(z.string()),
});

const version = z.strictObject({
  component: z.string().describe('id in the list of versions, or the name that the log prints'),
  name: z.string(),
  version: z.string().describe('as the log prints it, or unknown'),
  status: z.enum(VERSION_STATUSES),
  severity: z.enum(SEVERITIES).nullable(),
  source: z.string().nullable().describe('address of the page that says so'),
  date: z.string().nullable().describe('YYYY-MM-DD or YYYY-MM'),
  message: z.string(),
  findings: z.array(count).exactOptional().describe('indices into `findings`: what the fault looks like'),
});

const partial = partialSchema.describe('only in the result of --shard: what rtc-triage merge needs');

const symptom = z.strictObject({
  symptom: z.enum(SYMPTOMS),
  outcome: z.enum(OUTCOMES),
  severity: z.enum(SEVERITIES).nullable(),
  findings: count,
  reason: z.string(),
});

/** The contract with programs that read `--format json`; kept in step with `TriageResult` by the compiler. */
export const triageResultSchema = z.strictObject({
  schemaVersion: z.int().min(1),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  language: z.enum(['en', 'zh-CN']),
  scenario: z.strictObject({
    id: z.string(),
    title: z.string(),
    chosenBy: z.enum(['option', 'inferred', 'default']),
    reason: z.string(),
  }),
  verdict,
  sources: z.array(source),
  calls: z.array(call),
  symptoms: z.array(symptom),
  findings: z.array(finding),
  checks: z.array(check),
  causes: z.array(cause),
  versions: z.array(version),
  partial: partial.exactOptional(),
});

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
/** Does not compile when schema and type disagree: change both, and raise RESULT_SCHEMA_VERSION when readers break. */
export const SCHEMA_MATCHES_TYPE: Same<DeepReadonly<z.infer<typeof triageResultSchema>>, TriageResult> = true;

let cached: JsonSchema | undefined;

/** JSON Schema (draft 2020-12) of the TriageResult. */
export function resultJsonSchema(): JsonSchema {
  cached ??= z.toJSONSchema(
    triageResultSchema.meta({
      title: 'TriageResult',
      description: `Result of rtc-triage, schema version ${RESULT_SCHEMA_VERSION}. Durations and spans are milliseconds.`,
    }),
    { target: 'draft-2020-12' },
  ) as JsonSchema;
  return cached;
}

/** Content of docs/schema/triage-result.schema.json. */
export function resultSchemaFile(): string {
  return `${JSON.stringify(resultJsonSchema(), undefined, 2)}\n`;
}
