import type { Command } from 'commander';
import { createRegistry, type Registry } from '../formats/registry.js';
import { DefinitionError } from '../formats/text/definition/error.js';
import { UsageError } from '../model/usage-error.js';
import { checkFile, collectFolder } from './user-files.js';

/** The formats that a user adds. */
export interface UserFormatOptions {
  readonly formats?: readonly string[];
  readonly map?: string;
}

/** Adds the options with which a user adds formats. */
export function addFormatOptions(command: Command): Command {
  return command
    .option('--formats <folder>', 'more log formats, or better ones of the same id; may be repeated', collectFolder)
    .option('--map <file>', "the definition of your application's own log, tried before all others", checkFile);
}

/**
 * The formats of the program with those of the user.
 * @throws UsageError for a mistake in a definition, with its place in the message
 */
export function registryOf({ formats, map }: UserFormatOptions): Registry {
  return asUsage(() =>
    createRegistry({
      ...(formats === undefined ? {} : { folders: formats }),
      ...(map === undefined ? {} : { map }),
    }),
  );
}

/** A mistake in a definition is its author's, with its place in the message. */
function asUsage<T>(load: () => T): T {
  try {
    return load();
  } catch (error) {
    throw error instanceof DefinitionError ? new UsageError(error.message) : error;
  }
}
