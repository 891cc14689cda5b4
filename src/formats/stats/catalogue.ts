import { LABELS, METRICS, type Metric, STATS_TYPES, type StatsType } from '../../model/metric.js';

/** A numeric member of a report type, prepared for the inner loop. */
export interface MetricMember {
  /** Name in the catalogue. */
  readonly name: string;
  /** Its place among the readings of the type: see `PLACES`. */
  readonly place: number;
  /** For `object.member` names: where the value stands in the raw object. */
  readonly outer: string;
  readonly inner: string | undefined;
  /** True where a value below 0 is a reading: decibels, and `packetsLost`, which duplicates may drive below 0 (W3C). */
  readonly mayBeNegative: boolean;
}

export interface TypeMembers {
  /** Those from which signals are derived; the others are passed over. */
  readonly metrics: readonly MetricMember[];
  readonly labels: readonly string[];
}

function metricMembers(table: Readonly<Record<string, Metric>>): MetricMember[] {
  return Object.entries(table).flatMap(([name, metric], place) => {
    if (metric.isUnread === true) return [];
    const dot = name.indexOf('.');
    const member = {
      name,
      place,
      outer: dot < 0 ? name : name.slice(0, dot),
      inner: dot < 0 ? undefined : name.slice(dot + 1),
      mayBeNegative: metric.form === 'total' || metric.unit === 'dB',
    };
    return [member];
  });
}

/** The members that are read, by report type. */
export const MEMBERS: ReadonlyMap<StatsType, TypeMembers> = new Map(
  STATS_TYPES.map((type) => [type, { metrics: metricMembers(METRICS[type]), labels: LABELS[type] }]),
);
