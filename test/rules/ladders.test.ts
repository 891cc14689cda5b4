import { describe, expect, it } from 'vitest';
import { SEVERITIES } from '../../src/model/finding.js';
import type { Scenario } from '../../src/model/scenario.js';
import { resolveThresholds } from '../../src/rules/compile-rule.js';
import { loadRules } from '../../src/rules/load.js';
import type { Rule, SeverityStep } from '../../src/rules/rule.js';

const { rules, scenarios, causes } = loadRules();
const everyScenario: readonly (Scenario | undefined)[] = [undefined, ...scenarios];

/** The value that a step asks for, so that larger is always worse; −∞ where it asks for none. */
function asked(step: SeverityStep, rule: Rule, thresholds: Readonly<Record<string, number>>): number {
  const name = step.worstAtLeast ?? step.worstAtMost;
  if (name === undefined) return Number.NEGATIVE_INFINITY;
  const value = thresholds[name] ?? Number.NaN;
  return rule.measure.worse === 'higher' ? value : -value;
}

describe('severity ladders of the built-in rules', () => {
  it.each(rules.map(({ rule }) => [rule.id, rule] as const))('%s: what is worse never counts for less', (_, rule) => {
    for (const scenario of everyScenario) {
      const thresholds = resolveThresholds(rule, scenario);
      // Steps by value alone: those that also ask for a duration are compared with each other in the same way.
      const byValue = rule.severity.filter((step) => step.totalAtLeast === undefined);
      for (const [index, step] of byValue.entries()) {
        for (const milder of byValue.slice(index + 1)) {
          if (SEVERITIES.indexOf(step.level) >= SEVERITIES.indexOf(milder.level)) continue;
          // A milder level must not ask for more in everything than a more severe one does.
          const moreValue = asked(milder, rule, thresholds) > asked(step, rule, thresholds);
          const moreTime = (milder.lastsAtLeast ?? 0) >= (step.lastsAtLeast ?? 0);
          expect([rule.id, scenario?.id, moreValue && moreTime]).toEqual([rule.id, scenario?.id, false]);
        }
      }
    }
  });

  it('begin with the limit of the rule or above it, in every scenario', () => {
    const below = rules.flatMap(({ rule }) =>
      everyScenario.flatMap((scenario) => {
        const thresholds = resolveThresholds(rule, scenario);
        const limit = thresholds[rule.measure.threshold];
        if (limit === undefined) return [];
        const begin = rule.measure.worse === 'higher' ? limit : -limit;
        return rule.severity
          .map((step) => asked(step, rule, thresholds))
          .filter((value) => Number.isFinite(value) && value < begin)
          .map((value) => `${rule.id} ${scenario?.id ?? ''} ${value} < ${begin}`);
      }),
    );
    expect(below).toEqual([]);
  });
});

describe('texts of the built-in rules and causes', () => {
  const titled = [...rules.map(({ rule }) => rule), ...causes.causes];

  it('have titles of at most 60 characters, each only once', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      const titles = titled.map(({ title }) => title[language]);
      expect(titles.filter((title) => title.length > 60)).toEqual([]);
      expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
    }
  });

  it('say the same advice in both languages: an item of a YAML list that holds a comma needs quotes', () => {
    const uneven = rules.flatMap(({ rule }) =>
      [rule.next, rule.falsePositives]
        .filter((list) => list.en.length === 0 || list.en.length !== list['zh-CN'].length)
        .map((list) => `${rule.id}: ${list.en.join(' | ')}`),
    );
    const unevenCauses = causes.causes.filter(({ next }) => next.en.length !== next['zh-CN'].length);
    expect([...uneven, ...unevenCauses.map(({ id }) => id)]).toEqual([]);
  });

  it('end advice as sentences', () => {
    const items = [
      ...rules.flatMap(({ rule }) => [...rule.next.en, ...rule.falsePositives.en]),
      ...causes.causes.flatMap(({ next }) => next.en),
    ];
    expect(items.filter((item) => !item.endsWith('.') && !item.endsWith('?'))).toEqual([]);
  });

  it('end explanations and messages as sentences', () => {
    const open = rules.filter(({ rule }) =>
      [rule.explanation, rule.message].some((text) => !text.en.endsWith('.') || !text['zh-CN'].endsWith('。')),
    );
    expect(open.map(({ rule }) => rule.id)).toEqual([]);
  });
});
