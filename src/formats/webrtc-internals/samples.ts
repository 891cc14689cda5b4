import type { MediaKind } from '../../model/call.js';
import { PLACES, STATS_TYPES, type StatsType } from '../../model/metric.js';
import type { StatsObject, StatsSample } from '../../model/sample.js';
import { ColumnReadings, type PlacedColumn } from './column-readings.js';
import type { Report, ReportStore } from './columns.js';
import { ReportLabels } from './report-labels.js';
import { Position, Shown } from './shown.js';
import { axisOf, extentOf, pollTimes, rowsOf, type TimeAxis } from './time-axis.js';

/** Reports about what the far end says: their times are those of RTCP packets, not of polls. */
const REMOTE = new Set<StatsType>(['remote-inbound-rtp', 'remote-outbound-rtp']);
/** Places of metrics by name: names out of a file are found in a map many times as fast as among the members of an object. */
const PLACES_BY_NAME: ReadonlyMap<StatsType, ReadonlyMap<string, number>> = new Map(
  STATS_TYPES.map((type) => [type, new Map<string, number>(Object.entries(PLACES[type]))]),
);
/**
 * For so long a report of the far end stays in the samples until the next one comes (every second poll or so), ms: a list that
 * changes with every sample would have everything that is known of its objects found again. As its own time does not
 * advance it says nothing new, and so does a browser show it. Signals forget an object after four times as long.
 */
const STAYS_MS = 30_000;
const NO_PLACES: ReadonlyMap<string, number> = new Map();

/** Reports that show the same rows of their series at the same polls: all of a connection but those of the far end. */
interface Pace {
  readonly times: Float64Array;
  /** Row of the axis that each poll shows, or -1. */
  readonly rows: Int32Array;
  /** For so long a row is shown at the polls that have none, ms. */
  readonly staysMs: number;
  readonly position: Position;
  readonly tracks: Track[];
}

/** A report made ready to be read poll by poll. */
interface Track {
  readonly labels: ReportLabels;
  readonly shown: Shown;
}

/** Hands over the samples of a connection in the order of time. Each takes the place of the one before: see `StatsSample`. */
export function emitSamples(connection: string, store: ReportStore, emit: (sample: StatsSample) => void): void {
  const axes = axesOf(store);
  const own = [...axes].filter(([report]) => !REMOTE.has(report.type as StatsType)).map(([, axis]) => axis);
  const polls = pollTimes(own.length > 0 ? own : [...axes.values()]);
  const paces = new Map<Float64Array, Pace>();
  const farEnd = new Map<Float64Array, Pace>();
  const all: Shown[] = [];
  for (const report of store.reports.values()) {
    const axis = axes.get(report);
    if (axis === undefined) continue;
    const isFarEnd = REMOTE.has(report.type as StatsType);
    const pace = isFarEnd
      ? paceOf(axis, polls, farEnd, firstPollAfter, STAYS_MS)
      : paceOf(axis, polls, paces, nearestPoll, 0);
    const track = trackOf(report, axis, pace.position);
    pace.tracks.push(track);
    all.push(track.shown);
  }
  const at = store.reports.values().next().value?.at;
  if (at === undefined) return;
  const sample = { time: Number.NaN, connection, stats: [], at };
  emitPolls(sample, polls, [...paces.values(), ...farEnd.values()], all, emit);
}

interface ReusedSample extends StatsSample {
  time: number;
  readonly stats: StatsObject[];
}

/** The sample lists the same objects until a report begins or ceases to be shown. */
function emitPolls(
  sample: ReusedSample,
  polls: Float64Array,
  paces: readonly Pace[],
  all: readonly Shown[],
  emit: (sample: StatsSample) => void,
): void {
  for (let poll = 0; poll < polls.length; poll++) {
    sample.time = polls[poll] ?? 0;
    if (showPoll(paces, poll, sample.time)) list(all, sample.stats);
    if (sample.stats.length > 0) emit(sample);
  }
}

/** Brings all reports to the rows that they show at a poll. Returns true when one begins or ceases to be shown. */
function showPoll(paces: readonly Pace[], poll: number, time: number): boolean {
  let isOther = false;
  for (let k = 0; k < paces.length; k++) {
    const pace = paces[k];
    if (pace === undefined) continue;
    const { position } = pace;
    const row = pace.rows[poll] ?? -1;
    if (row < 0) {
      if (position.row < 0 || time - position.time < pace.staysMs) continue;
      isOther = true;
    } else if (position.row < 0) isOther = true;
    position.row = row;
    if (row < 0) continue;
    position.time = pace.times[row] ?? Number.NaN;
    if (row >= position.labelsUntil) showLabels(pace);
  }
  return isOther;
}

