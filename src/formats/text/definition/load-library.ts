import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packagePath } from '../../../package-files.js';
import { compileFormat, type TextFormat } from '../compile/compile-format.js';
import { type Fail, type Loaded, type Path, patternsFor } from '../compile/compile-message.js';
import { checkDefinition } from './check-definition.js';
import { check } from './check-file.js';
import { DefinitionError } from './error.js';
import { extendDefinition, isRaw } from './extend.js';
import { read, type Source } from './load-file.js';
import type { CheckedFormat } from './load-prepared.js';
import { concernsGrammar, repair } from './repair.js';
import {
  definitionSchema,
  type KnownFormat,
  knownSchema,
  type SharedMessages,
  sharedSchema,
  type WrapperDefinition,
  wrappersSchema,
} from './schema.js';
import { suggestion } from './suggestion.js';

/** The definitions that come with the package. */
export const DEFINITIONS = packagePath('rules/formats/');

const WRAPPERS = 'wrappers.yaml';
const KNOWN = 'known.yaml';
const SHARED = '.shared.yaml';
/** More mistakes in one definition are not worth telling. */
const MAX_MISTAKES = 200;

/** What is wrong with a definition beyond its samples; what could not be read was replaced by something harmless. */
export interface Flaws {
  /** The samples of no message say anything: how lines are read is not known. */
  readonly grammar: boolean;
  /** Places of the messages that were replaced. */
  readonly messages: ReadonlySet<number>;
}

/** Where a sample stands. */
export interface SamplePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface FormatSource extends Source {
  readonly id: string;
  readonly folder: string;
}

/** The files of several folders, before they are compiled: they may build on one another. */
export class Library {
  readonly wrappers = new Map<string, WrapperDefinition>();
  /** Names for several wrappers at once. */
  private readonly sets = new Map<string, readonly string[]>();
  private readonly sources: FormatSource[] = [];
  private readonly shared = new Map<string, Loaded<SharedMessages>>();
  private readonly located = new Map<string, Source['locate']>();

  /** @param mistakes where mistakes are put; without, the first one is thrown */
  constructor(private readonly mistakes?: DefinitionError[]) {}

