import { DamagedInputError } from '../input/damage.js';
import { type InputOptions, openInputs } from '../input/input.js';
import { forEachLine, lineText } from '../input/lines.js';
import type { InputPart } from '../input/part.js';

/** A line of a log, as it stands there. */
export interface LogLine {
  /** Path of the file or member, as in the result's evidence. */
  readonly source: string;
  /** 1-based. */
  readonly line: number;
  /** Byte offset of its first byte, and of the byte behind its last. */
  readonly offset: number;
  readonly end: number;
  readonly text: string;
  /** The line is longer than what is kept of it, or the file is damaged here. */
  readonly cut: boolean;
  /** Index into `text` of a byte offset within the line. */
  indexOf(offset: number): number;
}

/** Takes the logs one after the other, line by line. */
export interface LogVisitor {
  /** A text log begins; false when nothing of it is wanted. */
  begin(source: string): boolean;
  line(line: LogLine): void;
  /** The log that began last is over. */
  end(): void;
}

/**
 * The text logs among the files, in the order in which they were analysed. Binary and encrypted files are left out: there
 * is no text in them. What cannot be read is left out too, the result's sources say so.
 */
async function* textParts(paths: readonly string[], options: InputOptions): AsyncGenerator<InputPart> {
  for await (const { parts } of openInputs(paths, options)) {
    for (const part of parts) if (!part.binary && !part.empty) yield part;
  }
}

/** Reads all text logs again, line by line. */
export async function readLines(paths: readonly string[], options: InputOptions, visitor: LogVisitor): Promise<void> {
  for await (const part of textParts(paths, options)) {
    if (!visitor.begin(part.path)) continue;
    await forEachLine(part.open(), (buffer, start, end, number, offset, cut) => {
      visitor.line({
        source: part.path,
        line: number,
        offset,
        end: offset + (end - start),
        text: lineText(buffer, start, end),
        cut,
        indexOf: (at) => lineText(buffer, start, Math.min(end, Math.max(start, start + at - offset))).length,
      });
    });
    visitor.end();
  }
}

/** Reads all text logs again, as the bytes of their text in UTF-8. */
export async function readBytes(
  paths: readonly string[],
  options: InputOptions,
  visit: (source: string, chunks: AsyncIterable<Uint8Array>) => Promise<void>,
  onProgress?: OnProgress,
): Promise<void> {
  for await (const part of textParts(paths, options)) await visit(part.path, chunksOf(part, onProgress));
}

/** Told after every piece of a log that is read again; `total` is absent where it is not known before. */
export type OnProgress = (progress: { path: string; bytes: number; total: number | undefined }) => void;

const CHUNK = 256 * 1024;

/** The bytes of a part; where the file is damaged they end. */
async function* chunksOf(part: InputPart, onProgress?: OnProgress): AsyncGenerator<Uint8Array> {
  const reader = part.open();
  let bytes = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const count = await reader.read(chunk, 0).catch((error: unknown) => {
      if (error instanceof DamagedInputError) return 0;
      throw error;
    });
    if (count === 0) return;
    bytes += count;
    onProgress?.({ path: part.path, bytes, total: part.bytes });
    yield chunk.subarray(0, count);
  }
}
