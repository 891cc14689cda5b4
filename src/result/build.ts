import { withoutCarriedElsewhere } from '../diagnosis/carried-elsewhere.js';
import { diagnose } from '../diagnosis/diagnose.js';
import { withoutToldByAbsence } from '../diagnosis/told-by-absence.js';
import type { Language } from '../locale/locale.js';
import { resultWords } from '../locale/result-words.js';
import type { CallSummary } from '../model/call.js';
import type { RuleCheck, RuleFinding } from '../model/finding.js';
import { SEVERITIES } from '../model/finding.js';
import { RESULT_SCHEMA_VERSION, type ResultFinding, type TriageResult } from '../model/result.js';
import type { Evaluation } from '../rules/evaluation.js';
import type { RuleSet } from '../rules/load.js';
import type { Rule } from '../rules/rule.js';
import { VersionCheck } from '../versions/check.js';
import type { VersionKnowledge } from '../versions/knowledge.js';
import { callJudge } from './call-judge.js';
import { resultCall } from './calls.js';
import { resultCauses } from './causes.js';
import { connectionKey, resultCheck, resultSymptoms, verdictOf } from './checks.js';
import { FindingCounts } from './finding-counts.js';
import { resultFinding } from './findings.js';
import { inferScenario, type ScenarioChoice } from './infer-scenario.js';
import type { Period } from './period.js';
import type { ReadLog } from './read-log.js';
import { resultSources, shownShift, shownZone } from './sources.js';
import { withoutUnused } from './unused.js';

export interface BuildInput {
  readonly tool: { readonly name: string; readonly version: string };
  readonly language: Language;
  /** From --tz. */
  readonly zone: string | undefined;
  /** From --scenario. */
  readonly scenario: string | undefined;
  readonly period: Period;
  readonly ruleSet: RuleSet;
  readonly versions: VersionKnowledge;
  readonly logs: readonly ReadLog[];
  /** Ends the evaluation with the thresholds of a scenario. */
  readonly evaluate: (scenario: string) => Evaluation;
}

/** Turns what was read and judged into the one result that all reports are made of. */
export function buildResult(input: BuildInput): TriageResult {
  const { language, logs, ruleSet } = input;
  const clocks = new Clocks(logs, input.zone);
  const calls = logs
    .flatMap((log) => log.calls ?? [])
    .filter((call) => clocks.within(input.period, call.source, call.start, call.end));
  const choice = chooseScenario(
    input,
    calls.map(({ shape }) => shape),
  );
  const evaluation = withoutToldByAbsence(withoutCarriedElsewhere(input.evaluate(choice.id), calls));
  const kept = new Set(calls.map(({ id }) => id));
  const findings = evaluation.findings.filter(
    ({ episode }) =>
      kept.has(episode.subject.call) && clocks.within(input.period, episode.subject.source, episode.start, episode.end),
  );
  const counts = new FindingCounts(findings);
  const checks = withoutUnused(evaluation.checks, calls)
    .filter(({ subject }) => subject === undefined || kept.has(subject.call))
    .map((check) => withinPeriod(check, counts));
  const rules = new Map(ruleSet.rules.map(({ rule }) => [rule.id, rule]));
  const ordered = inOrder(findings, clocks);
  const versions = new VersionCheck(input.versions, calls);
  const diagnosis = diagnose({
    evaluation: { findings: ordered, checks, evidence: evaluation.evidence },
    rules: [...rules.values()],
    causes: ruleSet.causes,
    calls: calls.map((call) => ({ call, shiftMs: clocks.shift(call.source) })),
    known: (finding) => versions.candidates(finding),
  });
  const never = unconnected(calls);
  const judged = callJudge(findings, checks, rules, never);
  const symptoms = resultSymptoms({
    findings,
    checks,
    rules,
    language,
    unconnected: never,
    formats: logs.filter(({ status }) => status === 'analyzed').map(({ format }) => format),
  });
  return {
    schemaVersion: RESULT_SCHEMA_VERSION,
    tool: input.tool,
    language,
    scenario: scenarioOf(choice, ruleSet, language),
    verdict: verdictOf(findings, symptoms),
    sources: resultSources(logs, input.zone),
    calls: calls.map((call) => ({
      ...resultCall(call, clocks.toReal(call.source), clocks.zone(call.source)),
      ...judged(call.id),
    })),
    symptoms,
    findings: ordered.map((finding, index) =>
      wordFinding(finding, diagnosis.causeOf[index] ?? 'unknown', rules, clocks, language),
    ),
    checks: checks.map((check) => resultCheck(check, rules.get(check.rule), firedCount(check, counts), language)),
    causes: resultCauses(diagnosis, language),
    versions: versions.lines(ordered, language),
  };
}

