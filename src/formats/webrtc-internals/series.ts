import type { MemberName, TextSink } from '../../json/document.js';
import { NumberSeries } from '../../json/numbers.js';
import type { Location } from '../../model/event.js';
import type { Column } from './columns.js';
import type { Connection } from './connection.js';
import { LabelSeries } from './label-series.js';
import { PollTimes } from './poll-times.js';
import { type ReportType, type SeriesUse, typeOfStatsType, useOf } from './series-key.js';
import { SeriesKeys } from './series-keys.js';
import { TimeText } from './time-text.js';

/** Most points of one series; Chrome writes 1000, patched recorders and other tools more. */
const MOST_POINTS = 1 << 20;
/** Where a series of number objects stands in for one text: `qualityLimitationDurations`. */
const MEMBER_NAME = /^[A-Za-z]{1,30}$/;

/** Reads the members of one entry of `stats` and adds it to its connection when the entry ends. */
export class SeriesEntry {
  private readonly numbers = new NumberSeries(MOST_POINTS);
  private readonly times = new PollTimes(MOST_POINTS);
  private readonly labels = new LabelSeries();
  private readonly key = new SeriesKeys();
  /** The key is one of a series. */
  private named = false;
  private use: SeriesUse = 'skip';
  private statsType = '';
  private readonly start = new TimeText();
  private readonly end = new TimeText();
  private at: Location | undefined;

  /** A new entry with this key begins. */
  begin(key: MemberName): void {
    this.named = this.key.read(key);
    this.use = 'skip';
    this.statsType = '';
    this.start.text = '';
    this.end.text = '';
    this.at = undefined;
  }

  /** A short member beside `values`. */
  text(name: string, value: string): void {
    if (name === 'startTime') this.start.text = value;
    else if (name === 'endTime') this.end.text = value;
    else if (name === 'statsType') this.statsType = value;
  }

  /** `values` begins. */
  open(at: () => Location): TextSink | number {
    // The type is authoritative; when it comes behind the values, the id's prefix decides.
    if (this.at === undefined && this.named) this.use = useOf(this.type(), this.key.metric);
    if (this.use === 'skip') return 0;
    this.at = at();
    if (this.use === 'timestamp') {
      this.times.reset();
      return this.times;
    }
    this.numbers.reset();
    this.labels.reset();
    return this.use === 'number' ? this.numbers : this.labels;
  }

  /** The entry ends. */
  finish(connection: Connection): void {
    const { at } = this;
    if (this.use === 'skip' || at === undefined) return;
    const type = this.type();
    if (type === undefined) return;
    if (this.use === 'number' || this.use === 'timestamp') {
      const numbers = this.use === 'number' ? this.numbers : this.times.numbers;
      if (this.use === 'timestamp' && this.times.isEmpty) return;
      if (!numbers.numeric || !numbers.complete || numbers.length === 0) return;
      const report = connection.store.report(this.key.id, type, at);
      if (report === undefined) return;
      const { length, count, step } = numbers;
      const data = connection.store.pool.keep(numbers.values.subarray(0, length));
      connection.extent(this.start.time(), this.end.time(), count);
      connection.store.add(report, this.column(this.key.metric, data, count, step, at));
      return;
    }
    if (!this.labels.valid || this.labels.count === 0) return;
    const report = connection.store.report(this.key.id, type, at);
    if (report === undefined) return;
    const { count, runs } = this.labels;
    if (this.use === 'label') {
      const extent = { start: this.start.time(), end: this.end.time() };
      connection.store.addLabel(report, { name: this.key.metric, ...extent, count, runs });
      return;
    }
    for (const [member, data] of this.members()) {
      connection.store.add(report, this.column(`${this.key.metric}.${member}`, data, count, 1, at));
    }
  }

  private column(name: string, data: Float64Array, count: number, step: number, at: Location): Column {
    return { name, start: this.start.time(), end: this.end.time(), count, first: 0, step, data, at };
  }

  private type(): ReportType | undefined {
    return this.statsType === '' ? this.key.type : typeOfStatsType(this.statsType);
  }

  /** A series of objects as one series a member. */
  private members(): Map<string, Float64Array> {
    const { count, runs } = this.labels;
    const members = new Map<string, Float64Array>();
    for (let k = 0; k < runs.length; k++) {
      const run = runs[k];
      if (run === undefined || typeof run.value !== 'object' || run.value === null) continue;
      const to = runs[k + 1]?.from ?? count;
      const object = run.value as Readonly<Record<string, unknown>>;
      for (const name of Object.keys(object)) {
        const value = object[name];
        if (typeof value !== 'number') continue;
        const data = members.get(name) ?? newMember(members, name, count);
        // Nearly always one element, for which a native call costs too much.
        if (data !== undefined) for (let at = run.from; at < to; at++) data[at] = value;
      }
    }
    return members;
  }
}

/** Undefined where the name is none of a member that is read. */
function newMember(members: Map<string, Float64Array>, name: string, count: number): Float64Array | undefined {
  if (!MEMBER_NAME.test(name)) return undefined;
  const data = new Float64Array(count).fill(Number.NaN);
  members.set(name, data);
  return data;
}
