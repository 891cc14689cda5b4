import type { SubjectKind } from '../model/call.js';
import type { Unit } from '../model/metric.js';
import { SIGNAL_IDS, SIGNALS, type SignalDefinition, type SignalId } from '../model/signal.js';
import { parseDuration } from './duration.js';
import { fieldsOf } from './event-fields.js';
import type { Report, YamlPath } from './problem.js';
import type { Aggregate, Comparison, Condition, EventCondition, SignalCondition, Threshold } from './rule.js';
import type { RawCondition, RawEventCondition, RawSignalCondition } from './schema.js';
import { didYouMean } from './suggest.js';

/** What conditions are checked against, and what their checking finds out. */
export interface ConditionContext {
  readonly kinds: readonly SubjectKind[];
  readonly thresholds: ReadonlyMap<string, Threshold>;
  readonly usedThresholds: Set<string>;
  readonly report: Report;
}

const COMPARISONS: readonly Comparison[] = ['above', 'at-least', 'below', 'at-most'];

/** A condition as it stands in YAML → the condition of src/rules/rule.ts. Mistakes are reported, never thrown. */
export function toCondition(raw: RawCondition, path: YamlPath, context: ConditionContext): Condition {
  if ('signal' in raw) return toSignalCondition(raw, path, context);
  if ('event' in raw) return toEventCondition(raw, path, context);
  if ('not' in raw) return { kind: 'not', part: toCondition(raw.not, [...path, 'not'], context) };
  const kind = 'all' in raw ? 'all' : 'any';
  const parts = 'all' in raw ? raw.all : raw.any;
  return { kind, parts: parts.map((part, index) => toCondition(part, [...path, kind, index], context)) };
}

function toSignalCondition(raw: RawSignalCondition, path: YamlPath, context: ConditionContext): SignalCondition {
  const over = parseDuration(raw.over ?? '0s') ?? 0;
  const aggregate = raw.aggregate ?? defaultAggregate(raw.signal, over);
  checkSignal(raw.signal, [...path, 'signal'], context);
  checkAggregate(raw.signal, aggregate, over, path, context.report);
  const comparisons = COMPARISONS.filter((key) => raw[key] !== undefined);
  const comparison = comparisons[0] ?? 'above';
  const threshold = raw[comparison] ?? '';
  if (comparisons.length !== 1) {
    context.report(
      path,
      `the condition on \`${raw.signal}\` has ${comparisons.length} comparisons.`,
      `Give exactly one of ${COMPARISONS.join(', ')}.`,
    );
  } else {
    useThreshold(threshold, [...path, comparison], SIGNALS[raw.signal].unit, raw.signal, context);
  }
  if (raw.share !== undefined) {
    useThreshold(raw.share, [...path, 'share'], 'ratio', 'share', context);
    if (aggregate !== 'share-above') {
      context.report(
        [...path, 'share'],
        '`share` is of use only with `aggregate: share-above`.',
        'Remove it, or set the aggregate.',
        { on: 'key' },
      );
    }
  }
  const base = { kind: 'signal', signal: raw.signal, over, aggregate, comparison, threshold } as const;
  return { ...base, optional: raw.optional ?? false, ...(raw.share === undefined ? {} : { share: raw.share }) };
}

function toEventCondition(raw: RawEventCondition, path: YamlPath, context: ConditionContext): EventCondition {
  const fields = fieldsOf(raw.event);
  const where: Record<string, readonly (string | number | boolean)[]> = Object.create(null);
  for (const [field, accepted] of Object.entries(raw.where ?? {})) {
    if (!fields.includes(field)) {
      const fix = fields.length === 0 ? 'This event has no fields.' : `It has: ${fields.join(', ')}.`;
      context.report(
        [...path, 'where', field],
        `the event \`${raw.event}\` has no field \`${field}\`${didYouMean(field, fields) || '.'}`,
        fix,
        { on: 'key' },
      );
    }
    where[field] = Array.isArray(accepted) ? accepted : [accepted];
  }
  const over = parseDuration(raw.over ?? '0s') ?? 0;
  const count = raw.count ?? 1;
  if (count > 1 && over === 0) {
    context.report([...path, 'count'], `\`count: ${count}\` needs a window.`, 'Add `over`, for example `over: 30s`.');
  }
  const base = { kind: 'event', event: raw.event, where, over, count, optional: raw.optional ?? false } as const;
  if (raw.same === undefined) return base;
  checkSame(raw, raw.same, fields, path, context.report);
  return { ...base, same: raw.same };
}

