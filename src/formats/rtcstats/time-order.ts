import type { RtcEvent } from '../../model/event.js';
import type { RecordSink, StatsSample } from '../../model/sample.js';

/** Records that are held back: entries that stand out of order in logs are at most a few dozen lines off. */
const WINDOW = 64;

interface Held {
  readonly time: number;
  release(): void;
}

/**
 * Hands records on in the order of time within a window of 64 records. Entries of the browser and of the page reach the
 * statistics server over different ways, so a file's order is not quite that of time.
 */
export class TimeOrder implements RecordSink {
  readonly #sink: RecordSink;
  /** Sorted by time; of equal times the first that came stands first. */
  readonly #held: Held[] = [];

  constructor(sink: RecordSink) {
    this.#sink = sink;
  }

  event(event: RtcEvent): void {
    this.#hold({ time: event.time, release: () => this.#sink.event(event) });
  }

  sample(sample: StatsSample): void {
    this.#hold({ time: sample.time, release: () => this.#sink.sample(sample) });
  }

  /** Hands on what is held back. */
  flush(): void {
    for (const held of this.#held.splice(0)) held.release();
  }

  #hold(record: Held): void {
    let at = this.#held.length;
    while (at > 0 && (this.#held[at - 1]?.time ?? 0) > record.time) at -= 1;
    this.#held.splice(at, 0, record);
    if (this.#held.length > WINDOW) this.#held.shift()?.release();
  }
}
