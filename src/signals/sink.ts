import type { Subject } from '../model/call.js';
import type { RtcEvent } from '../model/event.js';
import type { SignalTick } from '../model/signal.js';

/** What takes the signals: the rule evaluator. Ticks and events of one subject come in the order of time. */
export interface SignalSink {
  tick(subject: Subject, tick: SignalTick): void;
  /** An event of a subject. An event of a connection is also handed over for its call, one of a track for its connection. */
  event(subject: Subject, event: RtcEvent): void;
  /**
   * Nothing more will come of the subject but its `close`, as far as is known: what serves only to judge further ticks can
   * be let go. What comes all the same, after a time that no window reaches across, is to be judged as ever.
   * @param judgedFrom the earliest time (source time, ms) that `close` may say
   * @param isTold false when there may still be something to tell when it is closed: how the connect of a connection ended
   */
  settle?(subject: Subject, judgedFrom: number, isTold: boolean): void;
  /**
   * The subject has ended. Nothing after `judgedUntil` (source time, ms) counts: teardown and the last 2 s of a log show
   * falling rates that nobody suffered from. Episodes that begin later are dropped, longer ones are cut there.
   */
  close(subject: Subject, judgedUntil: number): void;
}
