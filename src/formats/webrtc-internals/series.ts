import type { TextSink } from '../../json/document.js';
import { NumberSeries } from '../../json/numbers.js';
import { own } from '../../json/text.js';
import type { Location } from '../../model/event.js';
import type { Column } from './columns.js';
import type { Connection } from './connection.js';
import { LabelSeries } from './label-series.js';
import { PollTimes } from './poll-times.js';
import { type SeriesUse, splitSeriesKey, typeOfId, typeOfStatsType, useOf } from './series-key.js';

/** Most points of one series; Chrome writes 1000, patched recorders and other tools more. */
const MOST_POINTS = 1 << 20;
/** Where a series of number objects stands in for one text: `qualityLimitationDurations`. */
const MEMBER_NAME = /^[A-Za-z]{1,30}$/;

/** Reads the members of one entry of `stats` and adds it to its connection when the entry ends. */
export class SeriesEntry {
  private readonly numbers = new NumberSeries(MOST_POINTS);
  private readonly times = new PollTimes(MOST_POINTS);
  private readonly labels = new LabelSeries();
  private id = '';
  private metric = '';
  private use: SeriesUse = 'skip';
  private statsType = '';
  private start = Number.NaN;
  private end = Number.NaN;
  private at: Location | undefined;
  private wanted = true;

  /** A new entry with this key begins. */
  begin(key: string): void {
    this.statsType = '';
    this.start = Number.NaN;
    this.end = Number.NaN;
    this.at = undefined;
    this.use = 'skip';
    const split = splitSeriesKey(key);
    this.wanted = split !== undefined;
    if (split === undefined) return;
    this.id = split.id;
    this.metric = split.metric;
    this.use = useOf(typeOfId(split.id), split.metric);
  }

  /** A short member beside `values`. */
  text(name: string, value: string): void {
    if (name === 'startTime') this.start = Date.parse(value);
    else if (name === 'endTime') this.end = Date.parse(value);
    else if (name === 'statsType') {
      this.statsType = value;
      // The type is authoritative; when it comes behind the values, the id's prefix has decided already.
      if (this.at === undefined && this.wanted) this.use = useOf(typeOfStatsType(value), this.metric);
    }
  }

  /** `values` begins. */
  open(at: () => Location): TextSink | number {
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
    const type = this.statsType === '' ? typeOfId(this.id) : typeOfStatsType(this.statsType);
    if (this.use === 'skip' || at === undefined || type === undefined) return;
    if (this.use === 'number' || this.use === 'timestamp') {
      const numbers = this.use === 'number' ? this.numbers : this.times.numbers;
      if (this.use === 'timestamp' && this.times.isEmpty) return;
      if (!numbers.numeric || !numbers.complete || numbers.length === 0) return;
      const report = connection.store.report(own(this.id), type, at);
      if (report === undefined) return;
      const { length, count, step } = numbers;
      const data = connection.store.pool.keep(numbers.values.subarray(0, length));
      connection.extent(this.start, this.end, count);
      connection.store.add(report, this.column(own(this.metric), data, count, step, at));
      return;
    }
    if (!this.labels.valid || this.labels.count === 0) return;
    const report = connection.store.report(own(this.id), type, at);
    if (report === undefined) return;
    const { count, runs } = this.labels;
    if (this.use === 'label') {
      connection.store.addLabel(report, { name: own(this.metric), start: this.start, end: this.end, count, runs });
      return;
    }
    for (const [member, data] of this.members()) {
      connection.store.add(report, this.column(`${this.metric}.${member}`, data, count, 1, at));
    }
  }

  private column(name: string, data: Float64Array, count: number, step: number, at: Location): Column {
    return { name, start: this.start, end: this.end, count, first: 0, step, data, at };
  }

  /** A series of objects as one series a member. */
  private members(): Map<string, Float64Array> {
    const { count, runs } = this.labels;
    const members = new Map<string, Float64Array>();
    for (const [k, run] of runs.entries()) {
      if (typeof run.value !== 'object' || run.value === null) continue;
      for (const [name, value] of Object.entries(run.value)) {
        if (typeof value !== 'number' || !MEMBER_NAME.test(name)) continue;
        let data = members.get(name);
        if (data === undefined) {
          data = new Float64Array(count).fill(Number.NaN);
          members.set(name, data);
        }
        data.fill(value, run.from, runs[k + 1]?.from ?? count);
      }
    }
    return members;
  }
}
