import type { Subject, SubjectKind } from '../model/call.js';
import type { RtcEvent } from '../model/event.js';
import type { RuleFinding } from '../model/finding.js';
import type { Scenario } from '../model/scenario.js';
import { SIGNAL_IDS, SIGNALS, type SignalDefinition, type SignalId, type SignalTick } from '../model/signal.js';
import { parseDuration } from './duration.js';
import { ALL_EVENTS, createEvaluator } from './evaluate.js';
import { fieldsOf } from './event-fields.js';
import { formatDuration, formatValue } from './format-value.js';
import { signalIndex } from './plan.js';
import type { Report } from './problem.js';
import type { Rule } from './rule.js';
import { EVENTS_OBSERVED_MS } from './rule-run.js';
import type { RawTest } from './schema.js';
import { parseSeries } from './series.js';
import { didYouMean } from './suggest.js';

/** The outcome of one test of a rule. `failures` says what was expected and what came; empty = passed. */
export interface RuleTestResult {
  readonly rule: string;
  readonly name: string;
  readonly failures: readonly string[];
}

/** Runs a rule's tests. Mistakes in the tests themselves go to `report`, and such a test is not run. */
export function runRuleTests(
  rule: Rule,
  tests: readonly RawTest[],
  scenarios: readonly Scenario[],
  report: Report,
): RuleTestResult[] {
  checkTests(tests, report);
  const results: RuleTestResult[] = [];
  for (const [index, test] of tests.entries()) {
    const series = readSignals(rule, test, index, report);
    const events = readEvents(test, index, report);
    if (series === undefined || events === undefined || !checkScenario(test, index, scenarios, report)) continue;
    results.push({ rule: rule.id, name: test.name, failures: runTest(rule, test, series, events, scenarios) });
  }
  return results;
}

function checkTests(tests: readonly RawTest[], report: Report): void {
  const names = new Set<string>();
  for (const [index, { name, fires, outcome }] of tests.entries()) {
    if (names.has(name))
      report(['tests', index, 'name'], `two tests are called \`${name}\`.`, 'Give each test its own name.');
    names.add(name);
    if (fires === undefined && outcome === undefined)
      report(['tests', index], 'the test expects nothing.', 'Add `fires` (`[]` = must not fire) or `outcome`.');
  }
  if (!tests.some(({ fires }) => (fires?.length ?? 0) > 0))
    report(['tests'], 'no test fires.', 'Add one with `fires: [{ … }]`.');
  if (!tests.some(({ fires, outcome }) => fires?.length === 0 || outcome === 'clear')) {
    report(['tests'], 'no test must not fire.', 'Add one with `fires: []`.');
  }
}

function readSignals(rule: Rule, test: RawTest, index: number, report: Report): Map<SignalId, number[]> | undefined {
  const series = new Map<SignalId, number[]>();
  let good = true;
  for (const [name, text] of Object.entries(test.signals ?? {})) {
    const path = ['tests', index, 'signals', name];
    const signal = SIGNAL_IDS.find((id) => id === name);
    if (signal === undefined) {
      good = false;
      report(
        path,
        `unknown signal \`${name}\`${didYouMean(name, SIGNAL_IDS) || '.'}`,
        'See docs/writing-rules.md for the signals.',
        { on: 'key' },
      );
      continue;
    }
    const definition: SignalDefinition = SIGNALS[signal];
    if (!definition.subjects.includes(rule.subject)) {
      good = false;
      report(
        path,
        `the signal \`${name}\` is not available on ${rule.subject}.`,
        `It exists on ${definition.subjects.join(', ')}.`,
        { on: 'key' },
      );
      continue;
    }
    try {
      series.set(signal, parseSeries(text));
    } catch (error) {
      good = false;
      report(path, error instanceof Error ? error.message : String(error), 'See docs/writing-rules.md, "Its test".');
    }
  }
  return good ? series : undefined;
}

