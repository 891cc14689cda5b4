import { join } from 'node:path';

/**
 * Path of a file or folder that comes with the package.
 * @param name relative to the folder of package.json, which lies one above both src/ and dist/
 */
export function packagePath(name: string): string {
  return join(import.meta.dirname, '..', name);
}

/**
 * Path of a file that was made by the same build as the running code. Code that runs from src/ has none: what an older
 * build made need not fit it.
 * @param name relative to dist/
 */
export function builtPath(name: string): string {
  return join(import.meta.dirname, name);
}

/** The script of the threads that read logs. */
export function workerScript(): string {
  return packagePath('dist/start/thread.js');
}
