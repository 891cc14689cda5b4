import type { FormatReader, Warning } from '../formats/format.js';
import type { Registry } from '../formats/registry.js';
import { DamagedInputError } from '../input/damage.js';
import type { InputSource } from '../input/input.js';
import type { InputPart } from '../input/part.js';
import { orderRotated } from '../input/rotation.js';
import { sumKnown } from '../input/sum-known.js';
import { isShortage, SHORTAGE_WARNING } from '../model/shortage.js';
import { ContentDigest } from '../result/content-digest.js';
import { type ByteWitness, type ReadLog, ReadMeter } from '../result/read-log.js';
import type { Evaluator } from '../rules/evaluate.js';
import { createSignals } from '../signals/engine.js';

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
  const byReader = new Map<FormatReader, InputPart[]>();
  for (const part of source.parts) {
    const found = registry.recognise(part.head, part.binary);
    if ('open' in found) byReader.set(found, [...(byReader.get(found) ?? []), part]);
    else {
      // What it tells of secrets hides them in the other logs and in the report, which quotes names of files.
      if (!part.binary && options.witness !== undefined) await show(part, options.witness());
      const nothing = { path: part.path, bytes: part.bytes ?? 0, records: 0, start: undefined, end: undefined };
      logs.push({
        path: part.path,
        format: found.format,
        status: found.status,
        parts: [nothing],
        warnings: [found.warning],
      });
    }
  }
  for (const [reader, parts] of byReader) logs.push(await readParts(reader, parts, evaluator, options));
  return logs;
}

const SHOWN_AT_A_TIME = 256 * 1024;

/** Shows a log that no format reads to a witness; where the file is damaged it ends. */
async function show(part: InputPart, witness: ByteWitness): Promise<void> {
  const reader = part.open();
  const buffer = Buffer.allocUnsafe(SHOWN_AT_A_TIME);
  for (;;) {
    const count = await reader.read(buffer, 0).catch((error: unknown) => {
      if (error instanceof DamagedInputError) return 0;
      throw error;
    });
    if (count === 0) break;
    witness.push(buffer.subarray(0, count));
  }
  witness.end();
}

async function readParts(
  reader: FormatReader,
  unordered: readonly InputPart[],
  evaluator: Evaluator,
  options: ReadingOptions,
): Promise<ReadLog> {
  const timed = unordered.map((part) => ({ part, number: part.number, time: reader.firstTime(part.head) }));
  const parts = orderRotated(timed).map(({ part }) => part);
  const path = (parts.find((part) => part.number === undefined) ?? parts[0])?.path ?? '';
  evaluator.observes(path, reader.observes);
  const signals = createSignals(evaluator, path);
  const digest = options.isOnly === true ? undefined : new ContentDigest();
  const meter = new ReadMeter(signals, progressOf(path, parts, options), digest);
  const session = reader.open(meter, options.zone === undefined ? {} : { zone: options.zone });
  const failures: Warning[] = [];
  for (const part of parts) {
    const witness = options.witness?.();
    try {
      await session.read(meter.meter(part, witness));
    } catch (error) {
      // A log must not take the batch down with it: what was read counts, and the failure is part of the answer.
      const code = isShortage(error) ? SHORTAGE_WARNING : 'read-failed';
      failures.push({ code, detail: error instanceof Error ? error.message : String(error) });
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
