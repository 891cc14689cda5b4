import type { MediaKind } from '../../model/call.js';
import type { Location } from '../../model/event.js';
import { LABELS, METRICS, type StatsType } from '../../model/metric.js';
import type { StatsObject, StatsSample } from '../../model/sample.js';
import type { Report, ReportStore } from './columns.js';
import { axisOf, extentOf, pollTimes, rowsOf, type TimeAxis } from './time-axis.js';

/** Reports about what the far end says: their times are those of RTCP packets, not of polls. */
const REMOTE = new Set<StatsType>(['remote-inbound-rtp', 'remote-outbound-rtp']);

interface NumberMember {
  readonly name: string;
  readonly data: Float64Array;
  /** Index in `data` for each row of the axis; null = the row itself. */
  readonly rows: Int32Array | null;
  /** The last reading was a number. */
  present: boolean;
}

interface LabelMember {
  readonly name: string;
  readonly values: readonly { readonly from: number; readonly value: string }[];
}

/** A report made ready to be read poll by poll. */
interface Track {
  readonly id: string;
  readonly type: StatsType;
  readonly kind: MediaKind | undefined;
  readonly ssrc: string | undefined;
  readonly axis: TimeAxis;
  /** Row of the axis that each poll shows, or -1. */
  readonly polls: Int32Array;
  readonly members: readonly NumberMember[];
  /** Of the row in work, by member. */
  readonly readings: Float64Array;
  template: Record<string, number>;
  readonly labels: readonly LabelMember[];
  readonly series: ReadonlyMap<string, Location>;
  shown: { row: number; labels: Readonly<Record<string, string>> };
}

/** Yields the samples of a connection in the order of time, made one at a time. */
export function* samplesOf(connection: string, store: ReportStore): Generator<StatsSample> {
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
  for (const report of store.reports.values()) {
    const axis = axes.get(report);
    if (axis !== undefined) tracks.push(trackOf(report, axis, polls));
  }
  const at = store.reports.values().next().value?.at;
  if (at === undefined) return;
  for (const [poll, time] of polls.entries()) {
    const stats: StatsObject[] = [];
    for (const track of tracks) {
      const row = track.polls[poll] ?? -1;
      if (row >= 0) stats.push(objectAt(track, row, time));
    }
    if (stats.length > 0) yield { time, connection, stats, at };
  }
}

function trackOf(report: Report, axis: TimeAxis, polls: Float64Array): Track {
  const type = report.type as StatsType;
  const wanted: Record<string, unknown> = METRICS[type];
  const members = report.columns
    .filter((column) => Object.hasOwn(wanted, column.name))
    .map((column) => ({
      name: column.name,
      data: column.data,
      rows: rowsOf(column, column.data.length, axis) ?? null,
      present: false,
    }));
  const kind = constant(report, 'kind') ?? constant(report, 'mediaType') ?? kindOfId(report.id);
  return {
    id: report.id,
    type,
    kind: kind === 'audio' || kind === 'video' ? kind : undefined,
    ssrc: constant(report, 'ssrc'),
    axis,
    polls: REMOTE.has(type) ? firstPollAfter(axis.times, polls) : nearestPoll(axis.times, polls),
    members,
    readings: new Float64Array(members.length),
    template: {},
    labels: labelsOf(report, axis, type),
    series: new Map(report.columns.map((column) => [column.name, column.at])),
    shown: { row: -1, labels: {} },
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

function objectAt(track: Track, row: number, time: number): StatsObject {
  const { members, readings } = track;
  let same = true;
  for (let m = 0; m < members.length; m++) {
    const member = members[m];
    if (member === undefined) continue;
    const index = member.rows === null ? row : (member.rows[row] ?? -1);
    const value = index < 0 ? Number.NaN : (member.data[index] ?? Number.NaN);
    readings[m] = value;
    if (Number.isNaN(value) === member.present) {
      member.present = !member.present;
      same = false;
    }
  }
  if (!same) track.template = templateOf(members);
  // A copy of a template is several times faster than an object that grows member by member.
  const values = { ...track.template };
  for (let m = 0; m < members.length; m++) {
    const member = members[m];
    if (member?.present) values[member.name] = readings[m] ?? Number.NaN;
  }
  const own = track.axis.times[row] ?? time;
  const stats: StatsObject = {
    id: track.id,
    type: track.type,
    values,
    labels: labelsAt(track, row),
    series: track.series,
    ...(track.kind === undefined ? {} : { kind: track.kind }),
    ...(track.ssrc === undefined ? {} : { ssrc: track.ssrc }),
    ...(own === time ? {} : { time: own }),
  };
  return stats;
}

/** An object with the present members; JSON.parse gives it the engine's compact form however many there are. */
function templateOf(members: readonly NumberMember[]): Record<string, number> {
  const present = members.filter((member) => member.present).map((member) => [member.name, 0.5] as const);
  return JSON.parse(JSON.stringify(Object.fromEntries(present))) as Record<string, number>;
}

/** The labels in force at a row; the object is shared while nothing changes. */
function labelsAt(track: Track, row: number): Readonly<Record<string, string>> {
  const before = track.shown.row;
  let changed = before < 0;
  for (const { values } of track.labels) {
    for (const { from } of values) if (from > before && from <= row) changed = true;
  }
  if (changed) {
    const labels: Record<string, string> = {};
    for (const { name, values } of track.labels) {
      for (const { from, value } of values) if (from <= row) labels[name] = value;
    }
    track.shown = { row, labels };
  } else track.shown.row = row;
  return track.shown.labels;
}
