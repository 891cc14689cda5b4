import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { gzipReader, isGzip } from './gzip.js';
import { type InputPart, makePart } from './part.js';
import type { InputProblem } from './problem.js';
import { type ClosableReader, READ_SIZE, ReplayReader, readFully, StreamReader } from './readers.js';
import { isZip } from './zip-names.js';

/** A zip file's table of contents is at its end, so one from a pipe has to be held in memory. */
const MAX_ZIP_BYTES = 256 * 1024 * 1024;

/** What came through standard input or a named pipe: text (perhaps gzip), a whole zip file, or a problem. */
export type StreamContent =
  | { readonly kind: 'part'; readonly part: InputPart }
  | { readonly kind: 'zip'; readonly bytes: Buffer }
  | { readonly kind: 'problem'; readonly problem: InputProblem };

/** Reads a stream that can be read only once. `path` is shown: `-` for standard input. */
export async function openStream(path: string, stream: Readable): Promise<StreamContent> {
  const source = new StreamReader(() => stream);
  const magic = Buffer.alloc(4);
  const size = await readFully(source, magic, magic.length);
  const all = new ReplayReader(magic.subarray(0, size), source);
  if (isZip(magic)) return readZip(path, all);
  const name = path === '-' ? 'stdin' : path;
  const open = isGzip(magic) ? () => gzipReader(() => all, { reopenable: false }) : () => all;
  return { kind: 'part', part: await makePart({ path, name, open, once: true }) };
}

/** A named pipe (or `<(command)` in a shell). */
export function pipeStream(file: string): Readable {
  return createReadStream(file, { highWaterMark: READ_SIZE });
}

async function readZip(path: string, source: ClosableReader): Promise<StreamContent> {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(READ_SIZE);
    const count = await source.read(chunk, 0);
    if (count === 0) return { kind: 'zip', bytes: Buffer.concat(chunks) };
    chunks.push(chunk.subarray(0, count));
    total += count;
    if (total > MAX_ZIP_BYTES) {
      await source.close();
      const message = `The zip file from ${path} is larger than 256 MiB. Save it to a file and give its path.`;
      return { kind: 'problem', problem: { code: 'too-large', message } };
    }
  }
}
