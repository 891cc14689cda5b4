import type { Subject, SubjectKind } from '../model/call.js';
import type { RuleCheck, RuleFinding } from '../model/finding.js';
import type { Unit } from '../model/metric.js';
import type { EvidenceDefinition } from './cause.js';
import type { Observable } from './compile-rule.js';
import { measuredUnit } from './convert.js';
import type { EvidenceObservation, JudgedSubject } from './evaluation.js';
import { toFindings } from './grade.js';
import type { Program, Variant } from './program.js';
import type { Rule } from './rule.js';
import { message, type RunResult } from './rule-run.js';

/** A rule or an observation, as one thing to follow on one kind of subject. */
export interface Task extends Observable {
  readonly rule?: Rule;
  readonly evidence?: EvidenceDefinition;
}

/** What is said of the runs at one place of a program; worked out once, as a log may have ten thousand subjects of a kind. */
interface Teller {
  readonly place: number;
  readonly variant: Variant<Task>;
  /** Of what is measured. */
  readonly unit: Unit;
  readonly threshold: number;
}

/** What rules and observations found of all subjects, with the thresholds of one scenario. */
export class Outcomes {
  readonly findings: RuleFinding[] = [];
  readonly checks: RuleCheck[] = [];
  readonly evidence: EvidenceObservation[] = [];
  readonly #tellers = new Map<SubjectKind, readonly Teller[]>();

  constructor(
    private readonly programs: { of(kind: SubjectKind): Program<Task> },
    private readonly scenario: string | undefined,
  ) {}

  add({ subject, runs }: JudgedSubject): void {
    for (const teller of this.#tellersOf(subject.kind)) {
      const run = runs[teller.place];
      if (run === undefined) continue;
      const { rule, evidence } = teller.variant.source;
      if (evidence !== undefined) this.evidence.push(toObservation(evidence.id, subject, run, teller));
      if (rule !== undefined) this.#addRule(rule, subject, run, teller.variant);
    }
  }

  #tellersOf(kind: SubjectKind): readonly Teller[] {
    const known = this.#tellers.get(kind);
    if (known !== undefined) return known;
    const tellers: Teller[] = [];
    for (const [place, variant] of this.programs.of(kind).variants.entries()) {
      if (!variant.scenarios.has(this.scenario)) continue;
      const { of, aggregate, threshold } = variant.source.measure;
      const value = variant.compiled.thresholds[threshold] ?? 0;
      tellers.push({ place, variant, unit: measuredUnit(of, aggregate), threshold: value });
    }
    this.#tellers.set(kind, tellers);
    return tellers;
  }

  #addRule(rule: Rule, subject: Subject, run: RunResult, variant: Variant<Task>): void {
    // Nearly all runs found nothing: of 450 calls 900 of 22,000 did.
    const graded = run.episodes.episodes.length === 0 ? undefined : judge(rule, run, variant);
    if (graded !== undefined) this.findings.push(...graded.findings);
    this.checks.push(toCheck(rule.id, subject, graded?.run ?? run));
  }
}

function judge(rule: Rule, run: RunResult, { compiled }: Variant<Task>): { findings: RuleFinding[]; run: RunResult } {
  try {
    return { findings: toFindings(rule, compiled.thresholds, run.episodes), run };
  } catch (error) {
    return { findings: [], run: { ...run, outcome: 'error', detail: message(error) } };
  }
}

/** Without a spread: a log of 2000 connections has 300,000 of these. */
function toCheck(rule: string, subject: Subject, { outcome, missing, detail }: RunResult): RuleCheck {
  return detail === undefined ? { rule, subject, outcome, missing } : { rule, subject, outcome, missing, detail };
}

function toObservation(
  id: string,
  subject: Subject,
  { outcome, episodes: { episodes }, missing }: RunResult,
  { unit, threshold }: Teller,
): EvidenceObservation {
  return { id, subject, outcome, episodes, missing, unit, threshold };
}
