import type { ByteReader, FormatReader, Head, ReadSummary, SourcePart } from '../../../src/formats/format.js';
import type { RtcEvent } from '../../../src/model/event.js';
import { METRICS } from '../../../src/model/metric.js';
import type { StatsObject, StatsSample } from '../../../src/model/sample.js';

const HEAD_BYTES = 64 * 1024;

/** The head of `content` as the recognition sees it. */
export function headOf(content: Buffer, name = 'log'): Head {
  const bytes = content.subarray(0, HEAD_BYTES);
  const complete = content.length <= HEAD_BYTES;
  const text = bytes.toString('utf8');
  const lines = text.split('\n');
  if (lines[lines.length - 1] === '' || (!complete && lines.length > 1)) lines.pop();
  return { name, bytes, text, lines, complete };
}

/** A source in memory that is read in pieces of `pieceBytes`. */
export function partOf(content: string | Buffer, pieceBytes = 1_000, path = 'call.log'): SourcePart {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return {
    path,
    head: headOf(bytes),
    originalOffset: (offset) => offset,
    open(): ByteReader {
      let at = 0;
      return {
        async read(target, from) {
          const count = Math.min(pieceBytes, bytes.length - at, target.length - from);
          bytes.copy(target, from, at, at + count);
          at += count;
          return count;
        },
      };
    },
  };
}

export interface Reading {
  readonly events: RtcEvent[];
  readonly samples: StatsSample[];
  readonly summary: ReadSummary;
}

/** A sample as it was when it was handed over, its readings by name: readers use their objects again. */
function copyOf({ time, connection, stats, at }: StatsSample): StatsSample {
  return { time, connection, stats: stats.map(plainObject), at };
}

function plainObject(object: StatsObject): StatsObject {
  const { id, type, kind, ssrc, time, values, labels, series } = object;
  const names = Object.keys(METRICS[type]);
  const readings = new Float64Array(names.length).fill(Number.NaN);
  object.read?.(readings, true);
  const named = [...readings].flatMap((reading, place) => {
    const name = names[place];
    return name === undefined || Number.isNaN(reading) ? [] : [[name, reading] as const];
  });
  return {
    id,
    type,
    ...(kind === undefined ? {} : { kind }),
    ...(ssrc === undefined ? {} : { ssrc }),
    ...(time === undefined ? {} : { time }),
    values: object.read === undefined ? values : Object.fromEntries(named),
    labels: { ...labels },
    ...(series === undefined ? {} : { series }),
  };
}

/** Everything that a reader makes of the given parts. */
export async function readAll(reader: FormatReader, ...contents: (string | Buffer | SourcePart)[]): Promise<Reading> {
  const events: RtcEvent[] = [];
  const samples: StatsSample[] = [];
  const session = reader.open(
    { event: (event) => events.push(event), sample: (sample) => samples.push(copyOf(sample)) },
    {},
  );
  for (const content of contents)
    await session.read(typeof content === 'string' || Buffer.isBuffer(content) ? partOf(content) : content);
  return { events, samples, summary: session.finish() };
}
