import { randomBytes } from 'node:crypto';
import { accessSync, closeSync, constants, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../model/usage-error.js';

/**
 * Writes a file as a whole or not at all: into a new file beside it, which then takes its name. When `produce` fails,
 * what stood there before still stands there.
 * @param produce hands the bytes to its argument
 * @throws UsageError when the place cannot be written; errors of `produce` go through
 */
export async function writeWhole(
  file: string,
  produce: (write: (bytes: Uint8Array | string) => void) => void | Promise<void>,
): Promise<void> {
  const part = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.part`);
  const descriptor = attempt(file, () => openSync(part, 'wx', 0o644));
  try {
    await produce((bytes) => attempt(file, () => writeAll(descriptor, bytes)));
    closeSync(descriptor);
    attempt(file, () => renameSync(part, file));
  } catch (error) {
    try {
      closeSync(descriptor);
    } catch {
      // Closed already: only the renaming failed.
    }
    rmSync(part, { force: true });
    throw error;
  }
}

/** Writes all of it, in as many steps as the system takes. */
export function writeAll(descriptor: number, bytes: Uint8Array | string): void {
  const data = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  for (let done = 0; done < data.length; ) done += writeSync(descriptor, data, done);
}

/**
 * To be asked before logs are read: of several files, none is written where one cannot be, in whatever order they are
 * named, and nobody waits for a report that then has no place.
 * @throws UsageError that names the file and the reason
 */
export function checkPlaces(files: readonly string[]): void {
  for (const file of files) attempt(file, () => checkPlace(file));
}

function checkPlace(file: string): void {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there?.isDirectory() === true) throw new Error('it is a folder');
  const folder = dirname(file);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new Error(`there is no folder ${folder}`);
  accessSync(there === undefined ? folder : file, constants.W_OK);
}

/**
 * The first of the files that is one of the others, whatever it is called there: links lead to the same file.
 * @param others paths; what is no file of its own, such as a member of a zip file, is none of the files
 */
export function fileAmong(files: readonly string[], others: Iterable<string>): string | undefined {
  const there = new Map<string, string>();
  for (const file of files) {
    const identity = identityOf(file);
    if (identity !== undefined) there.set(identity, file);
  }
  if (there.size === 0) return undefined;
  for (const other of others) {
    const file = there.get(identityOf(other) ?? '');
    if (file !== undefined) return file;
  }
  return undefined;
}

/** What all names of a file have in common; undefined for the name of no file. */
function identityOf(path: string): string | undefined {
  try {
    // As a double, the number of a file may be that of another.
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}

/** Does something with a file. @throws UsageError that names the file and the reason when it fails */
export function attempt<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot write ${file}: ${reason}`);
  }
}
