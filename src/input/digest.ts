import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { discover } from './discover.js';

/** A file as it lies on the disk. */
export interface FileDigest {
  /** As the user would write it. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of its bytes, hexadecimal. */
  readonly sha256: string;
}

/**
 * Size and SHA-256 of every file that the arguments lead to, packed as it is. What cannot be read is left out; standard
 * input and pipes are not files.
 */
export async function digestFiles(args: readonly string[], cwd: string): Promise<readonly FileDigest[]> {
  const digests: FileDigest[] = [];
  for (const entry of await discover(args, { cwd })) {
    if (entry.kind !== 'file') continue;
    const digest = await digestFile(resolve(cwd, entry.file)).catch(() => undefined);
    if (digest !== undefined) digests.push({ path: entry.path, ...digest });
  }
  return digests;
}

async function digestFile(file: string): Promise<Omit<FileDigest, 'path'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file)) {
    if (!(chunk instanceof Buffer)) continue;
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
