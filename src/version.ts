import { readFileSync } from 'node:fs';

/** The package's version, from its package.json (one folder above both src/ and dist/). */
export function toolVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed === 'object' && parsed !== null && 'version' in parsed && typeof parsed.version === 'string') {
    return parsed.version;
  }
  throw new Error('package.json beside the program has no version: the installation is incomplete, install it again');
}
