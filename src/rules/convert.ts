import type { SubjectKind } from '../model/call.js';
import type { Unit } from '../model/metric.js';
import { BUDGETS } from '../model/scenario.js';
import { SIGNALS } from '../model/signal.js';
import {
  type ConditionContext,
  checkAggregate,
  checkSignal,
  defaultAggregate,
  toCondition,
  useThreshold,
} from './convert-condition.js';
import { parseDuration } from './duration.js';
import type { Report } from './problem.js';
import type { LocalizedList, Measure, Rule, SeverityStep, Threshold } from './rule.js';
import type { RawEpisode, RawMeasure, RawRule } from './schema.js';
import { didYouMean } from './suggest.js';

const PLACEHOLDERS = ['value', 'threshold', 'duration', 'total', 'count'];
const NO_LIST: LocalizedList = { en: [], 'zh-CN': [] };

/** The parts that rules and the evidence of causes have in common. */
export type EpisodeParts = Pick<Rule, 'thresholds' | 'when' | 'unless' | 'until' | 'lasts' | 'merge' | 'measure'>;

/** A rule file's content → Rule. Every mistake of meaning goes to `report`; the rule is usable only if none was an error. */
export function toRule(raw: RawRule, id: string, report: Report): Rule {
  const context = contextOf(raw, [raw.subject], report);
  const episode = toEpisodeParts(raw, context);
  const severity = toSeverity(raw, episode.measure, context);
  checkMessages(raw, report);
  const scenarios: Record<string, Readonly<Record<string, number>>> = Object.create(null);
  for (const [scenario, values] of Object.entries(raw.scenarios ?? {})) {
    for (const name of Object.keys(values)) {
      if (!context.thresholds.has(name)) {
        report(
          ['scenarios', scenario, name],
          `unknown threshold \`${name}\`${didYouMean(name, context.thresholds.keys()) || '.'}`,
          'A scenario can only replace thresholds of this rule.',
          { on: 'key' },
        );
      }
    }
    scenarios[scenario] = Object.assign(Object.create(null), values);
  }
  reportUnused(context);
  return {
    id,
    symptom: raw.symptom,
    title: raw.title,
    explanation: raw.explanation,
    subject: raw.subject,
    ...episode,
    scenarios,
    severity,
    message: raw.message,
    causes: raw.causes ?? [],
    next: raw.next,
    falsePositives: raw['false-positives'] ?? NO_LIST,
    references: raw.references ?? [],
  };
}

/** Thresholds and whatever else conditions are checked against. */
export function contextOf(
  raw: Pick<RawEpisode, 'thresholds'>,
  kinds: readonly SubjectKind[],
  report: Report,
): ConditionContext {
  const thresholds = new Map<string, Threshold>();
  for (const [name, { value, unit, source, budget }] of Object.entries(raw.thresholds ?? {})) {
    thresholds.set(name, budget === undefined ? { value, unit, source } : { value, unit, source, budget });
    if (budget !== undefined && BUDGETS[budget] !== unit) {
      report(
        ['thresholds', name, 'unit'],
        `the budget \`${budget}\` is in ${BUDGETS[budget]}, the threshold in ${unit}.`,
        'Use the unit of the budget.',
      );
    }
  }
  return { kinds, thresholds, usedThresholds: new Set(), report };
}

export function toEpisodeParts(raw: RawEpisode, context: ConditionContext): EpisodeParts {
  const when = toCondition(raw.when, ['when'], context);
  return {
    thresholds: Object.assign(Object.create(null), Object.fromEntries(context.thresholds)),
    when,
    unless: (raw.unless ?? []).map((condition, index) => toCondition(condition, ['unless', index], context)),
    until: raw.until === undefined ? undefined : toCondition(raw.until, ['until'], context),
    lasts: parseDuration(raw.lasts ?? '0s') ?? 0,
    merge: parseDuration(raw.merge ?? '0s') ?? 0,
    measure: toMeasure(raw.measure, context),
  };
}

