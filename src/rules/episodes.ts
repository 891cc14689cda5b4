import type { Episode } from '../model/finding.js';
import { ELAPSED, type Evidence } from '../model/signal.js';
import { FALSE, TRUE, type Tri, UNKNOWN } from './compile.js';
import type { CompiledRule } from './compile-rule.js';
import { proofOf, RisingEdges, Worst } from './proof.js';
import { matches, type SubjectState } from './subject-state.js';
import { Unanswered } from './unanswered.js';

/** More episodes of one rule on one track tell a reader nothing new; the mildest are then left out, totals keep counting. */
const MAX_EPISODES = 100;
const MAX_EVIDENCE = 5;

/** An episode that is being followed. */
interface Open {
  start: number;
  /** End of the last tick, or time of the last event, that belongs to the fault itself. */
  end: number;
  /** Start of the tick in which the condition came to hold: `lasts` counts from here, and the cut-off looks at it. */
  readonly heldFrom: number;
  /** Last moment at which it was known that the episode goes on. */
  lastKnown: number;
  confirmed: boolean;
  matchingEvents: number;
  /** Where `until` pairs events; else undefined. */
  readonly unanswered: Unanswered | undefined;
  readonly worst: Worst;
  evidence: Evidence[];
  /** What the ended episode measured, once nothing can be merged into it any more: see #forgetMildest. */
  measured: number | undefined;
}

/** Lets go what only an earlier end would need, and the room that lists were given to grow in. */
function settle(open: Open, judgedFrom: number): void {
  open.worst.settle(judgedFrom);
  open.evidence = open.evidence.slice();
}

/** The outcome of one rule on one subject: episodes with totals over all of them. */
export interface Episodes {
  readonly episodes: readonly Episode[];
  readonly count: number;
  readonly totalMs: number;
}

/** Follows one rule on one subject: hysteresis, minimum length, merging, worst moment, proof. */
export class EpisodeTracker {
  #open: Open | undefined;
  #ended: Open[] | undefined;
  #forgottenCount = 0;
  #forgottenMs = 0;
  /** What the windows remember from before this time may not begin an episode: it was blocked, or already reported. */
  #notBefore = Number.NEGATIVE_INFINITY;
  /** Time in ms, and number of ticks, for which it was known whether `when` held. */
  #knownMs = 0;
  #knownTicks = 0;
  /** Start of the first such tick. */
  #knownFrom = Number.POSITIVE_INFINITY;
  /** Only rules that look back for their onset ever have edges. */
  #edges: RisingEdges | undefined;

  /** @param knownBefore of a tracker that was let go: see `isBlank` */
  constructor(
    private readonly compiled: CompiledRule,
    knownBefore = false,
  ) {
    if (!knownBefore) return;
    this.#knownFrom = Number.NEGATIVE_INFINITY;
    this.#knownMs = compiled.lasts;
    this.#knownTicks = 1;
  }

