import type { EventType, Location, RtcEvent } from '../../../model/event.js';
import { EVENT_FIELDS } from '../../../model/event.js';
import type { StatsType } from '../../../model/metric.js';
import type { RecordSink, StatsObject } from '../../../model/sample.js';
import type { Emission, Fields } from '../compile/compile-message.js';
import type { Values } from '../compile/template.js';
import { type Scan, type Scanned, scanLine } from '../printed/scan.js';
import type { SampleJoiner } from './sample-joiner.js';
import type { SessionState } from './state.js';

/** Where and when a message stood. */
export interface Occasion {
  readonly time: number;
  readonly connection: string | undefined;
  readonly at: Location;
  /** The whole line, for numbers that stand anywhere in it, and for proofs. */
  readonly line: string;
  /** The line without what carried it: not escaped, but perhaps only a part of what a JSON record says. */
  readonly text: string;
}

/** Of the line of a message this much is kept with an event. */
const EXCERPT = 300;

/** A line as it is shown with what is told of it. */
export function excerptOf(line: string): string {
  return line.trim().slice(0, EXCERPT);
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
  values: Values,
  occasion: Occasion,
  state: SessionState,
  out: Outlet,
): number {
  let count = 0;
  for (const emission of gives) {
    if (emission.kind === 'stats') {
      count += emitReadings(emission, values, occasion, state, out.samples);
      continue;
    }
    const type = emission.kind === 'event' ? emission.event : toggled(emission, values, occasion, state);
    if (type === undefined) continue;
    const lost = emission.kind === 'event' && emission.lostWhenJoined;
    const event = state.follow(makeEvent(type, emission.fields, values, occasion), lost);
    if (event === undefined) continue;
    out.samples.flush();
    out.sink.event(event);
    count++;
  }
  return count;
}

function toggled(
  emission: Extract<Emission, { kind: 'toggle' }>,
  values: Values,
  occasion: Occasion,
  state: SessionState,
): EventType | undefined {
  const key = emission.key(values);
  const value = emission.value(values);
  if (key === undefined || value === undefined) return undefined;
  const change = state.toggle(
    `${occasion.connection ?? ''}\n${emission.start}\n${key}`,
    emission.on.has(String(value)),
  );
  return change === undefined ? undefined : emission[change];
}

function makeEvent(type: EventType, templates: Fields, values: Values, occasion: Occasion): RtcEvent {
  const allowed: readonly string[] = EVENT_FIELDS[type];
  const fields: Record<string, string | number | boolean> = {};
  for (const [name, template] of templates) {
    const value = template(values);
    if (value !== undefined && value !== '' && allowed.includes(name)) fields[name] = value;
  }
  const { time, connection, at } = occasion;
  const excerpt = excerptOf(occasion.line);
  return connection === undefined
    ? { type, time, fields, at, excerpt }
    : { type, time, connection, fields, at, excerpt };
}

function emitReadings(
  emission: Extract<Emission, { kind: 'stats' }>,
  values: Values,
  occasion: Occasion,
  state: SessionState,
  samples: SampleJoiner,
): number {
  const readings = readingsOf(emission.values, values);
  const labels = labelsOf(emission.labels, values);
  const found = emission.scan ? scanned(occasion, emission.scan) : NOTHING;
  if (readings) addReadings(emission, labels.uid, readings, labels, occasion, state, samples);
  for (const one of found) addReadings(emission, one.uid, one.values, labels, occasion, state, samples);
  return found.length + (readings ? 1 : 0);
}

/** The numbers that templates yield; undefined when there are none. */
function readingsOf(templates: Fields, values: Values): Record<string, number> | undefined {
  let readings: Record<string, number> | undefined;
  for (const [name, template] of templates) {
    const value = template(values);
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    readings ??= {};
    readings[name] = value;
  }
  return readings;
}

const NOTHING: readonly Scanned[] = [];
type Labels = Readonly<Record<string, string>>;
const NO_LABELS: Labels = {};

function labelsOf(templates: Fields, values: Values): Labels {
  if (templates.length === 0) return NO_LABELS;
  const labels: Record<string, string> = {};
  for (const [name, template] of templates) {
    const value = template(values);
    if (value !== undefined) labels[name] = String(value);
  }
  return labels;
}

function addReadings(
  { id, stats, media }: Extract<Emission, { kind: 'stats' }>,
  uid: string | undefined,
  values: Readonly<Record<string, number>>,
  labels: Labels,
  occasion: Occasion,
  state: SessionState,
  samples: SampleJoiner,
): void {
  const user = HAS_SEVERAL.has(stats) ? uid : undefined;
  const connection = occasion.connection ?? state.connectionOf(user) ?? UNNAMED_CONNECTION;
  const objectId = user === undefined ? id : state.objectIds.of(id, user);
  const all = user === undefined || stats !== 'sdk-remote' ? labels : withUser(labels, user);
  const object: StatsObject =
    media === undefined
      ? { id: objectId, type: stats, values, labels: all }
      : { id: objectId, type: stats, kind: media, values, labels: all };
  samples.add(occasion.time, connection, occasion.at, object);
}

function withUser(labels: Labels, uid: string): Labels {
  return labels === NO_LABELS ? { uid } : { ...labels, uid };
}

function scanned({ line, text }: Occasion, scan: Scan): readonly Scanned[] {
  const found = scanLine(text, scan);
  return found.length > 0 || text === line ? found : scanLine(line, scan);
}
