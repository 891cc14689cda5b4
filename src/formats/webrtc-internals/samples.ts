import type { MediaKind } from '../../model/call.js';
import { LABELS, PLACES, STATS_TYPES, type StatsType } from '../../model/metric.js';
import type { StatsObject, StatsSample } from '../../model/sample.js';
import type { Report, ReportStore } from './columns.js';
import { ColumnReadings, type PlacedColumn, Shown } from './shown.js';
import { axisOf, extentOf, pollTimes, rowsOf, type TimeAxis } from './time-axis.js';

/** Reports about what the far end says: their times are those of RTCP packets, not of polls. */
const REMOTE = new Set<StatsType>(['remote-inbound-rtp', 'remote-outbound-rtp']);
/** Places of metrics by name: names out of a file are found in a map many times as fast as among the members of an object. */
const PLACES_BY_NAME: ReadonlyMap<StatsType, ReadonlyMap<string, number>> = new Map(
  STATS_TYPES.map((type) => [type, new Map<string, number>(Object.entries(PLACES[type]))]),
);
const NO_PLACES: ReadonlyMap<string, number> = new Map();

interface LabelMember {
  readonly name: string;
  readonly values: readonly { readonly from: number; readonly value: string }[];
}

/** A report made ready to be read poll by poll. */
interface Track {
  readonly axis: TimeAxis;
  /** Row of the axis that each poll shows, or -1. */
  readonly polls: Int32Array;
  readonly labels: readonly LabelMember[];
  /** Row from which on the labels are others than those shown. */
  labelsUntil: number;
  readonly shown: Shown;
}

/** Hands over the samples of a connection in the order of time. Each takes the place of the one before: see `StatsSample`. */
export function emitSamples(connection: string, store: ReportStore, emit: (sample: StatsSample) => void): void {
  const axes = new Map<Report, TimeAxis>();
  const byExtent = new Map<string, TimeAxis>();
  const reports = [...store.reports.values()].sort(
    (a, b) => Number(b.timestamps !== undefined) - Number(a.timestamps !== undefined),
  );
  for (const report of reports) {
    const axis = axisOf(report, byExtent);
    if (axis === undefined || axis.times.length === 0) continue;
    axes.set(report, axis);
    if (report.timestamps !== undefined) byExtent.set(extentOf(report.timestamps), axis);
  }
  const own = [...axes].filter(([report]) => !REMOTE.has(report.type as StatsType)).map(([, axis]) => axis);
  const polls = pollTimes(own.length > 0 ? own : [...axes.values()]);
  const tracks: Track[] = [];
  const byTimes = new Map<Float64Array, Int32Array>();
  for (const report of store.reports.values()) {
    const axis = axes.get(report);
    if (axis !== undefined) tracks.push(trackOf(report, axis, pollRows(report, axis, polls, byTimes)));
  }
  const at = store.reports.values().next().value?.at;
  if (at === undefined) return;
  const stats: StatsObject[] = [];
  const sample = { time: 0, connection, stats, at };
  for (let poll = 0; poll < polls.length; poll++) {
    const time = polls[poll] ?? 0;
    let count = 0;
    for (let k = 0; k < tracks.length; k++) {
      const track = tracks[k];
      const row = track?.polls[poll] ?? -1;
      if (track === undefined || row < 0) continue;
      show(track, row);
      stats[count++] = track.shown;
    }
    if (count === 0) continue;
    if (stats.length !== count) stats.length = count;
    sample.time = time;
    emit(sample);
  }
}

function trackOf(report: Report, axis: TimeAxis, polls: Int32Array): Track {
  const type = report.type as StatsType;
  const places = PLACES_BY_NAME.get(type) ?? NO_PLACES;
  const columns: PlacedColumn[] = [];
  for (const column of report.columns) {
    const place = places.get(column.name);
    if (place !== undefined) columns.push({ place, data: column.data, rows: rowsOf(column, column.data.length, axis) });
  }
  const kind = constant(report, 'kind') ?? constant(report, 'mediaType') ?? kindOfId(report.id);
  return {
    axis,
    polls,
    labels: labelsOf(report, axis, type),
    labelsUntil: Number.NEGATIVE_INFINITY,
    shown: new Shown(
      report.id,
      type,
      kind === 'audio' || kind === 'video' ? kind : undefined,
      constant(report, 'ssrc'),
      new Map(report.columns.map((column) => [column.name, column.at])),
      new ColumnReadings(places.size, columns),
    ),
  };
}

/** Row of the report that each poll shows, or -1; found once for all reports with the same times. */
function pollRows(
  { type }: Report,
  { times }: TimeAxis,
  polls: Float64Array,
  known: Map<Float64Array, Int32Array>,
): Int32Array {
  if (REMOTE.has(type as StatsType)) return firstPollAfter(times, polls);
  const rows = known.get(times) ?? nearestPoll(times, polls);
  known.set(times, rows);
  return rows;
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

function labelsOf(report: Report, axis: TimeAxis, type: StatsType): LabelMember[] {
  const wanted: readonly string[] = LABELS[type];
  const members: LabelMember[] = [];
  for (const label of report.labels) {
    if (!wanted.includes(label.name)) continue;
    const rows = rowsOf({ ...label, first: 0, step: 1 }, label.count, axis);
    const values: { from: number; value: string }[] = [];
    for (const run of label.runs) {
      const from = rows === undefined ? run.from : rows.indexOf(run.from);
      if (from < 0 || run.value === null || typeof run.value === 'object') continue;
      values.push({ from, value: String(run.value) });
    }
    members.push({ name: label.name, values });
  }
  return members;
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

/** Brings the object that is handed over to a row. Rows only rise. */
function show(track: Track, row: number): void {
  const { shown } = track;
  shown.row = row;
  shown.time = track.axis.times[row] ?? Number.NaN;
  if (row >= track.labelsUntil) showLabels(track, row);
}

/** The labels in force at a row; the record is the same while nothing changes. */
function showLabels(track: Track, row: number): void {
  const labels: Record<string, string> = {};
  track.labelsUntil = Number.POSITIVE_INFINITY;
  for (const { name, values } of track.labels) {
    for (const { from, value } of values) {
      if (from <= row) labels[name] = value;
      else track.labelsUntil = Math.min(track.labelsUntil, from);
    }
  }
  track.shown.labels = labels;
}