/** The reports that have a row at the present poll. */
function list(all: readonly Shown[], stats: StatsObject[]): void {
  let count = 0;
  for (const shown of all) if (shown.position.row >= 0) stats[count++] = shown;
  stats.length = count;
}

/** The times of each report that has any. */
function axesOf(store: ReportStore): Map<Report, TimeAxis> {
  const axes = new Map<Report, TimeAxis>();
  const byExtent = new Map<string, TimeAxis>();
  const byTimes = new Map<Float64Array, TimeAxis>();
  const reports = [...store.reports.values()].sort(
    (a, b) => Number(b.timestamps !== undefined) - Number(a.timestamps !== undefined),
  );
  for (const report of reports) {
    const { timestamps } = report;
    const axis = (timestamps && byTimes.get(timestamps.points.numbers)) ?? axisOf(report, byExtent);
    if (axis === undefined || axis.times.length === 0) continue;
    axes.set(report, axis);
    if (timestamps === undefined) continue;
    byTimes.set(timestamps.points.numbers, axis);
    byExtent.set(extentOf(timestamps), axis);
  }
  return axes;
}

function paceOf(
  { times }: TimeAxis,
  polls: Float64Array,
  paces: Map<Float64Array, Pace>,
  rowsOfPolls: (times: Float64Array, polls: Float64Array) => Int32Array,
  staysMs: number,
): Pace {
  const known = paces.get(times);
  if (known !== undefined) return known;
  const pace = { times, rows: rowsOfPolls(times, polls), staysMs, position: new Position(), tracks: [] };
  paces.set(times, pace);
  return pace;
}

function trackOf(report: Report, axis: TimeAxis, position: Position): Track {
  const type = report.type as StatsType;
  const places = PLACES_BY_NAME.get(type) ?? NO_PLACES;
  const columns: PlacedColumn[] = [];
  for (const column of report.columns) {
    const place = places.get(column.name);
    const { points } = column;
    if (place !== undefined) columns.push({ place, points, rows: rowsOf(column, points.length, axis) });
  }
  const kind = constant(report, 'kind') ?? constant(report, 'mediaType') ?? kindOfId(report.id);
  return {
    labels: new ReportLabels(report.labels, type, axis),
    shown: new Shown(
      report.id,
      type,
      kind === 'audio' || kind === 'video' ? kind : undefined,
      constant(report, 'ssrc'),
      report.series,
      new ColumnReadings(columns),
      position,
    ),
  };
}

/** The value of a text member that does not change, of any report. */
export function constant(report: Report, name: string): string | undefined {
  const value = report.labels.find((label) => label.name === name)?.runs.at(-1)?.value;
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}

function kindOfId(id: string): MediaKind | undefined {
  const match = /^(?:[IO]T\d+|R[IO]|S)([AV])\d|^RTC\w*?(Audio|Video)/.exec(id);
  const letter = (match?.[1] ?? match?.[2])?.[0];
  return letter === undefined ? undefined : letter === 'A' ? 'audio' : 'video';
}

/** For each poll the first row within half an interval; a row whose time repeats the one before is stale and left out. */
function nearestPoll(times: Float64Array, polls: Float64Array): Int32Array {
  const rows = new Int32Array(polls.length).fill(-1);
  let poll = 0;
  for (let r = 0; r < times.length; r++) {
    const time = times[r] ?? 0;
    if (r > 0 && time === times[r - 1]) continue;
    // Polls are the first time of each cluster: the row belongs to the last one that is not later.
    while (poll + 1 < polls.length && (polls[poll + 1] ?? 0) <= time) poll++;
    rows[poll] = r;
  }
  return rows;
}

/** A report that came with a packet is first seen by the next poll. */
function firstPollAfter(times: Float64Array, polls: Float64Array): Int32Array {
  const rows = new Int32Array(polls.length).fill(-1);
  let poll = 0;
  for (let r = 0; r < times.length; r++) {
    const time = times[r] ?? 0;
    if (r > 0 && time === times[r - 1]) continue;
    while (poll + 1 < polls.length && (polls[poll] ?? 0) < time) poll++;
    rows[poll] = r;
  }
  return rows;
}

/** Brings the labels of reports to those in force at their row. */
function showLabels({ position, tracks }: Pace): void {
  position.labelsUntil = Number.POSITIVE_INFINITY;
  for (const { labels, shown } of tracks) {
    if (position.row >= labels.until) shown.labels = labels.at(position.row);
    position.labelsUntil = Math.min(position.labelsUntil, labels.until);
  }
}
