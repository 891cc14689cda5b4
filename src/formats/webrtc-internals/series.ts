import type { MemberName, TextSink } from '../../json/document.js';
import { NumberSeries } from '../../json/numbers.js';
import type { Location } from '../../model/event.js';
import type { Connection } from './connection.js';
import { LabelSeries } from './label-series.js';
import { MemberSeries } from './member-series.js';
import type { Points } from './point-pool.js';
import { PollTimes } from './poll-times.js';
import { type ReportType, type SeriesUse, typeOfStatsType, useOf } from './series-key.js';
import { SeriesKeys } from './series-keys.js';
import { TimeText } from './time-text.js';

/** Most points of one series; Chrome writes 1000, patched recorders and other tools more. */
const MOST_POINTS = 1 << 20;

/** Reads the members of one entry of `stats` and adds it to its connection when the entry ends. */
export class SeriesEntry {
  private readonly numbers = new NumberSeries(MOST_POINTS);
  private readonly times = new PollTimes(MOST_POINTS);
  private readonly labels = new LabelSeries();
  private readonly objects = new MemberSeries();
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
    if (this.use === 'mention') return 0;
    if (this.use === 'timestamp') {
      this.times.reset();
      return this.times;
    }
    const sink = this.use === 'number' ? this.numbers : this.use === 'label' ? this.labels : this.objects;
    sink.reset();
    return sink;
  }

  /** The entry ends. */
  finish(connection: Connection): void {
    const { at } = this;
    if (this.use === 'skip' || at === undefined) return;
    const type = this.type();
    if (type === undefined) return;
    if (this.use === 'mention') {
      connection.store.report(this.key.id, type, at);
      return;
    }
    if (this.use === 'number') this.finishNumbers(connection, type, at);
    else if (this.use === 'timestamp') this.finishTimes(connection, type, at);
    else if (this.use === 'members') this.finishMembers(connection, type, at);
    else this.finishLabel(connection, type, at);
  }

  private finishNumbers(connection: Connection, type: ReportType, at: Location): void {
    const { numbers } = this;
    const { store } = connection;
    const report = numbers.isRead ? store.report(this.key.id, type, at) : undefined;
    if (report === undefined) return;
    const { count, step } = numbers;
    connection.extent(this.start.time(), this.end.time(), count);
    store.add(report, this.column(this.key.metric, store.pool.keep(numbers), count, step, at));
  }

  private finishTimes(connection: Connection, type: ReportType, at: Location): void {
    const { times } = this;
    const { store } = connection;
    const report = times.isRead ? store.report(this.key.id, type, at) : undefined;
    if (report === undefined) return;
    const { version, count, step } = times;
    const points = store.knownTimes(version) ?? store.keepTimes(times.values(), version);
    connection.extent(this.start.time(), this.end.time(), count);
    store.addTimes(report, this.column(this.key.metric, points, count, step, at));
  }

  private finishLabel(connection: Connection, type: ReportType, at: Location): void {
    const { valid, count, runs } = this.labels;
    if (!valid || count === 0) return;
    const report = connection.store.report(this.key.id, type, at);
    if (report === undefined) return;
    const extent = { start: this.start.time(), end: this.end.time() };
    connection.store.addLabel(report, { name: this.key.metric, ...extent, count, first: 0, step: 1, runs });
  }

  /** A series of objects is one series a member. */
  private finishMembers(connection: Connection, type: ReportType, at: Location): void {
    const { count } = this.objects;
    const report = count === 0 ? undefined : connection.store.report(this.key.id, type, at);
    if (report === undefined) return;
    for (const { name, values } of this.objects.members()) {
      const metric = `${this.key.metric}.${name}`;
      if (useOf(type, metric) === 'mention') continue;
      const points = connection.store.pool.keepFloats(values, count);
      connection.store.add(report, this.column(metric, points, count, 1, at));
    }
  }

  private column<P extends Points>(name: string, points: P, count: number, step: number, at: Location) {
    return { name, start: this.start.time(), end: this.end.time(), count, first: 0, step, points, at };
  }

  private type(): ReportType | undefined {
    return this.statsType === '' ? this.key.type : typeOfStatsType(this.statsType);
  }
}
