import { fileURLToPath } from 'node:url';

/**
 * Path of a file or folder that comes with the package.
 * @param name relative to the folder of package.json, which lies one above both src/ and dist/
 */
export function packagePath(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}
