import { parseJson } from '../stats/json-text.js';
import { toEpochMs } from '../stats/number.js';
import { isObject, type RawEntry, type RawObject } from '../stats/raw.js';
import { isStatsObject, reportEntries } from '../stats/shapes.js';

/** A raw report with what its envelope says of it. */
export interface Report {
  readonly connection: string | undefined;
  /** Epoch ms of the envelope, when it has a time. */
  readonly time: number | undefined;
  readonly entries: readonly RawEntry[];
}

export const TIME_KEYS: readonly string[] = ['ts', 'timestamp', 'time', 't', 'date', 'at'];
/** An envelope's plain `id` may be that of the report: taken for the connection's it would split the call. */
export const CONNECTION_KEYS: readonly string[] = [
  'pc',
  'pcId',
  'connection',
  'connectionId',
  'peerConnection',
  'peerConnectionId',
  'peerId',
];
/** Keys under which applications keep the report itself; other keys of an envelope name connections. */
export const REPORT_KEYS: ReadonlySet<string> = new Set([
  'stats',
  'report',
  'reports',
  'data',
  'getStats',
  'getstats',
  'result',
  'results',
  'rtcStats',
  'samples',
  'entries',
  'items',
  'payload',
  'value',
  'log',
  'connections',
  'pcs',
  'peerConnections',
]);
const LONGEST_NAME = 200;
/** Envelopes within envelopes: {data: {pc1: {ts, stats}}} has three. */
const MOST_LEVELS = 4;

/** A key that is a time: reports kept by when they were taken. Looser, `Date.parse` reads a year from `pc 1`. */
const TIME_AS_KEY = /^(?:\d{4}-\d{2}-\d{2}[T ]\d{2}:|\d{10}(?:\d{3})?(?:\.\d{1,9})?$)/;

/** The name of a connection when a key of an envelope is one; undefined for keys that only hold the report, or its time. */
export function connectionName(key: string): string | undefined {
  return key === '' || REPORT_KEYS.has(key) || TIME_AS_KEY.test(key) ? undefined : key;
}

/** Epoch ms when a key of an envelope is the time of the report that it holds. */
export function keyTime(key: string): number | undefined {
  return TIME_AS_KEY.test(key) ? toEpochMs(key) : undefined;
}

/**
 * The reports in one JSON value: the value itself (array of statistics objects, or keyed by id), or within envelopes
 * that carry the time and the connection's name. Empty when there is none.
 */
export function reportsIn(value: unknown, connection?: string, time?: number, level = 0): Report[] {
  // A lone statistics object: the lines of a report written one object a line.
  if (isStatsObject(value) && !isEnvelope(value)) {
    const entries = reportEntries([typeof value.id === 'string' ? value : { ...value, id: value.type }]);
    return entries === undefined ? [] : [{ connection, time, entries }];
  }
  const entries = reportEntries(value);
  if (entries !== undefined) return [{ connection, time, entries }];
  if (level >= MOST_LEVELS) return [];
  if (Array.isArray(value)) return value.flatMap((item) => reportsIn(item, connection, time, level + 1));
  return isObject(value) ? reportsInEnvelope(value, connection, time, level) : [];
}

/** An envelope may have a `type` and an `id` of its own, but a statistics object of today holds no reports. */
function isEnvelope(value: RawObject): boolean {
  return Object.keys(value).some(
    (key) => REPORT_KEYS.has(key) && isContainer(value[key]) && reportEntries(value[key]) !== undefined,
  );
}

/** The time that an envelope tells, epoch ms. */
export function timeOf(envelope: RawObject): number | undefined {
  let time: number | undefined;
  for (const key of TIME_KEYS) time = toEpochMs(envelope[key]) ?? time;
  return time;
}

/** The name of the connection that an envelope tells. */
export function connectionOf(envelope: RawObject): string | undefined {
  for (const key of CONNECTION_KEYS) {
    const name = envelope[key];
    if (typeof name === 'string' && name.length > 0 && name.length <= LONGEST_NAME) return name;
  }
  return undefined;
}

function reportsInEnvelope(
  envelope: RawObject,
  connection: string | undefined,
  time: number | undefined,
  level: number,
): Report[] {
  const ownTime = timeOf(envelope) ?? time;
  const ownConnection = connectionOf(envelope) ?? connection;
  const reports: Report[] = [];
  for (const key of Object.keys(envelope)) {
    const content = contentOf(key, envelope[key]);
    if (!isContainer(content)) continue;
    const holds = reportsIn(content, connectionName(key) ?? ownConnection, keyTime(key) ?? ownTime, level + 1);
    for (const report of holds) reports.push(report);
  }
  return reports;
}

/** A report may be written as a string within the JSON of a logger. */
function contentOf(key: string, value: unknown): unknown {
  return typeof value === 'string' && REPORT_KEYS.has(key) && /^\s{0,10}[[{]/.test(value) ? parseJson(value) : value;
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