function readEvents(test: RawTest, index: number, report: Report): RtcEvent[] | undefined {
  const events: RtcEvent[] = [];
  let good = true;
  for (const [place, { at, event, ...rest }] of (test.events ?? []).entries()) {
    const known = fieldsOf(event);
    const fields: Record<string, string | number | boolean> = Object.create(null);
    for (const [field, value] of Object.entries(rest)) {
      if (
        known.includes(field) &&
        (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      )
        fields[field] = value;
      else {
        good = false;
        report(
          ['tests', index, 'events', place, field],
          `the event \`${event}\` has no field \`${field}\`${didYouMean(field, known) || '.'}`,
          `It has: ${known.join(', ')}.`,
          { on: 'key' },
        );
      }
    }
    const location = { source: 'test', line: place + 1, offset: 0 };
    events.push({ type: event, time: parseDuration(at) ?? 0, fields, at: location, excerpt: event });
  }
  events.sort((a, b) => a.time - b.time);
  return good ? events : undefined;
}

function checkScenario({ scenario }: RawTest, index: number, scenarios: readonly Scenario[], report: Report): boolean {
  const ids = scenarios.map(({ id }) => id);
  if (scenario === undefined || ids.includes(scenario)) return true;
  report(
    ['tests', index, 'scenario'],
    `unknown scenario \`${scenario}\`${didYouMean(scenario, ids) || '.'}`,
    'Scenarios are declared in scenarios.yaml.',
  );
  return false;
}

function runTest(
  rule: Rule,
  test: RawTest,
  series: ReadonlyMap<SignalId, number[]>,
  events: readonly RtcEvent[],
  scenarios: readonly Scenario[],
): string[] {
  const interval = parseDuration(test.interval ?? '1s') ?? 1000;
  const subject = syntheticSubject(rule.subject);
  const evaluator = createEvaluator([rule], scenarios, test.scenario === undefined ? {} : { scenario: test.scenario });
  const hidden: ReadonlySet<string> = new Set(test.unobservable ?? []);
  evaluator.observes(subject.source, new Set([...ALL_EVENTS].filter((type) => !hidden.has(type))));
  const ticks = Math.max(0, ...[...series.values()].map((values) => values.length));
  const values = new Float64Array(SIGNAL_IDS.length);
  if (ticks === 0) evaluator.tick(subject, quietStart(values.fill(Number.NaN)));
  let next = 0;
  for (let i = 0; i < ticks; i++) {
    const [start, end] = [i * interval, (i + 1) * interval];
    for (let event = events[next]; event !== undefined && event.time < end; event = events[++next])
      evaluator.event(subject, event);
    values.fill(Number.NaN);
    for (const [signal, own] of series) values[signalIndex(signal)] = own[i] ?? Number.NaN;
    const prove = (signal: SignalId) => ({
      at: { source: 'test', line: i + 1, offset: i },
      excerpt: `${signal} in interval ${i + 1}`,
    });
    evaluator.tick(subject, { start, end, gap: false, values, prove });
  }
  for (const event of events.slice(next)) evaluator.event(subject, event);
  const { findings, checks } = evaluator.finish(test.scenario);
  const check = checks.find((candidate) => candidate.subject !== undefined) ?? checks[0];
  const outcome = check?.outcome ?? 'not-observable';
  return [...compareFindings(test, findings), ...compareOutcome(test, outcome, check?.detail, check?.missing ?? [])];
}

/** A test without series says nothing of the length of its log: it shows the subject for long enough before it begins. */
function quietStart(values: Float64Array): SignalTick {
  const prove = () => ({ at: { source: 'test', line: 0, offset: 0 }, excerpt: '' });
  return { start: -EVENTS_OBSERVED_MS, end: 0, gap: false, values, prove };
}

function compareOutcome(
  test: RawTest,
  outcome: string,
  detail: string | undefined,
  missing: readonly string[],
): string[] {
  const expected = test.outcome ?? (test.fires?.length === 0 ? 'clear' : 'fired');
  if (outcome === expected) return [];
  const why = [detail, ...missing].filter((part) => part !== undefined).join(' ');
  return [`expected the outcome ${expected}, got ${outcome}${why === '' ? '' : ` (${why})`}`];
}

function compareFindings({ fires, outcome }: RawTest, findings: readonly RuleFinding[]): string[] {
  const expected = fires ?? (outcome === 'fired' ? undefined : []);
  if (expected === undefined) return [];
  if (expected.length !== findings.length) {
    const found = findings.map(describe).join('; ');
    return [`expected ${expected.length} findings, got ${findings.length}${found === '' ? '' : `: ${found}`}`];
  }
  return expected.flatMap(({ severity, from, to }, index) => {
    const finding = findings[index];
    if (finding === undefined) return [];
    const failures: string[] = [];
    if (severity !== undefined && finding.severity !== severity)
      failures.push(`expected ${severity}, got ${describe(finding)}`);
    if (finding.episode.start < (parseDuration(from ?? '') ?? 0))
      failures.push(`expected a start not before ${from}, got ${describe(finding)}`);
    if (finding.episode.end > (parseDuration(to ?? '') ?? Number.POSITIVE_INFINITY))
      failures.push(`expected an end not after ${to}, got ${describe(finding)}`);
    return failures;
  });
}

function describe({ severity, episode, measured }: RuleFinding): string {
  return `${severity} from ${formatDuration(episode.start)} to ${formatDuration(episode.end)}, worst ${formatValue(measured.value, measured.unit)}`;
}

function syntheticSubject(kind: SubjectKind): Subject {
  const base = { kind, key: 'test', source: 'test', call: 'test' };
  if (kind === 'call') return base;
  if (kind === 'connection') return { ...base, connection: 'test' };
  const direction = kind.startsWith('inbound') ? 'inbound' : 'outbound';
  return { ...base, connection: 'test', track: 'test', direction, media: kind.endsWith('audio') ? 'audio' : 'video' };
}
