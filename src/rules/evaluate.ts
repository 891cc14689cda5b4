import { SUBJECT_KINDS, type Subject, type SubjectKind } from '../model/call.js';
import { EVENT_TYPES, type EventType, type RtcEvent } from '../model/event.js';
import type { RuleCheck } from '../model/finding.js';
import type { Scenario } from '../model/scenario.js';
import type { SignalTick } from '../model/signal.js';
import type { SignalSink } from '../signals/sink.js';
import type { EvidenceDefinition } from './cause.js';
import type { Evaluation, JudgedSubject } from './evaluation.js';
import { Outcomes, type Task } from './outcomes.js';
import { compileProgram, type Program } from './program.js';
import type { Rule } from './rule.js';
import { closeBlank, RuleRun, type RunResult } from './rule-run.js';
import { SubjectState } from './subject-state.js';

export interface EvaluatorOptions {
  /** Observations for the diagnosis, judged as silent rules. */
  readonly evidence?: readonly EvidenceDefinition[];
  /** Id of the scenario, when it is known from the beginning. */
  readonly scenario?: string;
  /** Rules that are known to compile: of these nothing is done for a kind of subject that no log holds. */
  readonly proven?: ReadonlySet<Rule>;
}

export interface Evaluator extends SignalSink {
  /**
   * Event types that a source's format is able to show: without one in the log, a rule on it is clear there. To be told
   * before the source's first signal; a source of which nothing is told can show nothing.
   */
  observes(source: string, types: ReadonlySet<EventType>): void;
  /** Ends all subjects that are still open, and hands over what has been judged since it was asked last. */
  take(): readonly JudgedSubject[];
  /**
   * Joins what was judged, here or by another evaluator of the same rules and scenarios, and picks the thresholds of a
   * scenario (undefined: the rules' own).
   */
  join(judged: readonly JudgedSubject[], scenario: string | undefined): Evaluation;
  /** `take` and `join`, for what is judged in one go. */
  finish(scenario: string | undefined): Evaluation;
}

interface Running {
  readonly state: SubjectState;
  readonly program: Program<Task>;
  /** By place in the program; made when they are first looked at, as many subjects have a few events only. */
  runs: (RuleRun | undefined)[];
  /** By place, 1 for runs that were let go and had known enough to be clear. */
  known: Uint8Array | undefined;
  isClosed: boolean;
  /** What came after it the last time: reports tell of the same subjects in the same order. */
  next: Running | undefined;
}

const NOTHING: ReadonlySet<EventType> = new Set();
/** Every event type: for sources that can show everything, such as a rule's own test. */
export const ALL_EVENTS: ReadonlySet<EventType> = new Set(EVENT_TYPES);

/**
 * Evaluates rules while signals stream in. Memory grows with the number of subjects and findings, not with their length.
 * A rule that throws becomes a check with the outcome `error`; the others go on.
 */
export function createEvaluator(
  rules: readonly Rule[],
  scenarios: readonly Scenario[],
  options: EvaluatorOptions = {},
): Evaluator {
  const { scenario } = options;
  const candidates = scenario === undefined ? [undefined, ...scenarios] : [scenarios.find(({ id }) => id === scenario)];
  const tasks: Task[] = [
    ...rules.map(taskOf),
    ...(options.evidence ?? []).flatMap((evidence) =>
      evidence.subjects.map((subject) => ({ ...evidence, subject, scenarios: {}, evidence })),
    ),
  ];
  return new StreamingEvaluator(new Programs(tasks, candidates, options.proven ?? new Set()), candidates);
}

/** Field by field: a rule's words are not to be asked for before it has found something (load-prepared.ts). */
function taskOf(rule: Rule): Task {
  const { id, subject, thresholds, scenarios, when, unless, until, lasts, merge, measure } = rule;
  return { id, subject, thresholds, scenarios, when, unless, until, lasts, merge, measure, rule };
}

/** What is to be evaluated, by kind of subject: compiled when the first of the kind comes, for many logs hold few kinds. */
class Programs {
  readonly #compiled = new Map<SubjectKind, Program<Task>>();

  constructor(
    private readonly tasks: readonly Task[],
    private readonly candidates: readonly (Scenario | undefined)[],
    private readonly proven: ReadonlySet<Rule>,
  ) {}

  of(kind: SubjectKind): Program<Task> {
    const known = this.#compiled.get(kind);
    if (known !== undefined) return known;
    const program = compileProgram(kind, this.#tasksOf(kind), this.candidates);
    this.#compiled.set(kind, program);
    return program;
  }

  /** Ids of the rules on subjects of the kind, in their order. */
  rulesOn(kind: SubjectKind): string[] {
    return this.#tasksOf(kind).flatMap(({ rule }) => (rule === undefined ? [] : [rule.id]));
  }

  /** Why rules on subjects of the kind cannot be compiled, by id. */
  brokenOn(kind: SubjectKind): ReadonlyMap<string, string> {
    const { broken } = this.#compiled.get(kind) ?? compileProgram(kind, this.#unproven(kind), this.candidates);
    return new Map(broken.flatMap(({ source, reason }) => (source.rule === undefined ? [] : [[source.id, reason]])));
  }

  #unproven(kind: SubjectKind): Task[] {
    return this.#tasksOf(kind).filter(({ rule }) => rule !== undefined && !this.proven.has(rule));
  }

  #tasksOf(kind: SubjectKind): Task[] {
    return this.tasks.filter((task) => task.subject === kind);
  }
}

class StreamingEvaluator implements Evaluator {
  readonly #observes = new Map<string, ReadonlySet<EventType>>();
  readonly #running = new Map<string, Running>();
  #latest: Running | undefined;
  #judged: JudgedSubject[] = [];

