import type { Location } from '../../../model/event.js';
import type { RecordSink, StatsObject } from '../../../model/sample.js';

/**
 * Collects the readings that one connection prints in the same millisecond, on one line or several, into one sample:
 * a second report of the same time would pass for a repeat of the first.
 */
export class SampleJoiner {
  private open: { time: number; connection: string; stats: StatsObject[]; at: Location } | undefined;

  constructor(private readonly sink: RecordSink) {}

  add(time: number, connection: string, at: Location, object: StatsObject): void {
    if (this.open && (this.open.time !== time || this.open.connection !== connection)) this.flush();
    if (this.open === undefined) {
      this.open = { time, connection, stats: [object], at };
      return;
    }
    const { stats } = this.open;
    const place = placeOf(object, stats);
    const before = stats[place];
    if (before) stats[place] = { ...object, values: { ...before.values, ...object.values } };
    else stats.push(object);
  }

  /** Hands over what has been collected: before an event, and at the end. */
  flush(): void {
    const { open } = this;
    this.open = undefined;
    if (open) this.sink.sample(open);
  }
}

/** Where an object stands of which more is told; −1 when it is a new one. */
function placeOf({ type, id }: StatsObject, stats: readonly StatsObject[]): number {
  for (let i = 0; i < stats.length; i++) {
    const one = stats[i];
    if (one?.id === id && one.type === type) return i;
  }
  return -1;
}
