import type { Subject } from '../model/call.js';
import type { RtcEvent } from '../model/event.js';
import type { SignalSink } from './sink.js';
import type { Tick } from './tick.js';

/** Events and ticks of a call that wait to be put in order: readers may deliver one connection after the other. */
const CALL_BUFFER = 2000;

interface Waiting {
  readonly time: number;
  readonly emit: (sink: SignalSink, time: number) => void;
}

/**
 * Hands signals on in the order of time for each subject. Small steps back of a log become standing still. What is
 * about a whole call is held back (up to a bound) and sorted, because documents deliver connection after connection.
 */
export class Output {
  readonly #last = new Map<string, number>();
  readonly #calls = new Map<string, Waiting[]>();

  constructor(private readonly sink: SignalSink) {}

  tick(subject: Subject, tick: Tick): void {
    const end = this.#advance(subject, tick.end);
    tick.end = end;
    this.sink.tick(subject, tick);
  }

  event(subject: Subject, event: RtcEvent): void {
    if (subject.kind === 'call') {
      this.later(subject, event.time, (sink, time) => sink.event(subject, at(event, time)));
    } else {
      this.sink.event(subject, at(event, this.#advance(subject, event.time)));
    }
  }

  /** For the subject of a call: emitted in order when enough has come in, at the latest on close. */
  later(subject: Subject, time: number, emit: Waiting['emit']): void {
    const waiting = this.#calls.get(subject.key) ?? [];
    this.#calls.set(subject.key, waiting);
    waiting.push({ time, emit });
    if (waiting.length > CALL_BUFFER) this.#release(subject, CALL_BUFFER / 2);
  }

  settle(subject: Subject): void {
    this.sink.settle?.(subject);
  }

  close(subject: Subject, judgedUntil: number): void {
    this.#release(subject, Number.POSITIVE_INFINITY);
    this.#calls.delete(subject.key);
    this.#last.delete(subject.key);
    this.sink.close(subject, judgedUntil);
  }

  #release(subject: Subject, count: number): void {
    const waiting = this.#calls.get(subject.key);
    if (waiting === undefined) return;
    waiting.sort((a, b) => a.time - b.time);
    for (const one of waiting.splice(0, Math.min(count, waiting.length))) {
      one.emit(this.sink, this.#advance(subject, one.time));
    }
  }

  #advance(subject: Subject, time: number): number {
    const last = this.#last.get(subject.key);
    const now = last === undefined ? time : Math.max(last, time);
    this.#last.set(subject.key, now);
    return now;
  }
}

function at(event: RtcEvent, time: number): RtcEvent {
  return time === event.time ? event : { ...event, time };
}