  constructor(
    private readonly programs: Programs,
    private readonly candidates: readonly (Scenario | undefined)[],
  ) {}

  observes(source: string, types: ReadonlySet<EventType>): void {
    this.#observes.set(source, types);
  }

  tick(subject: Subject, tick: SignalTick): void {
    const running = this.#runningOf(subject);
    const { state } = running;
    state.enter(tick);
    const { awake } = state.guards;
    for (let index = awake.count - 1; index >= 0; index--) {
      const place = awake.at(index);
      const run = running.runs[place] ?? runOf(running, place);
      if (!awake.isHalf(place) && !run.rests(state)) run.step(state);
      else if (run.followOnset(state)) awake.rest(place);
      // A guard wakes it when it is raised.
      else awake.drop(index);
    }
    state.leave();
  }

  event(subject: Subject, event: RtcEvent): void {
    const running = this.#runningOf(subject);
    const { state, program } = running;
    if (state.enterEvent(event)) {
      for (const place of program.wakes.get(event.type) ?? []) {
        runOf(running, place).step(state);
        // The event may have begun an episode, which has to be followed.
        state.guards.awake.wake(place);
      }
    }
    state.leave();
  }

  settle(subject: Subject, judgedFrom: number, isTold: boolean): void {
    const running = this.#running.get(subject.key);
    if (running === undefined) return;
    for (const run of running.runs) run?.settle(judgedFrom);
    // What goes on is left to see what is still to be told.
    if (isTold || running.runs.every((run) => run === undefined || run.isBlank)) letGo(running);
  }

  close(subject: Subject, judgedUntil: number): void {
    const running = this.#runningOf(subject);
    this.#running.delete(subject.key);
    this.#latest = undefined;
    running.isClosed = true;
    running.next = undefined;
    this.#judged.push({ subject, runs: closeRuns(running, judgedUntil) });
    running.state.settle();
  }

  take(): readonly JudgedSubject[] {
    for (const { state } of [...this.#running.values()]) this.close(state.subject, Number.POSITIVE_INFINITY);
    const judged = this.#judged;
    this.#judged = [];
    this.#observes.clear();
    return judged;
  }

  finish(scenario: string | undefined): Evaluation {
    return this.join(this.take(), scenario);
  }

  join(judged: readonly JudgedSubject[], scenario: string | undefined): Evaluation {
    const known = this.candidates.some((candidate) => candidate?.id === scenario);
    const picked = known ? scenario : this.candidates[0]?.id;
    const outcomes = new Outcomes(this.programs, picked);
    for (const subject of judged) outcomes.add(subject);
    const { findings, checks, evidence } = outcomes;
    findings.sort((a, b) => a.episode.start - b.episode.start);
    const seen = new Set(judged.map(({ subject }) => subject.kind));
    return { findings, checks: [...checks, ...this.#checksWithoutSubject(seen)], evidence };
  }

  #runningOf(subject: Subject): Running {
    const before = this.#latest;
    const expected = before?.next;
    const isExpected = expected !== undefined && expected.state.subject === subject && !expected.isClosed;
    const running = isExpected ? expected : this.#lookUp(subject);
    if (before !== undefined) before.next = running;
    this.#latest = running;
    return running;
  }

  #lookUp(subject: Subject): Running {
    const known = this.#running.get(subject.key);
    if (known !== undefined) return known;
    const program = this.programs.of(subject.kind);
    const state = new SubjectState(subject, program.plan, this.#observes.get(subject.source) ?? NOTHING);
    const running: Running = { state, program, runs: [], known: undefined, next: undefined, isClosed: false };
    this.#running.set(subject.key, running);
    return running;
  }

  /** Rules that cannot be compiled, and those on kinds of subject that the log does not hold. */
  #checksWithoutSubject(seen: ReadonlySet<SubjectKind>): RuleCheck[] {
    const checks: RuleCheck[] = [];
    for (const kind of SUBJECT_KINDS) {
      const broken = this.programs.brokenOn(kind);
      for (const [rule, detail] of broken)
        checks.push({ rule, subject: undefined, outcome: 'error', missing: [], detail });
      if (seen.has(kind)) continue;
      for (const rule of this.programs.rulesOn(kind)) {
        if (broken.has(rule)) continue;
        checks.push({ rule, subject: undefined, outcome: 'not-observable', missing: [kind], detail: 'no-subject' });
      }
    }
    return checks;
  }
}

function runOf(running: Running, place: number): RuleRun {
  const { program, runs, known: before } = running;
  const known = runs[place];
  if (known !== undefined) return known;
  const variant = program.variants[place];
  if (variant === undefined) throw new Error(`There is no rule ${place} for subjects of kind ${program.plan.kind}.`);
  const run = new RuleRun(variant.compiled, before?.[place] === 1);
  // A list that grows by its last places would take twice as much.
  if (runs.length === 0) running.runs = new Array<RuleRun | undefined>(program.variants.length);
  running.runs[place] = run;
  return run;
}

/** Lets go what serves only to judge further ticks; should any come, it is made anew. */
function letGo(running: Running): void {
  const { state, program, runs } = running;
  state.settle();
  running.known ??= new Uint8Array(program.variants.length);
  for (const [place, run] of runs.entries()) {
    run?.forgetOnset();
    if (run?.isBlank !== true) continue;
    running.known[place] = run.isKnown ? 1 : 0;
    runs[place] = undefined;
  }
  if (runs.every((run) => run === undefined)) running.runs = [];
}

function closeRuns({ state, program, runs, known }: Running, judgedUntil: number): RunResult[] {
  return program.variants.map(({ compiled }, place) => {
    const run = runs[place];
    if (run !== undefined) return run.close(state, judgedUntil);
    return closeBlank(compiled, state, { isKnown: known?.[place] === 1, judgedUntil });
  });
}
