import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { builtPath } from '../package-files.js';

/** What the build has read, checked and converted, by its name; where it is missing, all of it is done again. */
export type Trusted = 'rules' | 'versions' | 'codes' | 'formats';

/** Texts, or their bytes: the same at both times. */
export type Texts = readonly (string | Buffer)[];

/** A file that the build made of others. */
export interface TrustedFile {
  /** Of the texts that it was made of. */
  readonly checksum: number;
  readonly value: unknown;
}

/** Where the build puts it. */
export function trustedPath(name: Trusted): string {
  return builtPath(`prepared-${name}.json`);
}

/**
 * What the build made of these texts, which is believed without a second look: checking and converting the files that
 * ship with the package takes longer than reading a small log.
 * @param texts all that it was made of, in the same order
 * @returns undefined where nothing was made, or a text has changed since
 */
export function trusted(name: Trusted, texts: Texts): { readonly value: unknown } | undefined {
  const stored = read(trustedPath(name));
  return stored !== undefined && matches(stored, texts) ? { value: stored.value } : undefined;
}

/** Whether a value was made of these texts. */
export function matches(file: TrustedFile, texts: Texts): boolean {
  return file.checksum === checksumOf(texts);
}

/** The content of the file that holds a value for `trusted`. */
export function trustedFile(texts: Texts, value: unknown): string {
  const file: TrustedFile = { checksum: checksumOf(texts), value };
  return JSON.stringify(file);
}

/** Tells edits from what was built, not attacks: who may write the rules may also write what is made of them. */
function checksumOf(texts: Texts): number {
  return texts.reduce((sum, text) => crc32(text, crc32(`${text.length}:`, sum)), 0);
}

function read(file: string): TrustedFile | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as TrustedFile;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
