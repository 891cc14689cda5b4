import type { Subject } from '../model/call.js';
import type { EventType, RtcEvent } from '../model/event.js';
import { type Evidence, SIGNAL_IDS, type SignalId, type SignalTick } from '../model/signal.js';
import { layOut, SHORTEST_REACH_MS } from './guard-table.js';
import { Guards } from './guards.js';
import type { Layout, Plan } from './plan.js';
import { RecentTicks } from './recent-ticks.js';
import type { EventCondition } from './rule.js';
import { SubjectMemory } from './subject-memory.js';
import type { Window } from './window.js';
import { Windows } from './windows.js';

/** Times of the last `count` matching events: enough to know whether that many lie within a window. */
class EventMemory {
  readonly #times: Float64Array;
  #next = 0;

  constructor(count: number) {
    this.#times = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  }

  push(time: number): void {
    this.#times[this.#next] = time;
    this.#next = (this.#next + 1) % this.#times.length;
  }

  /** Time of the earliest of the last `count` events; −∞ when there were fewer. */
  earliest(): number {
    return this.#times[this.#next] ?? Number.NEGATIVE_INFINITY;
  }
}

/** A signal was known in gap ticks only, or in others as well. */
const KNOWN_IN_GAP = 1;
const KNOWN = 2;
/** What a settled subject has in place of its own. */
const NO_TICKS = new RecentTicks(0);
const NO_WINDOWS = new Windows([], NO_TICKS, new Uint8Array(0));
const NO_GUARDS = new Guards(layOut([], [], [], { events: 0, rules: 0 }));
const NO_VALUES = new Float64Array(SIGNAL_IDS.length).fill(Number.NaN);

/** The moment and the memory that the conditions of one subject look at. */
export class SubjectState {
  /** By place of the condition; made when the first such event comes. */
  readonly events: (EventMemory | undefined)[];
  guards: Guards;
  /** The current tick's values; all unknown while an event is handled. */
  values: Float64Array = NO_VALUES;
  start = 0;
  end = 0;
  gap = false;
  event: RtcEvent | undefined;
  #tick: SignalTick | undefined;
  #firstSeen = Number.POSITIVE_INFINITY;
  #lastSeen = Number.NEGATIVE_INFINITY;
  readonly #layout: Layout;
  #recent: RecentTicks;
  #windows: Windows;
  /** What the three are of; undefined when it was given back. */
  #memory: SubjectMemory | undefined;
  /** By column: 0 = never known, KNOWN_IN_GAP, KNOWN. */
  readonly #seen: Uint8Array;

  constructor(
    readonly subject: Subject,
    readonly plan: Plan,
    readonly observes: ReadonlySet<EventType>,
  ) {
    this.#layout = plan.layout();
    this.#seen = new Uint8Array(this.#layout.columns.length);
    this.#memory = SubjectMemory.of(plan, this.#seen);
    this.#recent = this.#memory.recent;
    this.#windows = this.#memory.windows;
    this.guards = this.#memory.guards;
    this.events = plan.events.map(() => undefined);
  }

