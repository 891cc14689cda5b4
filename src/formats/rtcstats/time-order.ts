import type { RtcEvent } from '../../model/event.js';
import type { RecordSink, StatsSample } from '../../model/sample.js';
import { PooledSample } from '../stats/scan/sample-pool.js';

/** Records that are held back: entries that stand out of order in logs are at most a few dozen lines off. */
const WINDOW = 64;

/**
 * Hands records on in the order of time within a window of 64 records. Entries of the browser and of the page reach the
 * statistics server over different ways, so a file's order is not quite that of time.
 */
export class TimeOrder implements RecordSink {
  readonly #sink: RecordSink;
  /** Sorted by time; of equal times the first that came stands first. */
  readonly #held: (RtcEvent | StatsSample)[] = [];

  constructor(sink: RecordSink) {
    this.#sink = sink;
  }

  event(event: RtcEvent): void {
    this.#hold(event);
  }

  /** The sample has to stay as it is until it has been handed on; pooled ones are released then. */
  sample(sample: StatsSample): void {
    this.#hold(sample);
  }

  /** Hands on what is held back. */
  flush(): void {
    for (const held of this.#held.splice(0)) this.#release(held);
  }

  #hold(record: RtcEvent | StatsSample): void {
    const held = this.#held;
    const { time } = record;
    let at = held.push(record) - 1;
    for (; at > 0; at -= 1) {
      const before = held[at - 1];
      if (before === undefined || !(before.time > time)) break;
      held[at] = before;
    }
    held[at] = record;
    if (held.length <= WINDOW) return;
    const first = held.shift();
    if (first !== undefined) this.#release(first);
  }

  #release(record: RtcEvent | StatsSample): void {
    if ('type' in record) this.#sink.event(record);
    else {
      this.#sink.sample(record);
      if (record instanceof PooledSample) record.release();
    }
  }
}