  /** See SignalSink.settle: moments that only an earlier end would fall back on are let go, and most proofs with them. */
  settle(judgedFrom: number): void {
    for (const one of this.#ended ?? []) settle(one, judgedFrom);
    if (this.#open !== undefined) settle(this.#open, judgedFrom);
  }

  /** See RuleRun.forgetOnset. */
  forgetOnset(): void {
    this.#edges = undefined;
  }

  /** Looks at the state's tick or event. */
  step(state: SubjectState): void {
    if (this.#open !== undefined) this.#continue(this.#open, state);
    else if (state.event === undefined) this.noteEdge(state);
    if (this.#open === undefined && !state.gap && this.#mayBegin(state)) {
      const holds = this.#holds(state);
      if (holds === TRUE) this.#begin(state);
      if (holds !== UNKNOWN) this.#noteKnown(state);
    } else if (this.#open !== undefined) this.#noteKnown(state);
  }

  /**
   * Only what can be judged at this moment may begin: at an event the signals are not known.
   * What begins at an event began in its moment: a tick in which such an episode has ended holds the same event once more.
   */
  #mayBegin(state: SubjectState): boolean {
    const { beginsAtEvent } = this.compiled;
    return state.event === undefined ? !(beginsAtEvent && this.#notBefore > state.start) : beginsAtEvent;
  }

  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** Whether the onset, as far as it is followed, was beyond in the latest tick. */
  get isBeyond(): boolean {
    return this.#edges?.isBeyond === true;
  }

  /**
   * True when nothing was found and nothing blocked, and either nothing was known or all that being clear takes: where its
   * windows are let go, a new tracker that is told which of the two goes on in the same way.
   */
  get isBlank(): boolean {
    if (this.isOpen || this.isBeyond || this.#ended !== undefined || Number.isFinite(this.#notBefore)) return false;
    return this.#knownTicks === 0 || this.isKnownEnough;
  }

  /** Whether for being clear it makes no difference any more if `when` is known. */
  get isDecided(): boolean {
    return this.compiled.beginsAtEvent || this.isKnownEnough;
  }

  /** Whether it was known for as long as the rule takes to see its fault. */
  get isKnownEnough(): boolean {
    return this.#knownTicks > 0 && this.#knownMs >= this.compiled.lasts;
  }

  #noteKnown(state: SubjectState): void {
    if (this.isKnownEnough) return;
    if (this.#knownTicks === 0) this.#knownFrom = state.start;
    this.#knownMs += state.end - state.start;
    this.#knownTicks++;
  }

  /** `when` and none of `unless`. */
  #holds(state: SubjectState): Tri {
    const { when, unless } = this.compiled;
    const value = when.evaluate(state);
    if (value === FALSE) return value;
    for (let place = 0; place < unless.length; place++) {
      if (!this.#mayBlock(place, state) || unless[place]?.evaluate(state) !== TRUE) continue;
      if (this.#remembers(value, state)) this.#notBefore = state.end;
      return FALSE;
    }
    return value;
  }

  /** Whether an exception may be true; of ticks its guards tell that, which costs less than its windows. */
  #mayBlock(place: number, { event, guards }: SubjectState): boolean {
    const needs = this.compiled.rest.unless[place];
    return event !== undefined || needs === undefined || guards.areRaised(needs);
  }

  #mayBeBlocked(state: SubjectState): boolean {
    const { unless } = this.compiled;
    for (let place = 0; place < unless.length; place++) if (this.#mayBlock(place, state)) return true;
    return false;
  }

  /**
   * Whether there is anything that must not begin an episode later: what the window remembers to be beyond, or the tick
   * itself, where it would have begun one: the next one may overlap it.
   */
  #remembers(when: Tri, { guards }: SubjectState): boolean {
    const { onset, rest } = this.compiled;
    const isOfTick = onset === undefined || onset.window < 0;
    return (isOfTick && when === TRUE) || guards.areRaised(rest.remembered);
  }

  #begin(state: SubjectState): void {
    const start = this.#onset(state);
    if (start === undefined) return;
    const proof = (start < state.start ? this.#edges?.from(start) : undefined) ?? proofOf(state, this.compiled.proof);
    this.#open = {
      start,
      end: this.#belongs(state) ? state.end : this.#lastBeyond(state),
      heldFrom: state.start,
      lastKnown: state.end,
      confirmed: false,
      matchingEvents: 0,
      unanswered: unansweredOf(this.compiled),
      worst: new Worst(this.compiled.rule.measure.worse),
      evidence: proof === undefined ? [] : [proof],
      measured: undefined,
    };
    this.#follow(this.#open, state);
  }

  /**
   * A window condition becomes true after the fault began: the episode starts with the first tick that was beyond by
   * itself. Undefined when all such ticks are from a time that was blocked or is already part of an earlier episode.
   */
  #onset(state: SubjectState): number | undefined {
    const { onset } = this.compiled;
    if (onset === undefined || onset.window < 0) return Math.max(this.#began(state), this.#notBefore);
    const window = state.window(onset.window);
    const first = window.firstBeyond(onset.begins);
    if (Number.isNaN(first)) return state.start;
    if (window.lastBeyond(onset.begins) <= this.#notBefore) return undefined;
    return Math.max(Math.min(first, state.start), this.#notBefore);
  }

  /** Start of the tick; of a signal that counts how long something has gone on, the moment at which that began. */
  #began(state: SubjectState): number {
    const { onset } = this.compiled;
    if (onset === undefined || !ELAPSED.has(onset.signal)) return state.start;
    const seconds = state.values[onset.index] ?? Number.NaN;
    return Number.isNaN(seconds) ? state.start : Math.min(state.start, state.end - seconds * 1000);
  }

  #continue(open: Open, state: SubjectState): void {
    const { until, patience, endsAtEvent, beginsAtEvent } = this.compiled;
    const atEvent = state.event !== undefined;
    // Where the end is a condition of its own, only an exception still matters to what has lasted long enough.
    const isAsked = until === undefined || !open.confirmed || this.#mayBeBlocked(state);
    const holds = isAsked && (!atEvent || beginsAtEvent) ? this.#holds(state) : UNKNOWN;
    if (!open.confirmed && (holds === FALSE || state.gap)) {
      this.#open = undefined;
      return;
    }
    const ends = until !== undefined && !this.#stillWaits(open, state) ? until.evaluate(state) : FALSE;
    const goesOn: Tri = until === undefined ? holds : invert(ends);
    const silent = state.start - open.lastKnown > patience && !endsAtEvent;
    if (goesOn === FALSE && atEvent) open.end = state.end;
    if (goesOn === FALSE || silent) this.#finish(open);
    else if (goesOn === TRUE) this.#follow(open, state);
    else this.#count(open, state);
    if (goesOn === FALSE && atEvent) this.#addEvidence(open, state);
  }

  /** Takes in what the event ends; true when it ends something but not all that the episode holds. */
  #stillWaits({ unanswered }: Open, { event }: SubjectState): boolean {
    if (unanswered === undefined || event === undefined) return false;
    const answer = this.compiled.answers.find((condition) => matches(condition, event));
    if (answer === undefined) return false;
    unanswered.end(event, answer);
    return !unanswered.isEmpty;
  }

  /** The episode goes on in this tick or event. */
  #follow(open: Open, state: SubjectState): void {
    const { measure, lasts, proof } = this.compiled;
    open.lastKnown = state.end;
    if (this.#belongs(state)) open.end = Math.max(open.end, state.end);
    if (state.end - open.heldFrom >= lasts) open.confirmed = true;
    open.worst.offer(measure, state, proof);
    this.#count(open, state);
  }

  #count(open: Open, state: SubjectState): void {
    const { event } = state;
    if (event === undefined || !this.compiled.events.some((condition) => matches(condition, event))) return;
    open.matchingEvents++;
    open.unanswered?.begin(event);
    if (open.matchingEvents > 1) this.#addEvidence(open, state);
  }

  #addEvidence(open: Open, state: SubjectState): void {
    const proof = proofOf(state, this.compiled.proof);
    if (proof !== undefined && open.evidence.length < MAX_EVIDENCE - 1) open.evidence.push(proof);
  }