function toMeasure(raw: RawMeasure, context: ConditionContext): Measure {
  const over = parseDuration(raw.over ?? '0s') ?? 0;
  const worse = raw.worse ?? 'higher';
  const threshold = raw.threshold ?? '';
  const { signal = raw.of } = raw;
  if (signal === undefined)
    context.report(['measure'], 'the measure measures nothing.', 'Add `signal: …` or `of: duration`.');
  if (raw.signal !== undefined && raw.of !== undefined) {
    context.report(['measure', 'of'], 'the measure has both `signal` and `of`.', 'Keep one of them.', { on: 'key' });
  }
  if (signal === undefined || signal === 'duration' || signal === 'count') {
    const of = signal ?? 'duration';
    if (threshold !== '') useThreshold(threshold, ['measure', 'threshold'], measuredUnit(of), of, context);
    return { of, over, aggregate: 'last', worse, threshold };
  }
  const aggregate = raw.aggregate ?? defaultAggregate(signal, over);
  checkSignal(signal, ['measure', 'signal'], context);
  checkAggregate(signal, aggregate, over, ['measure'], context.report);
  if (threshold === '')
    context.report(['measure'], 'the measure has no threshold.', 'Add `threshold`, the name of the limit to show.');
  else useThreshold(threshold, ['measure', 'threshold'], SIGNALS[signal].unit, signal, context);
  return { of: signal, over, aggregate, worse, threshold };
}

/** Unit of the number a measure yields: ms for the duration of an episode, a ratio for a share of time. */
export function measuredUnit(of: Measure['of'], aggregate: Measure['aggregate'] = 'last'): Unit {
  if (of === 'duration') return 'ms';
  if (of === 'count') return 'count';
  return aggregate === 'share-above' ? 'ratio' : SIGNALS[of].unit;
}

function toSeverity(raw: RawRule, measure: Measure, context: ConditionContext): SeverityStep[] {
  const unit = measuredUnit(measure.of, measure.aggregate);
  const last = raw.severity.length - 1;
  return raw.severity.map((step, index) => {
    const path = ['severity', index] as const;
    const conditions = Object.keys(step).filter((key) => key !== 'level');
    const level = step.level;
    const before = raw.severity[index - 1]?.level;
    if (index === last && conditions.length > 0) {
      context.report(
        path,
        'the last severity step has a condition, so some findings would have no severity.',
        'Add a last step with a level only.',
      );
    } else if (index < last && conditions.length === 0) {
      context.report(
        path,
        'this severity step always holds, the steps below it are never reached.',
        'Give it a condition, or make it the last.',
      );
    }
    if (before !== undefined && level < before) {
      context.report(
        [...path, 'level'],
        `${level} stands below ${before}: a worse episode could be graded milder.`,
        'Order the steps from the most to the least severe.',
      );
    }
    const wrong = measure.worse === 'higher' ? 'worst-at-most' : 'worst-at-least';
    if (step[wrong] !== undefined) {
      context.report(
        [...path, wrong],
        `\`${wrong}\` grades good values as severe: the measure says \`worse: ${measure.worse}\`.`,
        `Use \`${measure.worse === 'higher' ? 'worst-at-least' : 'worst-at-most'}\`.`,
        { on: 'key' },
      );
    }
    for (const key of ['worst-at-least', 'worst-at-most'] as const) {
      const name = step[key];
      if (name !== undefined) useThreshold(name, [...path, key], unit, measure.of, context);
    }
    const lasts = parseDuration(step['lasts-at-least'] ?? '');
    const total = parseDuration(step['total-at-least'] ?? '');
    return {
      level,
      ...(step['worst-at-least'] === undefined ? {} : { worstAtLeast: step['worst-at-least'] }),
      ...(step['worst-at-most'] === undefined ? {} : { worstAtMost: step['worst-at-most'] }),
      ...(lasts === undefined ? {} : { lastsAtLeast: lasts }),
      ...(total === undefined ? {} : { totalAtLeast: total }),
    };
  });
}

function checkMessages(raw: RawRule, report: Report): void {
  for (const language of ['en', 'zh-CN'] as const) {
    for (const [, name = ''] of raw.message[language].matchAll(/\{([^{}]{0,40})\}/g)) {
      if (!PLACEHOLDERS.includes(name)) {
        report(
          ['message', language],
          `unknown placeholder \`{${name}}\`${didYouMean(name, PLACEHOLDERS) || '.'}`,
          `Use ${PLACEHOLDERS.map((known) => `{${known}}`).join(' ')}.`,
        );
      } else if (name === 'threshold' && raw.measure.threshold === undefined) {
        report(
          ['message', language],
          '`{threshold}` has no value: the measure names no threshold.',
          'Add `threshold` to `measure`, or leave the placeholder out.',
        );
      }
    }
  }
}

/** A threshold nobody compares with is a leftover or a typing mistake. */
export function reportUnused(context: ConditionContext): void {
  for (const name of context.thresholds.keys()) {
    if (context.usedThresholds.has(name)) continue;
    context.report(['thresholds', name], `the threshold \`${name}\` is not used.`, 'Use it or remove it.', {
      on: 'key',
      level: 'warning',
    });
  }
}
