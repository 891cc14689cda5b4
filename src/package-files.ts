import { fileURLToPath } from 'node:url';

/**
 * Path of a file or folder that comes with the package.
 * @param name relative to the folder of package.json, which lies one above both src/ and dist/
 */
export function packagePath(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}

/**
 * The script of the threads that read logs (src/worker.ts). A build that bundles the program must keep it as an entry of
 * its own, dist/worker.js.
 */
export function workerScript(): string {
  return packagePath('dist/worker.js');
}
