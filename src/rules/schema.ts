import { z } from 'zod';
import { SUBJECT_KINDS } from '../model/call.js';
import { EVENT_TYPES } from '../model/event.js';
import { DOMAINS, OUTCOMES, SEVERITIES, SYMPTOMS } from '../model/finding.js';
import { BUDGETS, type BudgetId } from '../model/scenario.js';
import { SIGNAL_IDS } from '../model/signal.js';

/** The shapes of the YAML files of the rules folder, before meaning is checked (src/rules/convert*.ts does that). */

const UNITS = [
  's',
  'ms',
  'ratio',
  'count',
  'bytes',
  'bit/s',
  'fps',
  'dB',
  'dBFS',
  'samples',
  'px',
  '1/s',
  '1/min',
  'level',
  'j',
] as const;
const BUDGET_IDS = Object.keys(BUDGETS) as BudgetId[];
const AGGREGATES = ['last', 'mean', 'max', 'min', 'sum', 'share-above'] as const;

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,79}$/, { error: 'must be lower-case letters, digits and hyphens, such as `severe-loss`' });
const text = z.string().min(1, { error: 'must not be empty' });
const duration = z
  .string({ error: 'must be a duration such as `500ms`, `10s` or `2min`' })
  .regex(/^\d{1,7}(\.\d{1,3})?(ms|s|min)$/, { error: 'must be a duration such as `500ms`, `10s` or `2min`' });
const localized = z.strictObject({ en: text, 'zh-CN': text });
const localizedList = z.strictObject({ en: z.array(text), 'zh-CN': z.array(text) });
const number = z.number();
/** Without quotes YAML would read `0x10` as the number 16. */
const series = z.string({ error: 'a series stands in quotes, such as "0x10 0.5x5"' });

const threshold = z.strictObject({
  value: number,
  unit: z.enum(UNITS),
  source: text,
  budget: z.enum(BUDGET_IDS).optional(),
});

const signalCondition = z.strictObject({
  signal: z.enum(SIGNAL_IDS),
  over: duration.optional(),
  aggregate: z.enum(AGGREGATES).optional(),
  above: name.optional(),
  'at-least': name.optional(),
  below: name.optional(),
  'at-most': name.optional(),
  share: name.optional(),
  optional: z.boolean().optional(),
});

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const eventCondition = z.strictObject({
  event: z.enum(EVENT_TYPES),
  where: z.record(z.string(), z.union([scalar, z.array(scalar).min(1)])).optional(),
  over: duration.optional(),
  count: z.int().min(1).max(1000).optional(),
  same: z.array(text).min(1).optional(),
  optional: z.boolean().optional(),
});

export type RawSignalCondition = z.infer<typeof signalCondition>;
export type RawEventCondition = z.infer<typeof eventCondition>;
export type RawCondition =
  | RawSignalCondition
  | RawEventCondition
  | { all: RawCondition[] }
  | { any: RawCondition[] }
  | { not: RawCondition };

/** Keys that tell the kinds of condition apart, in the order of the union below. */
export const CONDITION_KEYS = ['signal', 'event', 'all', 'any', 'not'] as const;

const condition: z.ZodType<RawCondition> = z
  .lazy(() =>
    z.union([
      signalCondition,
      eventCondition,
      z.strictObject({ all: z.array(condition).min(1) }),
      z.strictObject({ any: z.array(condition).min(1) }),
      z.strictObject({ not: condition }),
    ]),
  )
  .meta({ id: 'condition' });

const measure = z.strictObject({
  signal: z.enum([...SIGNAL_IDS, 'duration', 'count']).optional(),
  of: z.enum(['duration', 'count']).optional(),
  over: duration.optional(),
  aggregate: z.enum(AGGREGATES).optional(),
  worse: z.enum(['higher', 'lower']).optional(),
  threshold: name.optional(),
});

const severityStep = z.strictObject({
  level: z.enum(SEVERITIES),
  'worst-at-least': name.optional(),
  'worst-at-most': name.optional(),
  'lasts-at-least': duration.optional(),
  'total-at-least': duration.optional(),
});

const episode = {
  thresholds: z.record(name, threshold).optional(),
  when: condition,
  unless: z.array(condition).optional(),
  until: condition.optional(),
  lasts: duration.optional(),
  merge: duration.optional(),
  measure,
};

/** rules/<symptom>/<name>.yaml */
export const ruleFile = z.strictObject({
  id: text.optional(),
  symptom: z.enum(SYMPTOMS),
  title: localized,
  explanation: localized,
  subject: z.enum(SUBJECT_KINDS),
  ...episode,
  severity: z.array(severityStep).min(1),
  message: localized,
  scenarios: z.record(name, z.record(name, number)).optional(),
  causes: z.array(name).optional(),
  next: localizedList,
  'false-positives': localizedList.optional(),
  references: z.array(text).optional(),
});
export type RawRule = z.infer<typeof ruleFile>;
export type RawEpisode = Pick<RawRule, 'thresholds' | 'when' | 'unless' | 'until' | 'lasts' | 'merge' | 'measure'>;
export type RawMeasure = z.infer<typeof measure>;

/** rules/<symptom>/<name>.test.yaml */
export const testFile = z.strictObject({
  tests: z
    .array(
      z.strictObject({
        name: text,
        interval: duration.optional(),
        signals: z.record(z.string(), series).optional(),
        events: z.array(z.looseObject({ at: duration, event: z.enum(EVENT_TYPES) })).optional(),
        unobservable: z.array(z.enum(EVENT_TYPES)).optional(),
        scenario: name.optional(),
        fires: z
          .array(
            z.strictObject({
              severity: z.enum(SEVERITIES).optional(),
              from: duration.optional(),
              to: duration.optional(),
            }),
          )
          .optional(),
        outcome: z.enum(OUTCOMES).optional(),
      }),
    )
    .min(1),
});
export type RawTest = z.infer<typeof testFile>['tests'][number];

const places = z.enum(['track', 'connection', 'call']);
const evidenceReference = z.union([name, z.strictObject({ evidence: name, where: places.optional() })]);
const weighted = z.strictObject({ evidence: name, weight: z.number().min(0).max(1), where: places.optional() });

/** rules/causes.yaml */
export const causesFile = z.strictObject({
  evidence: z.record(
    name,
    z.strictObject({
      subject: z.union([z.enum(SUBJECT_KINDS), z.array(z.enum(SUBJECT_KINDS)).min(1)]),
      ...episode,
      measure: measure.optional(),
      text: localized,
      absent: localized.optional(),
    }),
  ),
  causes: z.record(
    name,
    z.strictObject({
      domain: z.enum(DOMAINS),
      title: localized,
      explains: z.array(text).min(1),
      requires: z.strictObject({
        all: z.array(evidenceReference).optional(),
        any: z.array(evidenceReference).optional(),
        none: z.array(evidenceReference).optional(),
        where: places.optional(),
      }),
      supports: z.array(weighted).optional(),
      contradicts: z.array(weighted).optional(),
      base: z.number().min(0).max(1),
      next: localizedList,
    }),
  ),
});
export type RawCauses = z.infer<typeof causesFile>;
export type RawReference = z.infer<typeof evidenceReference>;

/** rules/scenarios.yaml */
export const scenariosFile = z.strictObject({
  scenarios: z.record(
    name,
    z.strictObject({
      title: localized,
      description: localized,
      emphasis: z.array(z.enum(SYMPTOMS)),
      budgets: z.partialRecord(z.enum(BUDGET_IDS), z.strictObject({ value: number, source: text })).optional(),
    }),
  ),
});
export type RawScenarios = z.infer<typeof scenariosFile>;
