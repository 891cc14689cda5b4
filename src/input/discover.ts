import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { asPattern, isPattern, matchingPaths } from './glob.js';
import { comparePaths } from './natural-order.js';
import { fileProblem, type InputProblem, type ProblemCode } from './problem.js';
import { shownPath } from './shown-path.js';

// All of it is synchronous: a short log is read in less time than `node:fs/promises` takes to load.

/** One thing the user's arguments lead to. `path` is shown: see `shownPath`. */
export type Discovered =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly file: string;
      readonly modified: number;
      readonly size: number;
    }
  | { readonly kind: 'pipe'; readonly path: string; readonly file: string }
  | { readonly kind: 'stdin'; readonly path: '-' }
  | { readonly kind: 'problem'; readonly path: string; readonly problem: InputProblem };

export interface DiscoverOptions {
  /** Folder that relative paths start from. */
  readonly cwd: string;
}

const SKIPPED_FOLDER = 'node_modules';

/**
 * Turns arguments (files, folders, glob patterns, `-`) into files, in the order of the arguments and naturally sorted
 * within each. A path that exists is never taken for a pattern. A file reached twice is listed once. What cannot be
 * found becomes an entry of kind `problem`.
 */
export async function discover(args: readonly string[], options: DiscoverOptions): Promise<Discovered[]> {
  const discovery = new Discovery(options.cwd);
  for (const arg of args) await discovery.argument(arg);
  return discovery.found;
}

class Discovery {
  readonly found: Discovered[] = [];
  private readonly seen = new Set<string>();

  constructor(private readonly cwd: string) {}

  async argument(arg: string): Promise<void> {
    if (arg === '-') {
      if (this.isNew('-')) this.found.push({ kind: 'stdin', path: '-' });
      return;
    }
    const info = this.stat(arg);
    const path = shownPath(arg);
    if (isStats(info)) {
      if (info.isDirectory()) this.folder(path);
      else this.file(path, info);
      return;
    }
    const missing = fileProblem(path, info);
    if (missing.code === 'not-found' && isPattern(path)) await this.pattern(path);
    else this.found.push({ kind: 'problem', path, problem: missing });
  }

  private folder(arg: string): void {
    const files: string[] = [];
    this.walk(arg, new Set(), files);
    if (files.length === 0) {
      this.problem(arg, 'empty-folder', `${arg} holds no files. Hidden files and node_modules are not read.`);
    }
    this.files(files);
  }

  /** `visited` holds the real paths of the folders walked so far: links may lead back to one of them. */
  private walk(folder: string, visited: Set<string>, files: string[]): void {
    const absolute = resolve(this.cwd, folder);
    try {
      const real = realpathSync.native(absolute);
      if (visited.has(real)) return;
      visited.add(real);
      const names = readdirSync(absolute).sort(comparePaths);
      for (const name of names) {
        if (name.startsWith('.') || name === SKIPPED_FOLDER) continue;
        const path = shownPath(`${folder.replace(/[/\\]$/, '')}/${name}`);
        const info = this.stat(path);
        if (!isStats(info)) this.found.push({ kind: 'problem', path, problem: fileProblem(path, info) });
        else if (info.isDirectory()) this.walk(path, visited, files);
        else if (info.isFile()) files.push(path);
      }
    } catch (error) {
      this.found.push({ kind: 'problem', path: folder, problem: fileProblem(folder, error) });
    }
  }

  private async pattern(arg: string): Promise<void> {
    const without = arg.includes(SKIPPED_FOLDER) ? undefined : SKIPPED_FOLDER;
    const matches = await matchingPaths(this.literalStart(arg), this.cwd, without);
    const before = this.found.length;
    const files = this.onlyFiles(matches.map(shownPath));
    if (files.length === 0 && this.found.length === before) {
      this.problem(
        arg,
        'no-match',
        `No file matches ${arg}. Check the pattern, and quote it so that the shell leaves it alone.`,
      );
    }
    this.files(files);
  }

  /** Folders at the start of a pattern that exist as they are written are taken literally: `[2024]/*.log`. */
  private literalStart(pattern: string): string {
    const parts = pattern.split('/');
    let known = 0;
    while (known < parts.length - 1) {
      const folder = parts.slice(0, known + 1).join('/');
      const info = folder === '' ? undefined : this.stat(folder);
      if (folder !== '' && !(isStats(info) && info.isDirectory())) break;
      known++;
    }
    const literal = parts.slice(0, known).join('/');
    const start = literal === '' ? parts.slice(0, known) : [asPattern(literal)];
    return [...start, ...parts.slice(known)].join('/');
  }

  private onlyFiles(paths: readonly string[]): string[] {
    const files: string[] = [];
    for (const path of paths) {
      const info = this.stat(path);
      if (isStats(info) && info.isFile()) files.push(path);
    }
    return files;
  }

  private files(paths: readonly string[]): void {
    for (const path of [...paths].sort(comparePaths)) {
      const info = this.stat(path);
      if (isStats(info)) this.file(path, info);
      else this.found.push({ kind: 'problem', path, problem: fileProblem(path, info) });
    }
  }

  private file(path: string, info: Stats): void {
    const file = resolve(this.cwd, path);
    if (!this.isNew(realPath(file))) return;
    if (info.isFile()) this.found.push({ kind: 'file', path, file, modified: info.mtimeMs, size: info.size });
    else this.found.push({ kind: 'pipe', path, file });
  }

  /** What a path leads to, or the error that says why not. */
  private stat(path: string): unknown {
    try {
      return statSync(resolve(this.cwd, path));
    } catch (error) {
      return error;
    }
  }

  private problem(path: string, code: ProblemCode, message: string): void {
    this.found.push({ kind: 'problem', path, problem: { code, message } });
  }

  private isNew(key: string): boolean {
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    return true;
  }
}

function isStats(value: unknown): value is Stats {
  return typeof value === 'object' && value !== null && 'isFile' in value;
}

function realPath(file: string): string {
  try {
    return realpathSync.native(file);
  } catch {
    return file;
  }
}
