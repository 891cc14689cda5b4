import type { FormatReader, Warning } from '../formats/format.js';
import type { Registry } from '../formats/registry.js';
import type { InputSource } from '../input/input.js';
import type { InputPart } from '../input/part.js';
import { orderRotated } from '../input/rotation.js';
import { sumKnown } from '../input/sum-known.js';
import { ContentDigest } from '../result/content-digest.js';
import { type ByteWitness, type ReadLog, ReadMeter } from '../result/read-log.js';
import type { Evaluator } from '../rules/evaluate.js';
import { createSignals } from '../signals/engine.js';
import { type Readable, readFailure, recognisePart } from './recognise-part.js';

/** How far reading has come. */
export interface ReadingProgress {
  readonly path: string;
  /** Bytes read so far of this source, as they lie on the disk where that is known. */
  readonly bytes: number;
  readonly total: number | undefined;
}

export interface ReadingOptions {
  /** IANA name or ±hh:mm: of logs without a zone. */
  readonly zone?: string;
  /** There is no other log in the run: it need not be told whether another one is a copy of it. */
  readonly isOnly?: boolean;
  readonly onProgress?: (progress: ReadingProgress) => void;
  /** Asked for once a file: it is shown the bytes of the file while they are read (redaction learns from them). */
  readonly witness?: () => ByteWitness;
}

/** One source may hold parts of several formats (a folder's rotated names prove nothing): each format is its own log. */
export async function readSource(
  source: InputSource,
  registry: Registry,
  evaluator: Evaluator,
  options: ReadingOptions,
): Promise<ReadLog[]> {
  if (source.problem !== undefined) {
    return [
      {
        path: source.path,
        format: 'unknown',
        status: 'failed',
        parts: [],
        warnings: [{ code: source.problem.code, detail: source.problem.message }],
      },
    ];
  }
  const logs: ReadLog[] = [];
  const byReader = new Map<FormatReader, Readable[]>();
  for (const part of source.parts) {
    const found = await recognisePart(part, registry, {
      witness: () => options.witness?.(),
      progress: progressOf(part.path, [part], options),
    });
    if ('status' in found) logs.push(found);
    else byReader.set(found.reader, [...(byReader.get(found.reader) ?? []), found.readable]);
  }
  for (const [reader, parts] of byReader) logs.push(await readParts(reader, parts, evaluator, options));
  return logs;
}

async function readParts(
  reader: FormatReader,
  unordered: readonly Readable[],
  evaluator: Evaluator,
  options: ReadingOptions,
): Promise<ReadLog> {
  const timed = unordered.map((one) => ({ one, number: one.part.number, time: reader.firstTime(one.text.head) }));
  const readables = orderRotated(timed).map(({ one }) => one);
  const parts = readables.map(({ part }) => part);
  const path = (parts.find((part) => part.number === undefined) ?? parts[0])?.path ?? '';
  evaluator.observes(path, reader.observes);
  const signals = createSignals(evaluator, path);
  const digest = options.isOnly === true ? undefined : new ContentDigest();
  const meter = new ReadMeter(signals, progressOf(path, parts, options), digest);
  const session = reader.open(meter, options.zone === undefined ? {} : { zone: options.zone });
  const failures: Warning[] = [];
  for (const { part, text, witness: shown } of readables) {
    const witness = shown ?? options.witness?.();
    try {
      await session.read(meter.meter(text, shown === undefined ? witness : undefined));
    } catch (error) {
      // A log must not take the batch down with it: what was read counts, and the failure is part of the answer.
      failures.push(readFailure(error));
    }
    witness?.end();
    meter.endPart(part.path);
  }
  const summary = session.finish();
  const hole = meter.holes.warning(summary.shiftMs, options.zone ?? summary.clock.zone);
  return {
    path,
    format: reader.id,
    status: failures.length === 0 ? 'analyzed' : 'failed',
    parts: meter.parts,
    summary,
    ...(digest === undefined ? {} : { digest: digest.value() }),
    calls: signals.finish({ end: summary.end, resolutionMs: summary.clock.resolutionMs }),
    judged: evaluator.take(),
    warnings: [...summary.warnings, ...(hole === undefined ? [] : [hole]), ...failures],
  };
}

/** Reports how far reading has come: stored bytes where the part tells its place in them, else unpacked ones. */
function progressOf(
  path: string,
  parts: readonly InputPart[],
  { onProgress }: ReadingOptions,
): (count: number) => void {
  if (onProgress === undefined) return () => undefined;
  const total = sumKnown(parts.map((part) => part.storedBytes));
  let unpacked = 0;
  return (count) => {
    unpacked += count;
    onProgress({ path, bytes: sumKnown(parts.map((part) => part.position())) ?? unpacked, total });
  };
}
