import type { Subject, SubjectKind } from '../model/call.js';
import type { EventType, RtcEvent } from '../model/event.js';
import {
  SIGNAL_IDS,
  SIGNAL_INDEX,
  SIGNALS,
  type SignalDefinition,
  type SignalId,
  type SignalTick,
} from '../model/signal.js';
import type { Comparison, EventCondition } from './rule.js';
import { compare, Window } from './window.js';

/** A window that conditions share: a signal, or the share of time for which it was beyond a level. */
export interface WindowPlan {
  readonly signal: SignalId;
  readonly index: number;
  readonly over: number;
  readonly beyond: { readonly comparison: Comparison; readonly level: number } | undefined;
}

/** What all conditions on one kind of subject need to remember. Built once; each subject then has its own state. */
export class Plan {
  readonly windows: WindowPlan[] = [];
  readonly events: EventCondition[] = [];
  readonly #windowKeys = new Map<string, number>();
  readonly #eventKeys = new Map<string, number>();

  constructor(readonly kind: SubjectKind) {}

  /** Place of the window in `SubjectState.windows`; the same window is planned once. */
  window(signal: SignalId, over: number, beyond?: WindowPlan['beyond']): number {
    const key = `${signal}|${over}|${beyond === undefined ? '' : `${beyond.comparison}|${beyond.level}`}`;
    return place(this.#windowKeys, this.windows, key, { signal, index: signalIndex(signal), over, beyond });
  }

  event(condition: EventCondition): number {
    const { event, where, over, count } = condition;
    return place(this.#eventKeys, this.events, JSON.stringify([event, where, over, count]), condition);
  }
}

function place<T>(keys: Map<string, number>, items: T[], key: string, item: T): number {
  const known = keys.get(key);
  if (known !== undefined) return known;
  keys.set(key, items.length);
  return items.push(item) - 1;
}

export function signalIndex(signal: SignalId): number {
  const index = SIGNAL_INDEX.get(signal);
  if (index === undefined) throw new Error(`The signal \`${signal}\` is not in the catalogue.`);
  return index;
}

/** Times of the last `count` matching events: enough to know whether that many lie within a window. */
class EventMemory {
  readonly #times: Float64Array;
  #next = 0;
  seen = 0;

  constructor(count: number) {
    this.#times = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  }

  push(time: number): void {
    this.#times[this.#next] = time;
    this.#next = (this.#next + 1) % this.#times.length;
    this.seen++;
  }

  /** Time of the earliest of the last `count` events; −∞ when there were fewer. */
  earliest(): number {
    return this.#times[this.#next] ?? Number.NEGATIVE_INFINITY;
  }
}

const NO_VALUES = new Float64Array(SIGNAL_IDS.length).fill(Number.NaN);

/** The moment and the memory that the conditions of one subject look at. */
export class SubjectState {
  readonly windows: readonly Window[];
  readonly events: readonly EventMemory[];
  /** The current tick's values; all unknown while an event is handled. */
  values: Float64Array = NO_VALUES;
  start = 0;
  end = 0;
  gap = false;
  tick: SignalTick | undefined;
  event: RtcEvent | undefined;
  #firstSeen = Number.POSITIVE_INFINITY;
  #lastSeen = Number.NEGATIVE_INFINITY;
  /** Number of known values, by signal index: of the signals that conditions use as they stand. */
  readonly readings = new Float64Array(SIGNAL_IDS.length);

  constructor(
    readonly subject: Subject,
    readonly plan: Plan,
    readonly observes: ReadonlySet<EventType>,
    readonly plainSignals: readonly number[],
  ) {
    this.windows = plan.windows.map(({ signal, over }) => new Window(over, isHeld(signal)));
    this.events = plan.events.map(({ count }) => new EventMemory(count));
  }

  /**
   * For how long (ms) the log shows the subject: from its first tick or event to its last, or to the end of what is
   * judged of it, where the log goes on and has nothing more to say of it.
   */
  observedMs(judgedUntil: number): number {
    const last = Number.isFinite(judgedUntil) ? Math.max(this.#lastSeen, judgedUntil) : this.#lastSeen;
    return Math.max(0, last - this.#firstSeen);
  }

  #noteSeen(): void {
    this.#firstSeen = Math.min(this.#firstSeen, this.start);
    this.#lastSeen = Math.max(this.#lastSeen, this.end);
  }

  /** Takes a tick in. */
  enter(tick: SignalTick): void {
    this.tick = tick;
    this.event = undefined;
    this.values = tick.values;
    this.start = tick.start;
    this.end = tick.end;
    this.gap = tick.gap;
    this.#noteSeen();
    for (const index of this.plainSignals) {
      if (tick.gap || Number.isNaN(tick.values[index])) continue;
      this.readings[index] = (this.readings[index] ?? 0) + 1;
    }
    for (let place = 0; place < this.windows.length; place++) {
      const plan = this.plan.windows[place];
      const window = this.windows[place];
      if (plan === undefined || window === undefined) continue;
      window.push(tick.start, tick.end, toPoint(plan, tick.values[plan.index] ?? Number.NaN));
    }
  }

  /**
   * To be called when the conditions have seen the tick. Windows forget a gap tick at once: nobody knows when within it
   * its values were reached, so it may not begin an episode later.
   */
  leave(): void {
    if (this.gap) for (const window of this.windows) window.clear();
    this.values = NO_VALUES;
    this.tick = undefined;
    this.event = undefined;
    this.gap = false;
  }

  /** Takes an event in; returns whether any condition looks for it. */
  enterEvent(event: RtcEvent): boolean {
    this.tick = undefined;
    this.event = event;
    this.values = NO_VALUES;
    this.start = event.time;
    this.end = event.time;
    this.gap = false;
    this.#noteSeen();
    let wanted = false;
    for (const [place, condition] of this.plan.events.entries()) {
      if (!matches(condition, event)) continue;
      this.events[place]?.push(event.time);
      wanted = true;
    }
    return wanted;
  }
}

/** What a window stores of a value: itself, or for shares of time 1 where it is beyond the level and 0 where it is not. */
function toPoint(plan: WindowPlan, value: number): number {
  if (plan.beyond === undefined || Number.isNaN(value)) return value;
  return compare(value, plan.beyond.comparison, plan.beyond.level) ? 1 : 0;
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

/** Readings of the moment from statistics stand until the next one; what an event says belongs to that event's tick alone. */
export function isHeld(signal: SignalId): boolean {
  const definition: SignalDefinition = SIGNALS[signal];
  return definition.form === 'moment' && definition.from.some((metric) => !metric.startsWith('event:'));
}
