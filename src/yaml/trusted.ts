import { builtPath } from '../package-files.js';
import { asAscii } from './ascii.js';
import { FileBuffer } from './file-buffer.js';
import { isMadeOf, type Sources, sourceBytes } from './sources.js';

/** What the build has read, checked and converted, by its name; where it is missing, all of it is done again. */
export type Trusted = 'rules' | 'versions' | 'codes' | 'formats';

/** What the build made: a value, and JSON of what a run may not need, by the numbers that the value gives them. */
export interface Made {
  readonly value: unknown;
  readonly parts: readonly string[];
}

/** The same as a run takes it. */
export interface Prepared {
  readonly value: unknown;
  /** The value of a part; read and parsed each time. */
  part(place: number): unknown;
}

/** A file that the build writes. */
export interface TrustedFile {
  readonly path: string;
  readonly content: string | Buffer;
}

/** What stands in the first file. */
interface ValueFile {
  readonly value: unknown;
  /** Where each part ends in the file of parts. */
  readonly ends: readonly number[];
}

/**
 * The files that hold something for `trusted`: the value, the parts, and what they were made of. To compare that with the
 * files of today byte by byte takes less time than to load what makes checksums.
 */
export function trustedFiles(name: Trusted, sources: Sources, { value, parts }: Made): TrustedFile[] {
  const texts = parts.map(asAscii);
  let end = 0;
  const ends = texts.map((text) => (end += text.length));
  return [
    { path: valuePath(name), content: asAscii(JSON.stringify({ value, ends } satisfies ValueFile)) },
    { path: partsPath(name), content: texts.join('') },
    { path: sourcePath(name), content: sourceBytes(sources) },
  ];
}

/** The largest file takes 0.4 MB. Threads have one each. */
const files = new FileBuffer(512 * 1024);

/**
 * What the build made of these sources, which is believed without a second look: checking and converting the files that
 * ship with the package takes longer than reading a small log.
 * @returns undefined where nothing was made, or a source has changed since
 */
export function trusted(name: Trusted, sources: Sources): Prepared | undefined {
  try {
    if (!isMadeOf(read(sourcePath(name)), sources)) return undefined;
    const { value, ends } = JSON.parse(text(read(valuePath(name)))) as ValueFile;
    const path = partsPath(name);
    return { value, part: (place) => JSON.parse(text(read(path, ends[place - 1] ?? 0, ends[place]))) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** What the build made, as a run takes it that has just been told. */
export function preparedOf({ value, parts }: Made): Prepared {
  return { value, part: (place) => JSON.parse(parts[place] ?? '') };
}

function read(file: string, start?: number, end?: number): Buffer {
  const length = files.read(file, start, end);
  return files.bytes.subarray(0, length);
}

/** All is ASCII: read as Latin-1 it is neither decoded nor two bytes a character. */
function text(bytes: Buffer): string {
  return bytes.toString('latin1');
}

function valuePath(name: Trusted): string {
  return builtPath(`prepared-${name}.json`);
}

function partsPath(name: Trusted): string {
  return builtPath(`prepared-${name}.parts`);
}

function sourcePath(name: Trusted): string {
  return builtPath(`prepared-${name}.source`);
}