  /** Does something that may meet a mistake; undefined when it did and mistakes are collected. */
  attempt<T>(action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      if (this.mistakes === undefined || !(error instanceof DefinitionError)) throw error;
      this.note(error);
      return undefined;
    }
  }

  private note(mistake: DefinitionError): void {
    // One mistake may be met in several places: a shared file by each definition that includes it.
    if (this.mistakes?.every(({ message }) => message !== mistake.message)) this.mistakes.push(mistake);
  }

  /** Where a part of a file that was read stands. */
  placeIn(file: string, path: Path): SamplePlace {
    return { file, ...(this.located.get(file)?.(path) ?? { line: 1, column: 1 }) };
  }

  /** The definitions of a folder, as far as they can be read: mistakes are noted and taken out one by one. */
  compileAll(folder: string, flaws: Map<TextFormat, Flaws>): TextFormat[] {
    return this.sources
      .filter((source) => source.folder === folder)
      .flatMap((source) => {
        const value = structuredClone(source.value);
        const messages = new Set<number>();
        let grammar = false;
        for (let tries = 0; tries < MAX_MISTAKES; tries++) {
          try {
            const format = this.compileOne({ ...source, value });
            flaws.set(format, { grammar, messages });
            return [format];
          } catch (error) {
            if (!(error instanceof DefinitionError)) throw error;
            this.note(error);
            const { file, path, reason } = error;
            if (file !== source.file || !repair(value, path, reason)) return [];
            grammar ||= concernsGrammar(path);
            if (path[0] === 'messages' && typeof path[1] === 'number') messages.add(path[1]);
          }
        }
        return [];
      });
  }

  /** Takes in a folder; returns the logs that it knows by name. */
  readFolder(folder: string): readonly KnownFormat[] {
    const all = readdirSync(folder).sort();
    const names = all.filter((name) => name.endsWith('.yaml'));
    const other = all.find((name) => name.endsWith('.yml'));
    if (other !== undefined) {
      throw new DefinitionError(join(folder, other), 1, 1, 'Only files that end with ".yaml" are read.', 'Rename it.');
    }
    if (names.length === 0) {
      throw new DefinitionError(folder, 1, 1, 'The folder holds no definition (*.yaml).', 'Name the one that does.');
    }
    if (names.includes(WRAPPERS)) this.attempt(() => this.readWrappers(folder));
    const ids = new Map<string, string>();
    for (const name of names.filter((one) => one !== WRAPPERS && one !== KNOWN && !one.endsWith(SHARED))) {
      this.attempt(() => {
        const { id, file } = this.readFormat(join(folder, name), folder);
        const taken = ids.get(id);
        if (taken) throw new DefinitionError(file, 1, 1, `The id "${id}" is taken by ${taken}.`, 'Choose another.');
        ids.set(id, file);
      });
    }
    if (!names.includes(KNOWN)) return [];
    const source = this.attempt(() => read(join(folder, KNOWN)));
    if (source) this.located.set(source.file, source.locate);
    return (source && this.attempt(() => knownFormats(source))) ?? [];
  }

  readWrappers(folder: string): void {
    const source = read(join(folder, WRAPPERS));
    this.located.set(source.file, source.locate);
    const { data, fail } = check(source, wrappersSchema);
    for (const [i, wrapper] of data.wrappers.entries()) {
      if (wrapper.pattern !== undefined) patternsFor(fail)(wrapper.pattern, ['wrappers', i, 'pattern']);
      this.wrappers.set(wrapper.id, wrapper);
    }
    for (const [name, members] of Object.entries(data.sets)) {
      const unknown = members.findIndex((member) => !this.wrappers.has(member));
      if (unknown >= 0) {
        fail(['sets', name, unknown], `There is no wrapper "${members[unknown]}".`, `Known: ${this.wrapperNames()}.`);
      }
      this.sets.set(name, members);
    }
  }

  /** Takes in one definition; of a file outside of a folder of definitions, the folder is its own. */
  readFormat(file: string, folder = dirname(file)): FormatSource {
    const source = read(file);
    const { value } = source;
    const named = isRaw(value) ? (value.id ?? value.extends) : undefined;
    const entry = { ...source, id: typeof named === 'string' ? named : '', folder };
    this.sources.push(entry);
    return entry;
  }

  /** The formats of a folder, without those whose ids are left out. */
  compile(folder: string, without: ReadonlySet<string> = new Set()): TextFormat[] {
    return this.sources
      .filter((source) => source.folder === folder && !without.has(source.id))
      .map((source) => this.compileOne(source));
  }

  /** What the definitions of a folder are compiled from. */
  checked(folder: string): CheckedFormat[] {
    return this.sources.filter((source) => source.folder === folder).map((source) => this.checkedOne(source));
  }

  compileOne(source: FormatSource): TextFormat {
    const { definition, shared } = this.checkedOne(source);
    const format = compileFormat(definition, this.wrappers, shared);
    // Messages are made when they are asked for: here, so that a mistake in them is told now.
    if (!this.isTrusted(source)) format.messages.all();
    return format;
  }

  /** What comes with the package is checked when it is tested. */
  private isTrusted(source: FormatSource): boolean {
    return source.folder === DEFINITIONS && !this.mistakes;
  }

  private checkedOne(source: FormatSource): CheckedFormat {
    const { value, homes } = this.completed(source, []);
    const loaded = check({ ...source, value }, definitionSchema);
    const { data, fail } = loaded;
    if (!this.isTrusted(source)) checkDefinition(data, fail);
    const shared = data.include.map((include, i) => {
      const file = `${include}${SHARED}`;
      const home = homes.find((one) => existsSync(join(one, file)));
      if (home === undefined) return fail(['include', i], `There is no file "${file}".`, 'Correct the name.');
      return this.readShared(join(home, file));
    });
    return { definition: { ...loaded, data: { ...data, wrappers: this.wrappersOf(data.wrappers, fail) } }, shared };
  }

  /** Messages that several formats have; checked once. */
  private readShared(file: string): Loaded<SharedMessages> {
    const known = this.shared.get(file) ?? check(read(file), sharedSchema);
    this.shared.set(file, known);
    return known;
  }

  /** The wrappers that a definition names, with sets resolved; each once. */
  private wrappersOf(names: readonly string[], fail: Fail): string[] {
    const all = names.flatMap((name, i) => {
      const members = this.sets.get(name) ?? (this.wrappers.has(name) ? [name] : undefined);
      return members ?? fail(['wrappers', i], `There is no wrapper "${name}".`, `Known: ${this.wrapperNames()}.`);
    });
    return [...new Set(all)];
  }

  private wrapperNames(): string {
    return [...this.sets.keys(), ...this.wrappers.keys()].join(', ');
  }

  /** The value of a definition with that of the one it extends, and the folders in which its shared files may lie. */
  private completed(source: FormatSource, below: readonly FormatSource[]): { value: unknown; homes: string[] } {
    const { value, folder, id, fail } = source;
    if (!isRaw(value) || value.extends === undefined) return { value, homes: [folder, DEFINITIONS] };
    const others = this.sources.filter((one) => one !== source && !below.includes(one));
    const base =
      // Of the same id the one that was read before: a later folder may complete what an earlier one completed.
      others
        .filter((one) => one.id === value.extends && this.sources.indexOf(one) < this.sources.indexOf(source))
        .at(-1) ??
      others.find((one) => one.id === value.extends) ??
      this.shipped(value.extends);
    if (base === undefined) {
      const known = [...new Set([...others.map((one) => one.id), ...shippedIds()])];
      const base = String(value.extends);
      const fix = `${suggestion(base, known)}Known: ${known.join(', ')}.`;
      return fail(['extends'], `There is no format "${base}" to extend.`, fix);
    }
    const { value: complete, homes } = this.completed(base, [...below, source]);
    if (!isRaw(complete)) return fail(['extends'], `${base.file} is no definition.`, 'Correct it first.');
    return { value: extendDefinition(complete, { ...value, id }), homes: [folder, ...homes] };
  }

  /** A definition that comes with the package, where only a folder of the user's is being tested. */
  private shipped(id: unknown): FormatSource | undefined {
    const file = join(DEFINITIONS, `${String(id)}.yaml`);
    if (!/^[a-z0-9-]+$/.test(String(id)) || !existsSync(file)) return undefined;
    return { ...read(file), id: String(id), folder: DEFINITIONS };
  }
}

function shippedIds(): string[] {
  const files = readdirSync(DEFINITIONS).filter((name) => name.endsWith('.yaml') && !name.endsWith(SHARED));
  return files.filter((name) => name !== WRAPPERS && name !== KNOWN).map((name) => name.slice(0, -'.yaml'.length));
}

/** Reads what is recognised by name; its expressions are tried here, where their place can be told. */
function knownFormats(source: Source): readonly KnownFormat[] {
  const { data, fail } = check(source, knownSchema);
  const pattern = patternsFor(fail);
  for (const [i, { first, pattern: source }] of data.known.entries()) {
    if (first !== undefined) pattern(first, ['known', i, 'first']);
    if (source !== undefined) pattern(source, ['known', i, 'pattern']);
  }
  return data.known;
}