  /** Whether the fault itself goes on in this tick, apart from the window that still remembers it. */
  #belongs(state: SubjectState): boolean {
    const { onset, belongs } = this.compiled;
    if (belongs === 'ticks' || state.event !== undefined) return true;
    if (belongs === 'events' || onset === undefined) return false;
    return onset.goesOn.isBeyond(state.values[onset.index] ?? Number.NaN);
  }

  #lastBeyond(state: SubjectState): number {
    const { onset } = this.compiled;
    if (onset === undefined || onset.window < 0) return state.end;
    const end = state.window(onset.window).lastBeyond(onset.goesOn);
    return Number.isNaN(end) ? state.end : end;
  }

  /** Remembers where the signal at the onset goes beyond; only while no episode is open. */
  noteEdge(state: SubjectState): void {
    const { onset } = this.compiled;
    if (onset === undefined || onset.window < 0) return;
    const beyond = onset.begins.isBeyond(state.values[onset.index] ?? Number.NaN);
    if (!beyond && this.#edges === undefined) return;
    this.#edges ??= new RisingEdges(onset.over);
    this.#edges.note(beyond, state, this.compiled.proof ?? onset.signal);
  }

  #finish(open: Open): void {
    this.#open = undefined;
    if (!open.confirmed) return;
    this.#notBefore = Math.max(this.#notBefore, open.end);
    const before = this.#ended?.at(-1);
    if (before !== undefined && open.start - before.end <= this.compiled.rule.merge) {
      before.end = Math.max(before.end, open.end);
      before.start = Math.min(before.start, open.start);
      before.matchingEvents += open.matchingEvents;
      before.worst.absorb(open.worst);
      return;
    }
    // A list that is begun with its first item takes a quarter of the memory of one that is pushed to.
    if (this.#ended === undefined) this.#ended = [open];
    else if (this.#ended.push(open) > MAX_EPISODES) this.#forgetMildest(this.#ended);
  }

  /** The latest episode stays, the next one may have to be merged into it. */
  #forgetMildest(ended: Open[]): void {
    let mildest = 0;
    for (let i = 1; i < ended.length - 1; i++) {
      if (this.#isMilder(ended[i], ended[mildest])) mildest = i;
    }
    const [gone] = ended.splice(mildest, 1);
    if (gone === undefined) return;
    this.#forgottenCount++;
    this.#forgottenMs += gone.end - gone.start;
  }

  #isMilder(a: Open | undefined, b: Open | undefined): boolean {
    if (a === undefined || b === undefined) return false;
    const difference = this.#badness(a) - this.#badness(b);
    if (difference === 0 || Number.isNaN(difference)) return a.end - a.start < b.end - b.start;
    return this.compiled.rule.measure.worse === 'higher' ? difference < 0 : difference > 0;
  }

  /** Found once: each episode beyond the most that are kept is compared with all of them. */
  #badness(ended: Open): number {
    ended.measured ??= this.#measured(ended, Number.POSITIVE_INFINITY).value;
    return ended.measured;
  }

  /**
   * Ends what is open, drops episodes whose condition came to hold at or after `judgedUntil` (source time, ms) and cuts
   * longer ones there.
   */
  close(state: SubjectState, judgedUntil: number): Episodes {
    if (this.#open !== undefined) {
      if (this.compiled.endsAtEvent) this.#open.end = Math.max(this.#open.end, state.end, finite(judgedUntil));
      this.#finish(this.#open);
    }
    let count = this.#forgottenCount;
    let totalMs = this.#forgottenMs;
    const episodes: Episode[] = [];
    for (const open of this.#ended ?? []) {
      if (open.heldFrom >= judgedUntil) {
        // What began too late to be judged says nothing of a healthy time: something must have been known before it.
        if (open.heldFrom <= this.#knownFrom) this.#knownTicks = 0;
        continue;
      }
      open.end = Math.max(open.start, Math.min(open.end, judgedUntil));
      count++;
      totalMs += open.end - open.start;
      episodes.push(this.#toEpisode(open, state, judgedUntil, totalMs));
    }
    this.#ended = undefined;
    return { episodes, count, totalMs };
  }

  #toEpisode(open: Open, state: SubjectState, judgedUntil: number, totalMs: number): Episode {
    const { value, at, evidence } = this.#measured(open, judgedUntil);
    const [onset, ...others] = open.evidence;
    const proofs = [onset, evidence, ...others].filter((proof) => proof !== undefined);
    const { start, end } = open;
    return {
      subject: state.subject,
      start,
      end,
      worst: value,
      worstAt: at,
      totalMs,
      evidence: distinct(proofs).slice(0, MAX_EVIDENCE),
    };
  }

  #measured(open: Open, judgedUntil: number): { value: number; at: number; evidence?: Evidence } {
    const { of } = this.compiled.rule.measure;
    if (of === 'duration') return { value: open.end - open.start, at: open.end };
    if (of === 'count') return { value: Math.max(open.matchingEvents, 1), at: open.end };
    const mark = open.worst.before(judgedUntil);
    if (mark === undefined) return { value: Number.NaN, at: open.start };
    return { value: mark.value, at: Math.min(mark.end, judgedUntil), evidence: mark.evidence };
  }
}

function unansweredOf({ answers }: CompiledRule): Unanswered | undefined {
  return answers.length === 0 ? undefined : new Unanswered([...new Set(answers.flatMap(({ same = [] }) => same))]);
}

function invert(value: Tri): Tri {
  return value === UNKNOWN ? UNKNOWN : value === TRUE ? FALSE : TRUE;
}

function finite(time: number): number {
  return Number.isFinite(time) ? time : Number.NEGATIVE_INFINITY;
}

/** Each place with its words once. */
function distinct(proofs: readonly Evidence[]): Evidence[] {
  return proofs.filter((proof, place) => proofs.findIndex((other) => isSame(other, proof)) === place);
}

/** Words are compared last: they may have to be made of numbers. */
function isSame(a: Evidence, b: Evidence): boolean {
  if (a === b) return true;
  if (a.at.source !== b.at.source || a.at.offset !== b.at.offset || a.differsFrom?.(b) === true) return false;
  return a.excerpt === b.excerpt;
}
