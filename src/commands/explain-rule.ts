import { type Language, localeOf } from '../locale/locale.js';
import { formatDuration, formatSignal, signalName } from '../locale/values.js';
import type { RuleSet } from '../rules/load.js';
import type { Condition, Rule, Threshold } from '../rules/rule.js';

/** Fixed words of this page. */
const WORDS = {
  en: {
    looks: 'Looks at',
    when: 'When',
    until: 'Until',
    unless: 'Not while',
    lasts: 'for at least',
    thresholds: 'Thresholds',
    scenarios: 'By scenario',
    next: 'What to do',
    wrong: 'When it may be wrong',
    causes: 'Causes it considers',
    references: 'References',
    over: 'over',
  },
  'zh-CN': {
    looks: '观察对象',
    when: '触发条件',
    until: '结束条件',
    unless: '排除条件',
    lasts: '至少持续',
    thresholds: '阈值',
    scenarios: '各场景',
    next: '下一步',
    wrong: '可能误报的情况',
    causes: '可能原因',
    references: '参考',
    over: '窗口',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** The page of `rules explain`: plain text, everything the rule file says, thresholds with their sources. */
export function explainRule(rule: Rule, ruleSet: RuleSet, language: Language): string {
  const words = WORDS[language];
  const locale = localeOf(language);
  const condition = (part: Condition) => describe(part, rule, language);
  const list = (heading: string, items: readonly string[]) =>
    items.length === 0 ? [] : ['', `${heading}:`, ...items.map((item) => `  - ${item}`)];
  const cause = (id: string) => ruleSet.causes.causes.find((candidate) => candidate.id === id)?.title[language] ?? id;
  const lasts = rule.lasts > 0 ? ` (${words.lasts} ${formatDuration(locale, rule.lasts)})` : '';
  return `${[
    `${rule.id}: ${rule.title[language]}`,
    '',
    rule.explanation[language],
    '',
    `${words.looks}: ${locale.text.subjects[rule.subject]}`,
    `${words.when}: ${condition(rule.when)}${lasts}`,
    ...(rule.until === undefined ? [] : [`${words.until}: ${condition(rule.until)}`]),
    ...rule.unless.map((part) => `${words.unless}: ${condition(part)}`),
    ...list(
      words.thresholds,
      Object.entries(rule.thresholds).map(([name, threshold]) => thresholdLine(name, threshold, rule, language)),
    ),
    ...list(words.scenarios, scenarioLines(rule, ruleSet)),
    ...list(words.causes, rule.causes.map(cause)),
    ...list(words.next, rule.next[language]),
    ...list(words.wrong, rule.falsePositives[language]),
    ...list(words.references, rule.references),
  ].join('\n')}\n`;
}

function thresholdLine(
  name: string,
  { value, unit, source, budget }: Threshold,
  rule: Rule,
  language: Language,
): string {
  const shown = formatSignal(localeOf(language), signalOf(rule, name), value, unit);
  return `${name} = ${shown}${budget === undefined ? '' : ` (budget ${budget})`}: ${source}`;
}

/** The signal that a threshold is compared with decides its form (a correlation is no percentage). */
function signalOf(rule: Rule, threshold: string): string {
  const found = flatten(rule.when).find((part) => part.kind === 'signal' && part.threshold === threshold);
  return found?.kind === 'signal' ? found.signal : '';
}

function flatten(condition: Condition): readonly Condition[] {
  if (condition.kind === 'all' || condition.kind === 'any') return condition.parts.flatMap(flatten);
  return condition.kind === 'not' ? flatten(condition.part) : [condition];
}

function scenarioLines(rule: Rule, { scenarios }: RuleSet): string[] {
  const budgets = Object.entries(rule.thresholds).flatMap(([name, { budget }]) =>
    budget === undefined ? [] : [{ name, budget }],
  );
  const byBudget = scenarios.flatMap(({ id, budgets: own }) =>
    budgets.flatMap(({ name, budget }) => {
      const value = Object.entries(own).find(([key]) => key === budget)?.[1]?.value;
      return value === undefined ? [] : [`${id}: ${name} = ${value}`];
    }),
  );
  const own = Object.entries(rule.scenarios).map(
    ([id, values]) =>
      `${id}: ${Object.entries(values)
        .map(([name, value]) => `${name} = ${value}`)
        .join(', ')}`,
  );
  return [...byBudget, ...own];
}

function describe(condition: Condition, rule: Rule, language: Language): string {
  const words = WORDS[language];
  const locale = localeOf(language);
  switch (condition.kind) {
    case 'all':
    case 'any':
      return `${condition.kind} (${condition.parts.map((part) => describe(part, rule, language)).join('; ')})`;
    case 'not':
      return `not (${describe(condition.part, rule, language)})`;
    case 'event': {
      const where = Object.entries(condition.where)
        .map(([field, values]) => ` ${field}=${values.join('|')}`)
        .join('');
      const window =
        condition.over > 0 ? ` ×${condition.count} ${words.over} ${formatDuration(locale, condition.over)}` : '';
      return `event ${condition.event}${where}${window}`;
    }
    case 'signal': {
      const window =
        condition.over > 0 ? ` (${condition.aggregate} ${words.over} ${formatDuration(locale, condition.over)})` : '';
      return `${signalName(locale, condition.signal)} [${condition.signal}]${window} ${condition.comparison} ${condition.threshold}`;
    }
  }
}
