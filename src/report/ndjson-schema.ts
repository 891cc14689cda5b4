import { z } from 'zod';
import { DOMAINS, OUTCOMES, SEVERITIES, SYMPTOMS } from '../model/finding.js';
import { type CallRow, ROW_SCHEMA_VERSION } from './ndjson-row.js';

const text = z.string().nullable();
const ms = z.number().nullable();
const count = z.int().min(0);
const time = z.string().nullable().meta({ format: 'date-time', description: 'ISO 8601 with an offset' });
const outcome = z
  .enum(OUTCOMES)
  .nullable()
  .describe('clear: looked for and not there; not-observable: the log cannot show it');
const severity = z.enum(SEVERITIES).nullable().describe('of the worst finding of the symptom');

const finding = z.strictObject({
  rule: z.string(),
  symptom: z.enum(SYMPTOMS),
  severity: z.enum(SEVERITIES),
  cause: z.string().describe('id of the most probable cause, or unknown'),
  domain: z.enum(DOMAINS),
  start: time,
  duration_ms: z.number().min(0),
  kind: z.enum(['audio', 'video']).nullable(),
  direction: z.enum(['inbound', 'outbound']).nullable(),
  signal: z.string().describe('what was measured: a signal, duration or count'),
  value: z.number().describe('the worst'),
  unit: z.string(),
});

/** Kept in step with `CallRow` by the compiler. */
const callRowSchema = z.strictObject({
  schema_version: z.int().min(1),
  tool_version: z.string(),
  source: z.string().describe('path of the log'),
  format: text.describe('format id'),
  call: z.string().describe('id, unique within one run'),
  sdk_name: text,
  sdk_version: text,
  browser: text.describe('with its version, as the log has it'),
  os: text,
  device: text,
  network: text.describe('kind of access, where the log tells'),
  region: text.describe('region, edge, data centre or host of the service, where the log tells'),
  path: text.describe('first selected candidate pair, local → remote'),
  relayed: z.boolean().nullable().describe('whether that path uses a relay'),
  start: time,
  end: time,
  duration_ms: ms,
  hour: z
    .int()
    .min(0)
    .max(23)
    .nullable()
    .describe('hour in which the call began, by the clock of `zone`; by that of the device where zone is null'),
  zone: text.describe('time zone of the log'),
  scenario: z.string().describe('by which all calls of the run were judged'),
  verdict: z.enum(['clear', 'symptoms', 'inconclusive']).nullable().describe('of this call'),
  worst_severity: z.enum(SEVERITIES).nullable(),
  connection_outcome: text.describe('connected, failed, unfinished or unused'),
  connect_ms: ms.describe('join call or first negotiation step to connected'),
  stutter_outcome: outcome,
  stutter_severity: severity,
  latency_outcome: outcome,
  latency_severity: severity,
  echo_outcome: outcome,
  echo_severity: severity,
  connect_outcome: outcome,
  connect_severity: severity,
  interruption_outcome: outcome,
  interruption_severity: severity,
  silence_outcome: outcome,
  silence_severity: severity,
  top_rule: text.describe('rule of the worst finding'),
  top_cause: text.describe('its most probable cause'),
  top_domain: z.enum(DOMAINS).nullable().describe('whose cause that is'),
  finding_count: count,
  findings: z.array(finding).describe('worst first'),
});

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
/** Does not compile when schema and type disagree: change both. */
export const ROW_SCHEMA_MATCHES_TYPE: Same<DeepReadonly<z.infer<typeof callRowSchema>>, CallRow> = true;

/** Content of docs/schema/call-row.schema.json. */
export function callRowSchemaFile(): string {
  const schema = z.toJSONSchema(
    callRowSchema.meta({
      title: 'CallRow',
      description: `One line of rtc-triage --format ndjson, schema version ${ROW_SCHEMA_VERSION}: one call. What is not known is null.`,
    }),
    { target: 'draft-2020-12' },
  );
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
