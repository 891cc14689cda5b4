import type { ByteReader, Declined, FormatReader, SourcePart, Warning } from '../formats/format.js';
import type { Registry } from '../formats/registry.js';
import { DamagedInputError } from '../input/damage.js';
import type { InputPart } from '../input/part.js';
import { isShortage, SHORTAGE_WARNING } from '../model/shortage.js';
import type { ByteWitness, ReadLog } from '../result/read-log.js';

const SHOWN_AT_A_TIME = 256 * 1024;

/** A file with what of it is read. */
export interface Readable {
  readonly part: InputPart;
  /** The part, or what is left of it where the log begins further down. */
  readonly text: SourcePart;
  /** Is shown the bytes of `text` already, and told of their end by whoever reads them. */
  readonly witness?: ByteWitness | undefined;
}

export interface RecogniseOptions {
  /** Asked for when bytes are read for recognition, or a log that no format reads is shown. */
  readonly witness: () => ByteWitness | undefined;
  /** Told of the bytes that are read while a log's beginning is looked for. */
  readonly progress: (bytes: number) => void;
}

/** Finds the reader of a file, in its head or further down; or says in the log's place why there is none. */
export async function recognisePart(
  part: InputPart,
  registry: Registry,
  options: RecogniseOptions,
): Promise<{ reader: FormatReader; readable: Readable } | ReadLog> {
  const found = registry.recognise(part.head, part.binary);
  if ('open' in found) return { reader: found, readable: { part, text: part } };
  // What it tells of secrets hides them in the other logs and in the report, which quotes names of files.
  const witness = part.binary ? undefined : options.witness();
  if (found.further === undefined) {
    if (witness !== undefined) await show(part, witness);
    return declinedLog(part, found);
  }
  let looking = true;
  const onRead = (target: Buffer, at: number, count: number): void => {
    witness?.push(target.subarray(at, at + count));
    if (looking) options.progress(count);
  };
  try {
    const later = await registry.lookOn(watched(part, onRead), found);
    looking = false;
    if ('reader' in later) return { reader: later.reader, readable: { part, text: later.part, witness } };
    witness?.end();
    return declinedLog(part, later);
  } catch (error) {
    witness?.end();
    return { ...declinedLog(part, found), status: 'failed', warnings: [readFailure(error)] };
  }
}

/** What is said of a log that could not be read to its end, for another reason than damage. */
export function readFailure(error: unknown): Warning {
  const code = isShortage(error) ? SHORTAGE_WARNING : 'read-failed';
  return { code, detail: error instanceof Error ? error.message : String(error) };
}

function declinedLog(part: InputPart, { format, status, warning }: Declined): ReadLog {
  const nothing = { path: part.path, bytes: part.bytes ?? 0, records: 0, start: undefined, end: undefined };
  return { path: part.path, format, status, parts: [nothing], warnings: [warning] };
}

function watched(part: SourcePart, onRead: (target: Buffer, at: number, count: number) => void): SourcePart {
  const open = (): ByteReader => {
    const reader = part.open();
    return {
      read: async (target, at) => {
        const count = await reader.read(target, at);
        onRead(target, at, count);
        return count;
      },
    };
  };
  const { path, head, modified } = part;
  return {
    path,
    head,
    ...(modified === undefined ? {} : { modified }),
    open,
    originalOffset: (offset) => part.originalOffset(offset),
  };
}

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
