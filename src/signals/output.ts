import type { Subject, SubjectKind } from '../model/call.js';
import type { RtcEvent } from '../model/event.js';
import type { SignalSink } from './sink.js';
import { Tick } from './tick.js';

/** Events and ticks of a call that wait to be put in order: readers may deliver one connection after the other. */
const CALL_BUFFER = 2000;

interface Waiting {
  readonly time: number;
  readonly emit: (sink: SignalSink, time: number) => void;
}

/** A subject and how far it has been told. Kept by whoever has the subject: a look-up by key costs as much as a small tick. */
export class Outlet {
  /** Source time, ms. */
  last = Number.NEGATIVE_INFINITY;
  /** Of calls only. */
  waiting: Waiting[] | undefined;

  constructor(readonly subject: Subject) {}
}

/**
 * Hands signals on in the order of time for each subject. Small steps back of a log become standing still. What is
 * about a whole call is held back (up to a bound) and sorted, because documents deliver connection after connection.
 */
export class Output {
  readonly #drafts = new Map<SubjectKind, Tick>();

  constructor(private readonly sink: SignalSink) {}

  /** The tick in which those of a kind are put together, one at a time: what takes it may keep nothing of it. */
  draftOf(kind: SubjectKind): Tick {
    const known = this.#drafts.get(kind);
    if (known !== undefined) return known;
    const draft = new Tick(kind);
    this.#drafts.set(kind, draft);
    return draft;
  }

  tick(outlet: Outlet, tick: Tick): void {
    tick.end = advance(outlet, tick.end);
    this.sink.tick(outlet.subject, tick);
  }

  event(outlet: Outlet, event: RtcEvent): void {
    const { subject } = outlet;
    if (subject.kind === 'call') {
      this.later(outlet, event.time, (sink, time) => sink.event(subject, at(event, time)));
    } else {
      this.sink.event(subject, at(event, advance(outlet, event.time)));
    }
  }

  /** For the subject of a call: emitted in order when enough has come in, at the latest on close. */
  later(outlet: Outlet, time: number, emit: Waiting['emit']): void {
    outlet.waiting ??= [];
    outlet.waiting.push({ time, emit });
    if (outlet.waiting.length > CALL_BUFFER) this.#release(outlet, CALL_BUFFER / 2);
  }

  settle({ subject }: Outlet, judgedFrom: number, isTold: boolean): void {
    this.sink.settle?.(subject, judgedFrom, isTold);
  }

  close(outlet: Outlet, judgedUntil: number): void {
    this.#release(outlet, Number.POSITIVE_INFINITY);
    outlet.waiting = undefined;
    outlet.last = Number.NEGATIVE_INFINITY;
    this.sink.close(outlet.subject, judgedUntil);
  }

  #release(outlet: Outlet, count: number): void {
    const { waiting } = outlet;
    if (waiting === undefined) return;
    waiting.sort((a, b) => a.time - b.time);
    for (const one of waiting.splice(0, Math.min(count, waiting.length))) {
      one.emit(this.sink, advance(outlet, one.time));
    }
  }
}

/** The time at which something is told: never before what was told last. */
function advance(outlet: Outlet, time: number): number {
  if (time > outlet.last) outlet.last = time;
  return outlet.last;
}

function at(event: RtcEvent, time: number): RtcEvent {
  return time === event.time ? event : { ...event, time };
}
