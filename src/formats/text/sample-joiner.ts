import type { Location } from '../../model/event.js';
import type { RecordSink, StatsObject } from '../../model/sample.js';

/**
 * Collects the readings that one connection prints in the same millisecond, on one line or several, into one sample:
 * a second report of the same time would pass for a repeat of the first.
 */
export class SampleJoiner {
  private open: { time: number; connection: string; at: Location; objects: StatsObject[] } | undefined;

  constructor(private readonly sink: RecordSink) {}

  add(time: number, connection: string, at: Location, object: StatsObject): void {
    if (this.open && (this.open.time !== time || this.open.connection !== connection)) this.flush();
    this.open ??= { time, connection, at, objects: [] };
    const { objects } = this.open;
    const place = objects.findIndex(({ type, id }) => type === object.type && id === object.id);
    const before = objects[place];
    if (before) objects[place] = { ...object, values: { ...before.values, ...object.values } };
    else objects.push(object);
  }

  /** Hands over what has been collected: before an event, and at the end. */
  flush(): void {
    const open = this.open;
    this.open = undefined;
    if (!open) return;
    const { time, connection, at } = open;
    this.sink.sample({ time, connection, stats: open.objects, at });
  }
}
