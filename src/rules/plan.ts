import type { SubjectKind } from '../model/call.js';
import type { EventType } from '../model/event.js';
import { SIGNAL_INDEX, type SignalId } from '../model/signal.js';
import { type Guard, type GuardTable, layOut } from './guard-table.js';
import type { Limit } from './limit.js';
import type { EventCondition } from './rule.js';
import type { SubjectMemory } from './subject-memory.js';

/** A window that conditions share: a signal, or the share of time for which it was beyond a level. */
export interface WindowPlan {
  readonly signal: SignalId;
  readonly column: number;
  readonly over: number;
  readonly beyond: Limit | undefined;
}

/** What follows from a plan that is complete; the same for all subjects of its kind. */
export interface Layout {
  /** `SIGNAL_INDEX` of each column. */
  readonly columns: Int32Array;
  readonly guards: GuardTable;
  /** Places of the conditions on events of a type. */
  readonly eventsOfType: ReadonlyMap<EventType, readonly number[]>;
}

/** What all conditions on one kind of subject need to remember. Built once; each subject then has its own state. */
export class Plan {
  readonly windows: WindowPlan[] = [];
  readonly events: EventCondition[] = [];
  /** What subjects have let go of, for the next ones. */
  readonly spares: SubjectMemory[] = [];
  /** The signals that conditions look at, each with its column in what a subject remembers. */
  readonly #signals: SignalId[] = [];
  readonly #guards: Guard[] = [];
  /** By guard: the rules it wakes. */
  readonly #wakes: number[][] = [];
  readonly #places = new Map<string, number>();
  #rules = 0;
  #layout: Layout | undefined;

  constructor(readonly kind: SubjectKind) {}

  column(signal: SignalId): number {
    return this.#place(this.#signals, signal, signal);
  }

  /** Place of the window in a subject's windows; the same window is planned once. */
  window(signal: SignalId, over: number, beyond?: Limit): number {
    const key = JSON.stringify(['window', signal, over, beyond]);
    return this.#place(this.windows, key, { signal, column: this.column(signal), over, beyond });
  }

  event(condition: EventCondition): number {
    const { event, where, over, count } = condition;
    return this.#place(this.events, JSON.stringify(['event', event, where, over, count]), condition);
  }

  guard(guard: Guard): number {
    if ('signal' in guard) this.column(guard.signal);
    const place = this.#place(this.#guards, JSON.stringify(['guard', guard]), guard);
    this.#wakes[place] ??= [];
    return place;
  }

  /** Counts a rule, the next one of the program, and lets its guards wake it. */
  addRule(guards: readonly number[]): void {
    this.#layout = undefined;
    const place = this.#rules++;
    for (const guard of new Set(guards)) this.#wakes[guard]?.push(place);
  }

  layout(): Layout {
    this.#layout ??= {
      columns: Int32Array.from(this.#signals, signalIndex),
      guards: layOut(this.#guards, this.#wakes, this.#signals, { events: this.events.length, rules: this.#rules }),
      eventsOfType: byType(this.events),
    };
    return this.#layout;
  }

  /** Place of the item with this key, added when it is new. */
  #place<T>(items: T[], key: string, item: T): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#layout = undefined;
    this.#places.set(key, items.length);
    return items.push(item) - 1;
  }
}

function byType(conditions: readonly EventCondition[]): ReadonlyMap<EventType, readonly number[]> {
  const places = new Map<EventType, number[]>();
  for (const [place, { event }] of conditions.entries()) places.set(event, [...(places.get(event) ?? []), place]);
  return places;
}

export function signalIndex(signal: SignalId): number {
  const index = SIGNAL_INDEX.get(signal);
  if (index === undefined) throw new Error(`The signal \`${signal}\` is not in the catalogue.`);
  return index;
}