function firedCount({ rule, subject, outcome }: RuleCheck, counts: FindingCounts): number {
  return outcome === 'fired' ? counts.of(rule, subject?.key) : 0;
}

/** A rule that fired outside the period only was judged within it and found nothing there. */
function withinPeriod(check: RuleCheck, counts: FindingCounts): RuleCheck {
  if (check.outcome !== 'fired' || firedCount(check, counts) > 0) return check;
  return { ...check, outcome: 'clear' };
}

/** Connections that tried and never came up, by call and id. */
function unconnected(calls: readonly CallSummary[]): ReadonlySet<string> {
  const failed = (outcome: string) => outcome === 'failed' || outcome === 'unfinished';
  return new Set(
    calls.flatMap(({ id, connections }) =>
      connections
        .filter(({ connect }) => failed(connect.outcome))
        .map((connection) => connectionKey(id, connection.id)),
    ),
  );
}

/** Where each log's source time lies in real time. */
class Clocks {
  readonly #logs: ReadonlyMap<string, ReadLog>;

  constructor(
    logs: readonly ReadLog[],
    private readonly named: string | undefined,
  ) {
    this.#logs = new Map(logs.map((log) => [log.path, log]));
  }

  shift(source: string): number {
    return this.#logs.get(source)?.summary?.shiftMs ?? 0;
  }

  /** From the log's times to real ones; see shownShift. */
  toReal(source: string): number {
    return shownShift(this.#logs.get(source));
  }

  zone(source: string): string {
    const log = this.#logs.get(source);
    return log === undefined ? 'unknown' : shownZone(log, this.named);
  }

  within(period: Period, source: string, start: number | undefined, end: number | undefined): boolean {
    const shift = this.shift(source);
    const moved = (time: number | undefined) => (time === undefined ? undefined : time + shift);
    return period.overlaps(moved(start), moved(end), this.zone(source));
  }
}

function chooseScenario({ scenario }: BuildInput, shapes: Parameters<typeof inferScenario>[0]): ScenarioChoice {
  return scenario === undefined ? inferScenario(shapes) : { id: scenario, reason: 'named' };
}

function scenarioOf(
  { id, reason }: ScenarioChoice,
  { scenarios }: RuleSet,
  language: Language,
): TriageResult['scenario'] {
  const title = scenarios.find((scenario) => scenario.id === id)?.title[language] ?? id;
  const chosenBy = reason === 'named' ? 'option' : reason === 'no-evidence' ? 'default' : 'inferred';
  return { id, title, chosenBy, reason: resultWords(language).scenario[reason] ?? reason };
}

/** Worst first, then by real time, then by name: the same logs give the same order. */
function inOrder(findings: readonly RuleFinding[], clocks: Clocks): RuleFinding[] {
  const time = ({ episode }: RuleFinding) => episode.start + clocks.shift(episode.subject.source);
  const level = ({ severity }: RuleFinding) => SEVERITIES.indexOf(severity);
  const name = ({ rule, episode }: RuleFinding) => `${rule} ${episode.subject.key}`;
  const byName = (a: string, b: string) => (a < b ? -1 : Number(a > b));
  return [...findings].sort((a, b) => level(a) - level(b) || time(a) - time(b) || byName(name(a), name(b)));
}

function wordFinding(
  finding: RuleFinding,
  cause: string,
  rules: ReadonlyMap<string, Rule>,
  clocks: Clocks,
  language: Language,
): ResultFinding {
  const rule = rules.get(finding.rule);
  if (rule === undefined) throw new Error(`a finding names the rule ${finding.rule}, which is not loaded`);
  const { source } = finding.episode.subject;
  return resultFinding(finding, rule, cause, {
    language,
    shift: clocks.toReal(source),
    zone: clocks.zone(source),
  });
}
