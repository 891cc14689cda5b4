import type { StatsType } from '../model/metric.js';
import type { StatsObject, StatsSample } from '../model/sample.js';
import { CLOCK_STEP_MS, Interval, isOf } from './interval.js';

/** Objects not seen for this long are forgotten, ms: ids of candidate pairs and old streams would pile up. */
const FORGET_MS = 120_000;

/** What stood at one position of a connection's last report. */
class Seat {
  type: StatsType;
  id: string;
  ssrc: string | undefined;
  labels: StatsObject['labels'];
  /** Its last readings, once they have been looked for. */
  interval: Interval | undefined;

  constructor({ type, id, ssrc, labels }: StatsObject) {
    this.type = type;
    this.id = id;
    this.ssrc = ssrc;
    this.labels = labels;
  }
}

/**
 * The last readings of every statistics object of one connection. Reports nearly always list the same objects in the same
 * order, and readers that know that a label did not change hand over the same record again: who sits where is compared
 * with the report before, and looked up only where it changed.
 */
export class ObjectStore {
  /** Another number with every report in which an object or a label is another one than in the report before. */
  shape = 0;
  /** A stream was ever labelled as that of a shared screen. */
  hasShownScreen = false;
  readonly #kept = new Map<StatsType, Map<string, Interval>>();
  readonly #seats: Seat[] = [];
  /** What was last seen before this is forgotten, whether it has been swept out yet or not. */
  #horizon = Number.NEGATIVE_INFINITY;
  #swept = Number.NEGATIVE_INFINITY;

  /** A report of so many objects begins. */
  begin(objects: number): void {
    if (objects === this.#seats.length) return;
    this.shape += 1;
    if (objects < this.#seats.length) this.#seats.length = objects;
  }

  /** Where an object of the report sits: to be asked for each of them, in their order. */
  seatOf(object: StatsObject, position: number): Seat {
    const seat = this.#seats[position];
    if (seat === undefined) return this.#add(object);
    const { type, id, ssrc, labels } = object;
    if (seat.id === id && seat.labels === labels && seat.type === type && seat.ssrc === ssrc) return seat;
    if (seat.id !== id || seat.type !== type) seat.interval = undefined;
    seat.type = type;
    seat.id = id;
    seat.ssrc = ssrc;
    seat.labels = labels;
    this.#noteChanged(seat);
    return seat;
  }

  #add(object: StatsObject): Seat {
    const seat = new Seat(object);
    this.#seats.push(seat);
    this.#noteChanged(seat);
    return seat;
  }

  #noteChanged({ type, labels }: Seat): void {
    this.shape += 1;
    const isStream = type === 'inbound-rtp' || type === 'outbound-rtp';
    if (isStream && labels.contentType === 'screenshare') this.hasShownScreen = true;
  }

  /**
   * Takes a new reading and pairs it with the last one. Undefined when the object carries its own time stamp and that
   * did not advance: a stale copy says nothing new.
   *
   * @param type of the object
   * @param sample that holds the object; times that are handed over as such become numbers on the heap
   */
  advance<T extends StatsType>(type: T, object: StatsObject, sample: StatsSample, seat: Seat): Interval<T> | undefined {
    const interval = this.#advance(object, sample, seat);
    return isOf(interval, type) ? interval : undefined;
  }

  #advance(object: StatsObject, sample: StatsSample, seat: Seat): Interval | undefined {
    seat.interval ??= this.#kept.get(object.type)?.get(object.id);
    const last = seat.interval;
    const time = object.time ?? sample.time;
    if (last === undefined || last.end < this.#horizon) {
      seat.interval = new Interval(object.type, object, time);
      this.#of(object.type).set(object.id, seat.interval);
      return seat.interval;
    }
    if (time <= last.end && last.end - time <= CLOCK_STEP_MS) return undefined;
    last.advance(object, sample);
    return last;
  }

  /** A sample of that time has been dealt with: forgets what was not seen for long. */
  pass({ time }: StatsSample): void {
    this.#horizon = time - FORGET_MS;
    if (!(time < this.#swept + FORGET_MS)) this.#sweep(time);
  }

  /** Nothing more will come. */
  clear(): void {
    this.#kept.clear();
    this.#seats.length = 0;
  }

  #of(type: StatsType): Map<string, Interval> {
    const known = this.#kept.get(type);
    if (known !== undefined) return known;
    const ofType = new Map<string, Interval>();
    this.#kept.set(type, ofType);
    return ofType;
  }

  /** Once in a while: looking through all objects after every sample would cost more than deriving from them. */
  #sweep(sampleTime: number): void {
    this.#swept = sampleTime;
    for (const seat of this.#seats) seat.interval = undefined;
    for (const ofType of this.#kept.values()) {
      for (const [id, interval] of ofType) if (interval.end < this.#horizon) ofType.delete(id);
    }
  }
}
