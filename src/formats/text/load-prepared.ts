import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { trusted } from '../../yaml/trusted.js';
import { compileFormat } from './compile.js';
import type { Loaded } from './compile-message.js';
import type { FormatSet } from './load.js';
import type { Definition, KnownFormat, SharedMessages, WrapperDefinition } from './schema.js';

/** A definition after checking, with the messages that it shares with others: what it is compiled from. */
export interface CheckedFormat {
  readonly definition: Loaded<Definition>;
  readonly shared: readonly Loaded<SharedMessages>[];
}

/**
 * The definitions that ship with the package after checking: data that JSON can hold. Samples are left out, a third of
 * it: what reads logs does not look at them.
 */
export interface FormatsFile {
  readonly formats: readonly {
    /** Name of the file in the folder of definitions, as those of shared messages. */
    readonly file: string;
    readonly definition: Definition;
    readonly shared: readonly string[];
  }[];
  readonly shared: readonly (readonly [file: string, messages: SharedMessages])[];
  readonly wrappers: readonly WrapperDefinition[];
  readonly known: readonly KnownFormat[];
}

/** What the build writes down. */
export function prepareFormats(
  formats: readonly CheckedFormat[],
  wrappers: readonly WrapperDefinition[],
  known: readonly KnownFormat[],
): FormatsFile {
  const shared = new Map(formats.flatMap((format) => format.shared.map(({ file, data }) => [basename(file), data])));
  return {
    formats: formats.map((format) => ({
      file: basename(format.definition.file),
      definition: format.definition.data,
      shared: format.shared.map(({ file }) => basename(file)),
    })),
    shared: [...shared],
    wrappers,
    known,
  };
}

/** The content of the file that holds them, without samples. */
export function withoutSamples(key: string, value: unknown): unknown {
  return key === 'samples' && Array.isArray(value) ? [] : value;
}

/** All that the definitions of a folder are made of: the names and the content of its files. */
export function definitionTexts(folder: string): (string | Buffer)[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => [name, readFileSync(join(folder, name))]);
}

/**
 * The definitions of a folder as the build prepared them; undefined where a file has changed since.
 * @param home what tells of a mistake in a file, and of the places in it
 */
export function loadPreparedFormats(
  folder: string,
  home: (file: string) => Omit<Loaded<unknown>, 'data'>,
): FormatSet | undefined {
  const prepared = trusted('formats', definitionTexts(folder));
  return prepared && compiled(prepared.value as FormatsFile, folder, home);
}

/** Makes formats of what was prepared. */
export function compiled(
  { formats, shared, wrappers, known }: FormatsFile,
  folder: string,
  home: (file: string) => Omit<Loaded<unknown>, 'data'>,
): FormatSet {
  const messages = new Map(shared);
  const named = new Map(wrappers.map((wrapper) => [wrapper.id, wrapper]));
  const loaded = <T>(file: string, data: T): Loaded<T> => ({ ...home(join(folder, file)), data });
  return {
    map: [],
    own: [],
    shipped: formats.map((format) => {
      const parts = format.shared.flatMap((file) => {
        const data = messages.get(file);
        return data === undefined ? [] : [loaded(file, data)];
      });
      return compileFormat(loaded(format.file, format.definition), named, parts);
    }),
    wrappers: named,
    known,
  };
}
