import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Head, ReadSummary, SourcePart } from '../../../src/formats/format.js';
import { webrtcInternals } from '../../../src/formats/webrtc-internals/reader.js';
import type { RtcEvent } from '../../../src/model/event.js';
import { PLACES } from '../../../src/model/metric.js';
import type { StatsObject, StatsSample } from '../../../src/model/sample.js';
import { memoryReader } from '../../support/bytes.js';

const FOLDER = new URL('../../../fixtures/webrtc-internals/', import.meta.url);

/** The unpacked bytes of a fixture. */
export function fixture(name: string): Buffer {
  const bytes = readFileSync(new URL(name, FOLDER));
  return name.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

export function headOf(content: string | Buffer): Head {
  const all = Buffer.from(content);
  const bytes = all.subarray(0, 65_536);
  return {
    name: 'x',
    bytes,
    text: bytes.toString(),
    lines: bytes.toString().split('\n'),
    complete: all.length <= 65_536,
  };
}

export interface Reading {
  readonly records: (RtcEvent | StatsSample)[];
  readonly events: RtcEvent[];
  readonly samples: StatsSample[];
  readonly summary: ReadSummary;
}

/** Reads a whole dump. */
export async function readDump(content: string | Buffer, chunk = 65_536, failure?: Error): Promise<Reading> {
  const records: (RtcEvent | StatsSample)[] = [];
  const sink = {
    event: (event: RtcEvent) => records.push(event),
    sample: (sample: StatsSample) => records.push({ ...sample, stats: sample.stats.map(kept) }),
  };
  const session = webrtcInternals.open(sink, {});
  const bytes = Buffer.from(content);
  const part: SourcePart = {
    path: 'dump.json',
    head: headOf(bytes),
    open: () => memoryReader(bytes, chunk, failure),
    originalOffset: (offset) => offset,
  };
  await session.read(part);
  const events = records.filter((record) => 'type' in record);
  const samples = records.filter((record) => 'stats' in record);
  return { records, events, samples, summary: session.finish() };
}

/** A copy that outlives the call, with the readings by name. */
function kept(object: StatsObject): StatsObject {
  const { id, type, kind, ssrc, time, labels, series } = object;
  const values: Record<string, number> = {};
  const readings = new Float64Array(Object.keys(PLACES[type]).length).fill(Number.NaN);
  object.read?.(readings, true);
  for (const [name, place] of Object.entries(PLACES[type])) {
    const value = readings[place];
    if (value !== undefined && !Number.isNaN(value)) values[name] = value;
  }
  return { id, type, kind, ssrc, time, labels, values, ...(series === undefined ? {} : { series }) };
}

/** `time connection type fields` of each event, times in ms from the first. */
export function outline(events: readonly RtcEvent[]): string[] {
  const first = events[0]?.time ?? 0;
  return events.map(({ time, connection, type, fields }) =>
    [
      `+${Math.round(time - first)}`,
      connection ?? '-',
      type,
      ...Object.entries(fields).map(([k, v]) => `${k}=${v}`),
    ].join(' '),
  );
}