  /**
   * For how long (ms) the log shows the subject: from its first tick or event to its last, or to the end of what is
   * judged of it, where the log goes on and has nothing more to say of it.
   */
  observedMs(judgedUntil: number): number {
    const last = Number.isFinite(judgedUntil) ? Math.max(this.#lastSeen, judgedUntil) : this.#lastSeen;
    return Math.max(0, last - this.#firstSeen);
  }

  /** Whether a signal has ever been known; `plain`: outside gap ticks, as for conditions on the tick as it stands. */
  hasSeen(column: number, plain: boolean): boolean {
    return (this.#seen[column] ?? 0) >= (plain ? KNOWN : KNOWN_IN_GAP);
  }

  /** The window at a place of the plan, up to and including the current tick. */
  window(place: number): Window {
    return this.#windows.at(place);
  }

  /** No tick will come any more, as far as is known: what conditions remember is let go, but for events. */
  settle(): void {
    if (this.#memory === undefined) return;
    this.#memory.giveBack(this.plan);
    this.#memory = undefined;
    this.#recent = NO_TICKS;
    this.#windows = NO_WINDOWS;
    this.guards = NO_GUARDS;
  }

  /** A tick or event came all the same. Windows begin empty, as they do after a gap. */
  #goOn(): void {
    const memory = SubjectMemory.of(this.plan, this.#seen);
    this.#memory = memory;
    this.#recent = memory.recent;
    this.#recent.latestEnd = this.#lastSeen;
    this.#windows = memory.windows;
    this.#windows.clear();
    this.guards = memory.guards;
    for (const [place, memory] of this.events.entries()) {
      if (memory !== undefined) this.guards.noteEvent(place, memory.earliest());
    }
  }

  /** Proof of a signal's value in the current tick; undefined between ticks. `spare`: see `SignalTick`. */
  prove(signal: SignalId, spare?: Evidence): Evidence | undefined {
    return this.#tick?.prove(signal, spare);
  }

  #noteSeen(): void {
    if (this.start < this.#firstSeen) this.#firstSeen = this.start;
    if (this.end > this.#lastSeen) this.#lastSeen = this.end;
  }

  /** Takes a tick in. */
  enter(tick: SignalTick): void {
    if (this.#memory === undefined) this.#goOn();
    const { values, start, end, gap } = tick;
    this.#tick = tick;
    this.event = undefined;
    this.values = values;
    this.start = start;
    this.end = end;
    this.gap = gap;
    this.guards.begin(this);
    this.#noteSeen();
    if (this.#recent.isFull) this.#windows.makeRoom();
    this.#remember(tick);
  }

  /** The inner loop of the rules, in one go over all signals: everything else happens only where a guard is raised. */
  #remember({ values, start, end, gap }: SignalTick): void {
    const row = this.#recent.add(start, end);
    const kept = this.#recent.values;
    const seen = this.#seen;
    const { guards } = this;
    const { low, high, lasts } = guards;
    const { columns } = this.#layout;
    const how = gap ? KNOWN_IN_GAP : KNOWN;
    for (let column = 0; column < columns.length; column++) {
      const value = values[columns[column] ?? 0] ?? Number.NaN;
      kept[row + column] = value;
      if (Number.isNaN(value)) continue;
      if ((seen[column] ?? 0) < how) this.#noteSignal(column, how);
      const until = lasts[column] ?? 0;
      const isSame = value >= (low[column] ?? 0) && value <= (high[column] ?? 0) && start < until;
      if (!isSame) guards.note(column, value);
      else if (end + SHORTEST_REACH_MS > until) lasts[column] = end + SHORTEST_REACH_MS;
    }
  }

  #noteSignal(column: number, how: number): void {
    // Rules that rest because a signal was never known are to be looked at from now on.
    if (this.#seen[column] === 0) this.guards.awake.wakeAll();
    this.#seen[column] = how;
  }

  /**
   * To be called when the conditions have seen the tick. Windows forget a gap tick at once: nobody knows when within it
   * its values were reached, so it may not begin an episode later.
   */
  leave(): void {
    if (this.gap) this.#windows.clear();
    this.values = NO_VALUES;
    this.#tick = undefined;
    this.event = undefined;
    this.gap = false;
  }

  /** Takes an event in; returns whether any condition looks for it. */
  enterEvent(event: RtcEvent): boolean {
    if (this.#memory === undefined) this.#goOn();
    this.#tick = undefined;
    this.event = event;
    this.values = NO_VALUES;
    this.start = event.time;
    this.end = event.time;
    this.gap = false;
    this.guards.begin(this);
    this.#noteSeen();
    let wanted = false;
    for (const place of this.#layout.eventsOfType.get(event.type) ?? []) {
      const condition = this.plan.events[place];
      if (condition === undefined || !matches(condition, event)) continue;
      const memory = this.events[place] ?? new EventMemory(condition.count);
      this.events[place] = memory;
      memory.push(event.time);
      this.guards.noteEvent(place, memory.earliest());
      wanted = true;
    }
    return wanted;
  }
}

/** True when the event is of the type and its fields have one of the accepted values. */
export function matches(condition: EventCondition, event: RtcEvent): boolean {
  if (condition.event !== event.type) return false;
  for (const field of Object.keys(condition.where)) {
    const value = Object.hasOwn(event.fields, field) ? event.fields[field] : undefined;
    // Readers print codes as numbers or texts, as the log has them; an author should not need to know which.
    if (!condition.where[field]?.some((accepted) => String(accepted) === String(value))) return false;
  }
  return true;
}
