import { EVENT_FIELDS, type EventType } from '../../../model/event.js';
import { METRICS, type StatsType } from '../../../model/metric.js';

/** Names of the fields that an event of this type may carry. */
export function fieldsOf(type: EventType): readonly string[] {
  return EVENT_FIELDS[type];
}

/** Names of the metrics that a reading of this type may carry. */
export function metricsOf(type: StatsType): readonly string[] {
  return Object.keys(METRICS[type]);
}
