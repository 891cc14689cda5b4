import { z } from 'zod';
import { DOMAINS, SEVERITIES, SYMPTOMS } from '../model/finding.js';
import { SLA_SCHEMA_VERSION, type SlaResult } from './model.js';

const count = z.int().min(0);
const ms = z.int().describe('milliseconds');
const time = z.string().meta({ format: 'date-time', description: 'ISO 8601 with an offset' });
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const share = z
  .strictObject({
    numerator: count,
    denominator: count,
    percent: z.string().nullable().describe('cut off, never rounded up; null when the denominator is 0'),
  })
  .describe('usable part of the whole: ms for time, a number for calls');

const cause = z.strictObject({
  cause: z.string().describe('cause id of the triage, or unknown'),
  domain: z.enum(DOMAINS),
  title: z.string(),
  findings: count,
  calls: count,
  unusableMs: ms.describe('service time that the findings cover, overlaps counted once'),
});

const sums = { calls: count, unusableCalls: count, downMs: ms, time: share };

const slaResultSchema = z.strictObject({
  schemaVersion: z.int().min(1),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  language: z.enum(['en', 'zh-CN']),
  verdict: z.enum(['met', 'not-met', 'nothing-to-judge']),
  target: z.string().describe('percent'),
  criteria: z.strictObject({
    severity: z.enum(SEVERITIES),
    symptoms: z.array(z.enum(SYMPTOMS)),
    countUnknown: z.boolean(),
  }),
  period: z
    .strictObject({
      zone: z.string(),
      first: date,
      last: date.describe('counted, too'),
      start: time,
      end: time,
      lengthMs: ms,
      maintenanceMs: ms,
      serviceMs: ms.describe('lengthMs without maintenanceMs: what the target is applied to'),
      observedMs: ms.describe('service time in which at least one judged call took place'),
    })
    .nullable(),
  availability: z
    .strictObject({ time: share, timeWithUndecided: share, callTime: share, calls: share })
    .nullable()
    .describe('null when there was nothing to judge; the verdict compares `time` with the target'),
  budget: z
    .strictObject({
      allowedMs: ms,
      usedMs: ms,
      leftMs: ms.describe('negative when the budget is overspent'),
      usedPercent: z.string().nullable().describe('rounded up; null when the target allows nothing'),
    })
    .nullable(),
  counted: z.array(cause),
  leftOut: z.array(cause),
  undecided: z.array(cause),
  days: z.array(z.strictObject({ date, lengthMs: ms, maintenanceMs: ms, ...sums })),
  groups: z
    .strictObject({ label: z.string(), lines: z.array(z.strictObject({ name: z.string().nullable(), ...sums })) })
    .nullable(),
  maintenance: z.array(z.strictObject({ start: time, end: time, reason: z.string(), withinMs: ms })),
  calls: z.strictObject({
    found: count,
    judged: count,
    outsidePeriod: count,
    inMaintenance: count,
    withoutTime: count,
    notJudged: count,
    duplicates: count,
    unknownZone: count,
  }),
  unread: z.strictObject({ count, files: z.array(z.strictObject({ path: z.string(), reason: z.string() })) }),
});

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
/** Does not compile when schema and type disagree: change both, and raise SLA_SCHEMA_VERSION when readers break. */
export const SLA_SCHEMA_MATCHES_TYPE: Same<DeepReadonly<z.infer<typeof slaResultSchema>>, SlaResult> = true;

/** Content of docs/schema/sla-result.schema.json. */
export function slaSchemaFile(): string {
  const description = `Result of rtc-triage sla, schema version ${SLA_SCHEMA_VERSION}.`;
  const schema = z.toJSONSchema(slaResultSchema.meta({ title: 'SlaResult', description }), { target: 'draft-2020-12' });
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
