import type { Location } from '../../../model/event.js';
import type { RecordSink } from '../../../model/sample.js';
import type { Message } from '../compile/compile-message.js';
import type { Values } from '../compile/template.js';
import { emit, excerptOf, type Occasion, type Outlet } from './emit.js';
import { SampleJoiner } from './sample-joiner.js';
import { SessionState } from './state.js';

/** Hands the records of messages over, and counts them. */
export class Output implements Outlet {
  readonly samples: SampleJoiner;
  readonly state = new SessionState();
  /** Records handed over. */
  records = 0;
  /** Infinite until there is a record. */
  private first = Number.POSITIVE_INFINITY;
  private last = Number.NEGATIVE_INFINITY;

  constructor(readonly sink: RecordSink) {
    this.samples = new SampleJoiner(sink);
  }

  /** Source time of the earliest record, and of the latest, ms; undefined when there is none. */
  get start(): number | undefined {
    return this.first > this.last ? undefined : this.first;
  }

  get end(): number | undefined {
    return this.first > this.last ? undefined : this.last;
  }

  give(message: Message, values: Values, occasion: Occasion): void {
    const count = emit(message.gives, values, occasion, this.state, this);
    if (count === 0) return;
    this.records += count;
    const { time } = occasion;
    if (time < this.first) this.first = time;
    if (time > this.last) this.last = time;
  }

  /** Tells that a new session began, which no line says. */
  beginSession(time: number, line: string, at: Location): void {
    const event = this.state.follow({ type: 'session.start', time, fields: {}, at, excerpt: excerptOf(line) });
    if (event === undefined) return;
    this.samples.flush();
    this.sink.event(event);
    this.records++;
  }

  flush(): void {
    this.samples.flush();
  }
}