function checkSame(
  raw: RawEventCondition,
  same: readonly string[],
  fields: readonly string[],
  path: YamlPath,
  report: Report,
): void {
  if (!path.includes('until') || raw.over !== undefined || raw.count !== undefined) {
    report(
      [...path, 'same'],
      '`same` is of use only in `until`, on an event without `over` and `count`.',
      'Remove it, or move the condition.',
      { on: 'key' },
    );
  }
  for (const [index, field] of same.entries()) {
    if (fields.includes(field)) continue;
    const reason = `the event \`${raw.event}\` has no field \`${field}\`${didYouMean(field, fields) || '.'}`;
    report([...path, 'same', index], reason, `It has: ${fields.join(', ') || 'none'}.`);
  }
}

/** Without a window a tick stands as it is; in a window amounts add up and everything else is averaged by time. */
export function defaultAggregate(signal: SignalId, over: number): Aggregate {
  if (over === 0) return 'last';
  return SIGNALS[signal].form === 'amount' ? 'sum' : 'mean';
}

export function checkSignal(signal: SignalId, path: YamlPath, context: ConditionContext): void {
  const definition: SignalDefinition = SIGNALS[signal];
  const without = context.kinds.filter((kind) => !definition.subjects.includes(kind));
  if (without.length === 0) return;
  const here = SIGNAL_IDS.filter((id) => {
    const subjects: readonly SubjectKind[] = SIGNALS[id].subjects;
    return context.kinds.every((kind) => subjects.includes(kind));
  });
  context.report(
    path,
    `the signal \`${signal}\` is not available on ${without.join(', ')}${didYouMean(signal, here) || '.'}`,
    `It exists on ${definition.subjects.join(', ')}.`,
  );
}

export function checkAggregate(
  signal: SignalId,
  aggregate: Aggregate,
  over: number,
  path: YamlPath,
  report: Report,
): void {
  if (over === 0 && aggregate !== 'last') {
    report(
      [...path, 'aggregate'],
      `\`aggregate: ${aggregate}\` needs a window.`,
      'Add `over`, for example `over: 10s`.',
    );
  }
  if (aggregate === 'mean' && SIGNALS[signal].form === 'amount') {
    report(
      [...path, 'aggregate'],
      `\`${signal}\` is an amount for each interval, its mean depends on the interval.`,
      'Use `aggregate: sum`.',
    );
  }
}

/** Looks a threshold up by name and compares its unit with what it is compared with. */
export function useThreshold(name: string, path: YamlPath, unit: Unit, what: string, context: ConditionContext): void {
  context.usedThresholds.add(name);
  const threshold = context.thresholds.get(name);
  if (threshold === undefined) {
    const names = [...context.thresholds.keys()];
    const fix =
      names.length === 0
        ? 'Declare it under `thresholds`.'
        : `Declare it under \`thresholds\`, or use one of: ${names.join(', ')}.`;
    context.report(path, `unknown threshold \`${name}\`${didYouMean(name, names) || '.'}`, fix);
  } else if (threshold.unit !== unit) {
    context.report(
      path,
      `the threshold \`${name}\` is in ${threshold.unit}, but \`${what}\` is in ${unit}.`,
      `Give the threshold the unit ${unit} and a value to match.`,
    );
  }
}
