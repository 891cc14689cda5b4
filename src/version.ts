import { readFileSync } from 'node:fs';
import { packagePath } from './package-files.js';

let version: string | undefined;

/** The package's version, from its package.json. */
export function toolVersion(): string {
  version ??= readVersion();
  return version;
}

function readVersion(): string {
  const text = readFileSync(packagePath('package.json'), 'utf8');
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed === 'object' && parsed !== null && 'version' in parsed && typeof parsed.version === 'string') {
    return parsed.version;
  }
  throw new Error('package.json beside the program has no version: the installation is incomplete, install it again');
}
