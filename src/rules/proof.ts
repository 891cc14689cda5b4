import type { Evidence, SignalId } from '../model/signal.js';
import type { CompiledMeasure } from './compile-measure.js';
import type { SubjectState } from './subject-state.js';

/** A moment with its proof. */
export interface Mark {
  /** Source time of the tick's start (of the event), ms. */
  start: number;
  end: number;
  value: number;
  evidence: Evidence;
}

/** Improvements of the worst value that are kept, to be able to go back when the end of a log is cut off. */
const KEPT = 6;

/**
 * The words of the log at this moment: the event's own, or the readings behind the signal. Undefined between the two.
 * @param spare see `SignalTick`
 */
export function proofOf(state: SubjectState, signal: SignalId | undefined, spare?: Evidence): Evidence | undefined {
  if (state.event !== undefined) {
    const { at, excerpt, code } = state.event;
    return code === undefined ? { at, excerpt } : { at, excerpt, code };
  }
  return signal === undefined ? undefined : state.prove(signal, spare);
}

/**
 * Adds the moment of the state. Of `KEPT` the oldest gives its place, with its proof, as nearly every moment is followed by
 * a worse one.
 */
function addMark(marks: Mark[], state: SubjectState, value: number, signal: SignalId | undefined): void {
  const oldest = marks.length < KEPT ? undefined : marks[0];
  const evidence = proofOf(state, signal, oldest?.evidence);
  if (evidence === undefined) return;
  const { start, end } = state;
  if (oldest === undefined) {
    marks.push({ start, end, value, evidence });
    return;
  }
  oldest.start = start;
  oldest.end = end;
  oldest.value = value;
  oldest.evidence = evidence;
  for (let place = 1; place < KEPT; place++) marks[place - 1] = marks[place] ?? oldest;
  marks[KEPT - 1] = oldest;
}

/** The last mark that began before a time, and those after it, in a list that takes no more room than these. */
function settled(marks: readonly Mark[], time: number): Mark[] {
  return marks.slice(
    Math.max(
      0,
      marks.findLastIndex(({ start }) => start < time),
    ),
  );
}

/** The worst value of an episode so far, with the ones it replaced. */
export class Worst {
  #marks: Mark[] = [];
  /** Worst value of windows that were not covered well enough; shown only when there is nothing better. */
  #provisional: Mark[] = [];

  constructor(private readonly worse: 'higher' | 'lower') {}

  /** Takes the value of this moment; proof is asked for only when it is the worst so far. */
  offer(measure: CompiledMeasure, state: SubjectState, signal: SignalId | undefined): void {
    const { window: place, needsCover } = measure;
    let value = Number.NaN;
    let isCovered = true;
    if (place < 0) value = state.values[measure.signal] ?? Number.NaN;
    else {
      const window = state.window(place);
      window.answer(measure.aggregate);
      value = window.value;
      isCovered = !needsCover || window.covered();
    }
    if (Number.isNaN(value)) return;
    const marks = isCovered ? this.#marks : this.#provisional;
    // Its value is read only where it is compared: a number that may be undefined is an object.
    const worst = marks[marks.length - 1];
    if (worst !== undefined && !(this.worse === 'higher' ? value > worst.value : value < worst.value)) return;
    addMark(marks, state, value, signal);
  }

  /** The worst moment that began before a time. */
  before(time: number): Readonly<Mark> | undefined {
    const marks = this.#marks.length > 0 ? this.#marks : this.#provisional;
    return marks.findLast(({ start }) => start < time) ?? marks[0];
  }

  /** Lets go of the moments that `before` does not give for any time from this one on. */
  settle(time: number): void {
    this.#provisional = this.#marks.length > 0 ? [] : settled(this.#provisional, time);
    this.#marks = settled(this.#marks, time);
  }

  /** Takes in the moments of a later episode that was merged into this one. */
  absorb(later: Worst): void {
    for (const [mine, theirs] of [
      [this.#marks, later.#marks] as const,
      [this.#provisional, later.#provisional] as const,
    ]) {
      for (const mark of theirs) {
        const worst = mine.at(-1)?.value;
        if (worst === undefined || (this.worse === 'higher' ? mark.value > worst : mark.value < worst)) mine.push(mark);
      }
      mine.splice(0, mine.length - KEPT);
    }
  }
}

/**
 * Remembers where the measured signal last went beyond its threshold. A window condition becomes true later than that,
 * and then the tick that would prove the beginning has gone.
 */
export class RisingEdges {
  readonly #edges: Edge[] = [];
  #beyond = false;
  /** End of the tick of the latest edge, and up to which time edges have left the window. */
  #latest = Number.NEGATIVE_INFINITY;
  #outside = Number.NEGATIVE_INFINITY;

  constructor(
    /** How far back (ms) an edge may lie. */
    private readonly over: number,
  ) {}

  get isBeyond(): boolean {
    return this.#beyond;
  }

  note(beyond: boolean, state: SubjectState, signal: SignalId): void {
    // A signal that is beyond all the time has a new edge in each window: the last one is of no use any more.
    this.#outside = state.end - this.over;
    const rises = beyond && (!this.#beyond || this.#latest <= this.#outside);
    this.#beyond = beyond;
    if (rises) this.#add(state, signal);
  }

  #add(state: SubjectState, signal: SignalId): void {
    const spare = this.#dropOutside();
    if (this.#edges.length >= KEPT) return;
    const evidence = proofOf(state, signal, spare?.isGiven === false ? spare.evidence : undefined);
    if (evidence === undefined) return;
    this.#edges.push({ end: state.end, evidence, isGiven: false });
    this.#latest = state.end;
  }

  /** Drops what has left the window, and returns the last edge of that. */
  #dropOutside(): Edge | undefined {
    let last: Edge | undefined;
    for (let first = this.#edges[0]; first !== undefined && first.end <= this.#outside; first = this.#edges[0]) {
      last = first;
      this.#edges.shift();
    }
    return last;
  }

  /** Proof of the earliest rise within the window at or after a time. */
  from(time: number): Evidence | undefined {
    const edge = this.#edges.find(({ end }) => end > time && end > this.#outside);
    if (edge !== undefined) edge.isGiven = true;
    return edge?.evidence;
  }
}

interface Edge {
  readonly end: number;
  readonly evidence: Evidence;
  /** An episode holds the proof, too. */
  isGiven: boolean;
}
