import type { EventType, Location, RtcEvent } from '../../model/event.js';
import { EVENT_FIELDS } from '../../model/event.js';
import type { RecordSink, StatsObject } from '../../model/sample.js';
import type { Emission, Fields, Scan } from './compile.js';
import type { SessionState } from './state.js';
import type { Groups } from './template.js';

/** Where and when a message stood. */
export interface Occasion {
  readonly time: number;
  readonly connection: string | undefined;
  readonly at: Location;
  readonly excerpt: string;
  /** The whole line, for numbers that stand anywhere in it. */
  readonly line: string;
}

/** Connection id of readings in a log that names no connection. */
export const UNNAMED_CONNECTION = 'sdk';

/** Hands the records of one message to the sink; returns how many there were. */
export function emit(
  gives: readonly Emission[],
  groups: Groups,
  occasion: Occasion,
  state: SessionState,
  sink: RecordSink,
): number {
  let count = 0;
  for (const emission of gives) {
    if (emission.kind === 'stats') {
      count += emitSample(emission, groups, occasion, sink);
      continue;
    }
    const type = emission.kind === 'event' ? emission.event : toggled(emission, groups, occasion, state);
    if (type === undefined) continue;
    sink.event(makeEvent(type, emission.fields, groups, occasion));
    state.happened(type, occasion.connection);
    count++;
  }
  return count;
}

function toggled(
  emission: Extract<Emission, { kind: 'toggle' }>,
  groups: Groups,
  occasion: Occasion,
  state: SessionState,
): EventType | undefined {
  const key = emission.key(groups);
  const value = emission.value(groups);
  if (key === undefined || value === undefined) return undefined;
  const change = state.toggle(
    `${occasion.connection ?? ''}\n${emission.start}\n${key}`,
    emission.on.has(String(value)),
  );
  return change === undefined ? undefined : emission[change];
}

function makeEvent(type: EventType, templates: Fields, groups: Groups, occasion: Occasion): RtcEvent {
  const allowed: readonly string[] = EVENT_FIELDS[type];
  const fields: Record<string, string | number | boolean> = {};
  for (const [name, template] of templates) {
    const value = template(groups);
    if (value !== undefined && value !== '' && allowed.includes(name)) fields[name] = value;
  }
  const { time, connection, at, excerpt } = occasion;
  return connection === undefined
    ? { type, time, fields, at, excerpt }
    : { type, time, connection, fields, at, excerpt };
}

function emitSample(
  emission: Extract<Emission, { kind: 'stats' }>,
  groups: Groups,
  occasion: Occasion,
  sink: RecordSink,
): number {
  const values: Record<string, number> = {};
  for (const [name, template] of emission.values) {
    const value = template(groups);
    if (typeof value === 'number' && Number.isFinite(value)) values[name] = value;
  }
  if (emission.scan) scanInto(values, emission.scan, occasion.line);
  if (Object.keys(values).length === 0) return 0;
  const labels: Record<string, string> = {};
  for (const [name, template] of emission.labels) {
    const value = template(groups);
    if (value !== undefined) labels[name] = String(value);
  }
  const id = emission.id(groups) ?? emission.stats;
  const object: StatsObject = {
    id: String(id),
    type: emission.stats,
    ...(emission.media === undefined ? {} : { kind: emission.media }),
    values,
    labels,
  };
  sink.sample({
    time: occasion.time,
    connection: occasion.connection ?? UNNAMED_CONNECTION,
    stats: [object],
    at: occasion.at,
  });
  return 1;
}

/** The first number printed beside each name counts. */
function scanInto(values: Record<string, number>, scan: Scan, line: string): void {
  for (const match of line.matchAll(scan.pattern)) {
    const entry = scan.metrics.get(match[1] ?? '');
    const value = entry?.convert(match[2] ?? '');
    if (entry && typeof value === 'number' && Number.isFinite(value)) values[entry.metric] ??= value;
  }
}
