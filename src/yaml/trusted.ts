import { readFileSync } from 'node:fs';
import { builtPath } from '../package-files.js';
import { asAscii } from './ascii.js';

/** What the build has read, checked and converted, by its name; where it is missing, all of it is done again. */
export type Trusted = 'rules' | 'versions' | 'codes' | 'formats';

/** Texts, or their bytes: the same at both times. */
export type Texts = readonly (string | Buffer)[];

/**
 * What the build made: a value, and JSON of what a run may not need, by the numbers that the value gives them. They are
 * lines of one file: as strings within the value it took longer to unescape them than to parse all else.
 */
export interface Made {
  readonly value: unknown;
  readonly parts: readonly string[];
}

/** A file that the build writes. */
export interface TrustedFile {
  readonly path: string;
  readonly content: string | Buffer;
}

/**
 * The files that hold something for `trusted`, and what it was made of. To compare that with the texts of today byte by
 * byte takes less time than to load what makes checksums.
 */
export function trustedFiles(name: Trusted, texts: Texts, { value, parts }: Made): TrustedFile[] {
  return [
    { path: valuePath(name), content: [JSON.stringify(value), ...parts].map(asAscii).join('\n') },
    { path: sourcePath(name), content: bytesOf(texts) },
  ];
}

/**
 * What the build made of these texts, which is believed without a second look: checking and converting the files that
 * ship with the package takes longer than reading a small log.
 * @param texts all that it was made of, in the same order
 * @returns undefined where nothing was made, or a text has changed since
 */
export function trusted(name: Trusted, texts: Texts): Made | undefined {
  try {
    if (!readFileSync(sourcePath(name)).equals(bytesOf(texts))) return undefined;
    // All is ASCII: read as Latin-1 it is neither decoded nor two bytes a character.
    const [value = '', ...parts] = readFileSync(valuePath(name), 'latin1').split('\n');
    return { value: JSON.parse(value), parts };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Different for different texts: the strings and the lengths of the others stand before the content of those. */
export function bytesOf(texts: Texts): Buffer {
  const head = JSON.stringify(texts.map((text) => (typeof text === 'string' ? text : text.length)));
  return Buffer.concat([Buffer.from(head), ...texts.filter((text) => typeof text !== 'string')]);
}

function valuePath(name: Trusted): string {
  return builtPath(`prepared-${name}.json`);
}

function sourcePath(name: Trusted): string {
  return builtPath(`prepared-${name}.source`);
}
