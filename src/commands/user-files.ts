import { statSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';

/** For options that name a folder and may be repeated. */
export function collectFolder(value: string, previous: readonly string[] = []): readonly string[] {
  if (statSync(value, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new InvalidArgumentError('There is no such folder; give one that holds format definitions (*.yaml).');
  }
  return [...previous, value];
}

/** For options that name a file. */
export function checkFile(value: string): string {
  if (statSync(value, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new InvalidArgumentError('There is no such file.');
  }
  return value;
}
