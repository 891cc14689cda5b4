import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { FileBuffer } from '../yaml/file-buffer.js';
import { asAtStart } from './engine.js';

/** What a chunk's `require` gives: what another chunk exports, or a module of Node. */
type Exports = Readonly<Record<string, unknown>>;

/** The text of a chunk's file: written as a function, so that nothing is put around it at each start. */
export function chunkText(code: string): string {
  return `(function (exports, require, module, __filename, __dirname) {${code}\n})`;
}

/** Modules of Node that take milliseconds to load and that many runs do not need. */
const LATER: ReadonlySet<string> = new Set([
  'node:child_process',
  'node:crypto',
  'node:fs/promises',
  'node:os',
  'node:zlib',
]);

/** Compiled code belongs to one engine on one kind of machine; V8 itself refuses it where its flags differ. */
const ENGINE = `${process.versions.v8}-${process.arch}`;

/** The largest chunk with its compiled code takes 0.8 MB. */
const BLOCK = 1024 * 1024;

/**
 * The program as the build has bundled it (src/generate/bundle.ts): CommonJS chunks in one folder. A chunk is run when
 * something of it is used first, so that a run pays for nothing that it does not need, and it need not be compiled where
 * the build left its compiled code beside it.
 */
export class Chunks {
  readonly #loaded = new Map<string, Exports>();
  readonly #scripts = new Map<string, Script>();
  readonly #files = new FileBuffer(BLOCK);

  /**
   * @param folder where the chunks lie
   * @param program the file that they take themselves for: what they find, they find relative to it
   */
  constructor(
    private readonly folder: string,
    private readonly program: string,
  ) {}

  /**
   * What a chunk exports.
   * @throws what reading its file throws, with code ENOENT where there is no such chunk
   */
  load(name: string): Exports {
    const before = this.#loaded.get(name);
    if (before !== undefined) return before;
    // All is ASCII: read as Latin-1 it stays one byte a character.
    const filename = join(this.folder, name);
    const text = this.#read(filename).toString('latin1');
    const cachedData = this.#compiled(name);
    const options = { filename, ...(cachedData === undefined ? {} : { cachedData }) };
    const script = asAtStart(() => new Script(text, options));
    this.#scripts.set(name, script);
    const module = { exports: {} };
    this.#loaded.set(name, module.exports);
    const require = (wanted: string) => this.#require(wanted);
    script.runInThisContext()(module.exports, require, module, this.program, dirname(this.program));
    return module.exports;
  }

  /** The chunks that have been run, in that order. */
  loaded(): string[] {
    return [...this.#loaded.keys()];
  }

  /** The compiled code of what has been loaded, with every function that has run: file name → content. */
  compiled(): ReadonlyMap<string, Buffer> {
    return asAtStart(
      () => new Map([...this.#scripts].map(([name, script]) => [compiledName(name), script.createCachedData()])),
    );
  }

  #require(wanted: string): unknown {
    if (LATER.has(wanted)) return later(() => moduleOfNode(wanted));
    if (!wanted.startsWith('./')) return moduleOfNode(wanted);
    const name = wanted.slice(2);
    return this.#loaded.get(name) ?? later(() => this.load(name));
  }

  /** Good until the next file is read. */
  #read(file: string): Buffer {
    const length = this.#files.read(file);
    return this.#files.bytes.subarray(0, length);
  }

  #compiled(name: string): Buffer | undefined {
    try {
      return this.#read(join(this.folder, compiledName(name)));
    } catch {
      // Built by another Node: compiling takes a little longer.
      return undefined;
    }
  }
}

/** All else is in the bundle. */
function moduleOfNode(wanted: string): object {
  // The same object, without loading the module that exports it.
  if (wanted === 'node:process') return process;
  const module = process.getBuiltinModule(wanted);
  if (module === undefined) throw new Error(`The bundled program asks for "${wanted}", which is no module of Node.`);
  return module;
}

/** Exports that are loaded when one of them is used: a chunk looks names up where it uses them, so loading can wait. */
function later(load: () => object): Exports {
  return new Proxy<Exports>({}, { get: (_, key) => Reflect.get(load(), key) });
}

function compiledName(chunk: string): string {
  return `${chunk}.${ENGINE}.compiled`;
}
