import type { EventType, Location, RtcEvent } from '../../model/event.js';
import { EVENT_FIELDS } from '../../model/event.js';
import type { StatsType } from '../../model/metric.js';
import type { RecordSink, StatsObject } from '../../model/sample.js';
import type { Emission, Fields } from './compile-message.js';
import type { SampleJoiner } from './sample-joiner.js';
import { scanLine } from './scan.js';
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

/** Takes the records of a session. */
export interface Outlet {
  readonly sink: RecordSink;
  readonly samples: SampleJoiner;
}

/** Connection id of readings in a log that names no connection: the one that events without a connection are given. */
const UNNAMED_CONNECTION = 'session';

/** Statistics of which one line may hold several objects, told apart by the user or stream that they name. */
const HAS_SEVERAL: ReadonlySet<StatsType> = new Set<StatsType>(['sdk-remote', 'inbound-rtp', 'outbound-rtp']);

/** Hands the records of one message over; returns how many there were. */
export function emit(
  gives: readonly Emission[],
  groups: Groups,
  occasion: Occasion,
  state: SessionState,
  out: Outlet,
): number {
  let count = 0;
  for (const emission of gives) {
    if (emission.kind === 'stats') {
      count += emitReadings(emission, groups, occasion, state, out.samples);
      continue;
    }
    const type = emission.kind === 'event' ? emission.event : toggled(emission, groups, occasion, state);
    if (type === undefined) continue;
    const lost = emission.kind === 'event' && emission.lostWhenJoined;
    const event = state.follow(makeEvent(type, emission.fields, groups, occasion), lost);
    if (event === undefined) continue;
    out.samples.flush();
    out.sink.event(event);
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

function emitReadings(
  emission: Extract<Emission, { kind: 'stats' }>,
  groups: Groups,
  occasion: Occasion,
  state: SessionState,
  samples: SampleJoiner,
): number {
  const values: Record<string, number> = {};
  for (const [name, template] of emission.values) {
    const value = template(groups);
    if (typeof value === 'number' && Number.isFinite(value)) values[name] = value;
  }
  const labels: Record<string, string> = {};
  for (const [name, template] of emission.labels) {
    const value = template(groups);
    if (value !== undefined) labels[name] = String(value);
  }
  const found = emission.scan ? scanLine(occasion.line, emission.scan) : [];
  const objects = Object.keys(values).length > 0 ? [{ uid: labels.uid, values }, ...found] : found;
  for (const { uid, values: readings } of objects) {
    const user = HAS_SEVERAL.has(emission.stats) ? uid : undefined;
    const connection = occasion.connection ?? state.connectionOf(user) ?? UNNAMED_CONNECTION;
    const kind = emission.media === undefined ? {} : { kind: emission.media };
    const object: StatsObject = {
      // One object a remote user and medium, so that readings of two users are never compared.
      id: [emission.stats, emission.media, user].filter((part) => part !== undefined).join('-'),
      type: emission.stats,
      ...kind,
      values: readings,
      labels: user === undefined || emission.stats !== 'sdk-remote' ? labels : { ...labels, uid: user },
    };
    samples.add(occasion.time, connection, occasion.at, object);
  }
  return objects.length;
}
