import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SourceVisitor } from '../../../yaml/sources.js';
import { type Made, type Prepared, trusted } from '../../../yaml/trusted.js';
import { compileFormat, once } from '../compile/compile-format.js';
import type { Loaded } from '../compile/compile-message.js';
import type { FormatSet, ShippedFormat } from './load.js';
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
interface FormatsFile {
  readonly formats: readonly (Omit<ShippedFormat, 'compile'> & {
    /** Name of the file in the folder of definitions, as those of shared messages. */
    readonly file: string;
    /** Number of the part that is a `Definition`: to be parsed when the format is tried. */
    readonly definition: number;
    readonly shared: readonly string[];
  })[];
  /** The messages are a part, too. */
  readonly shared: readonly (readonly [file: string, messages: number])[];
  readonly wrappers: readonly WrapperDefinition[];
  readonly known: readonly KnownFormat[];
}

/** What the build writes down. */
export function prepareFormats(
  formats: readonly CheckedFormat[],
  wrappers: readonly WrapperDefinition[],
  known: readonly KnownFormat[],
): Made {
  const parts: string[] = [];
  const part = (data: Definition | SharedMessages) => parts.push(JSON.stringify(data, withoutSamples)) - 1;
  const messages = new Map(formats.flatMap((format) => format.shared.map(({ file, data }) => [basename(file), data])));
  const value: FormatsFile = {
    formats: formats.map(({ definition: { file, data }, shared }) => ({
      id: data.id,
      title: data.title,
      last: data.recognise.last,
      file: basename(file),
      definition: part(data),
      shared: shared.map((part) => basename(part.file)),
    })),
    shared: [...messages].map(([file, data]) => [file, part(data)]),
    wrappers,
    known,
  };
  return { value, parts };
}

/** Leaves samples out of what `JSON.stringify` writes. */
export function withoutSamples(key: string, value: unknown): unknown {
  return key === 'samples' && Array.isArray(value) ? [] : value;
}

/** All that the definitions of a folder are made of: the names and the content of its files. */
export function visitDefinitions(folder: string, visitor: SourceVisitor): void {
  for (const name of readdirSync(folder).sort()) {
    visitor.name(name);
    visitor.content(join(folder, name));
  }
}

/**
 * The definitions of a folder as the build prepared them; undefined where a file has changed since.
 * @param home what tells of a mistake in a file, and of the places in it
 */
export function loadPreparedFormats(
  folder: string,
  home: (file: string) => Omit<Loaded<unknown>, 'data'>,
): FormatSet | undefined {
  const prepared = trusted('formats', (visitor) => visitDefinitions(folder, visitor));
  return prepared && compiled(prepared, folder, home);
}

/** Makes formats of what was prepared. */
export function compiled(
  { value, part }: Prepared,
  folder: string,
  home: (file: string) => Omit<Loaded<unknown>, 'data'>,
): FormatSet {
  const { formats, shared, wrappers, known } = value as FormatsFile;
  const named = new Map(wrappers.map((wrapper) => [wrapper.id, wrapper]));
  const loaded = <T>(file: string, place: number): Loaded<T> => ({
    ...home(join(folder, file)),
    data: part(place) as T,
  });
  const messages = new Map(shared.map(([file, place]) => [file, once(() => loaded<SharedMessages>(file, place))]));
  return {
    map: [],
    own: [],
    shipped: formats.map(({ id, title, last, file, definition, shared }) => ({
      id,
      title,
      last,
      compile: once(() => {
        const parts = shared.flatMap((name) => messages.get(name)?.() ?? []);
        return compileFormat(loaded<Definition>(file, definition), named, parts);
      }),
    })),
    wrappers: named,
    known,
  };
}
