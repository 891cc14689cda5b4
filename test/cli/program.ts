import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The project's folder; the program is run there, so that fixtures have short names. */
export const ROOT = resolve(import.meta.dirname, '../..');
const PROGRAM = join(ROOT, 'dist/cli.js');
/** What an installed `rtc-triage` runs: the same program in one file. */
export const COMMAND = join(ROOT, 'dist/cli.cjs');

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** What standard input holds; empty by default. */
  readonly input?: Buffer | string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** `dist/cli.js` by default. */
  readonly program?: string;
}

/** Runs the built program as a user does: a process with arguments, streams and an exit status. No stream is a terminal. */
export function rtcTriage(args: readonly string[], options: RunOptions = {}): Run {
  if (!existsSync(PROGRAM)) throw new Error('dist/cli.js is missing: run `npm run build` first (`npm test` does it)');
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [options.program ?? PROGRAM, ...args], {
    cwd: options.cwd ?? ROOT,
    input: options.input ?? '',
    // Nothing of the developer's own surroundings decides what a test sees.
    env: { PATH: process.env.PATH, TZ: 'UTC', ...options.env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    timeout: 60_000,
  });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

/** The `--format json` result of a run. */
export function resultOf(run: Run): TriageJson {
  return JSON.parse(run.stdout) as TriageJson;
}

/** The part of the JSON contract that these tests look at, written down apart from the program's own types. */
export interface TriageJson {
  readonly schemaVersion: number;
  readonly language: string;
  readonly scenario: { readonly id: string; readonly chosenBy: string };
  readonly verdict: string;
  readonly sources: readonly {
    readonly path: string;
    readonly format: string;
    readonly status: string;
    readonly bytes: number;
    readonly records: number;
    readonly start: string | null;
    readonly end: string | null;
    readonly clock: { readonly zone: string };
    readonly warnings: readonly string[];
  }[];
  readonly calls: readonly { readonly id: string; readonly source: string }[];
  readonly symptoms: readonly { readonly symptom: string; readonly outcome: string; readonly reason: string }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly start: string;
    readonly end: string;
    readonly message: string;
  }[];
  readonly checks: readonly { readonly rule: string; readonly outcome: string; readonly reason: string }[];
  readonly causes: readonly { readonly id: string }[];
}
