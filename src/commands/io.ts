import type { Readable } from 'node:stream';
import type { Phase } from '../model/phase.js';

/** The outside world as the commands see it, so that tests can stand in for it. */
export interface Io {
  /** The report and nothing else. */
  out(text: string): void;
  /** Warnings, progress, errors. */
  err(text: string): void;
  /** What the path `-` reads. A function, because the mere look at it opens it. */
  stdin(): Readable;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Columns of the terminal behind stdout; undefined when stdout is no terminal. */
  readonly columns: number | undefined;
  /** True when stderr is a terminal: the only place where progress is shown. */
  readonly progressTerminal: boolean;
  /** Told what a run that reads logs does next. */
  phase?(phase: Phase): void;
}

/** Exit statuses of every analysing command; CI and scripts rely on them (docs/ci.md). */
export const EXIT = { ok: 0, findings: 1, usage: 2, inconclusive: 3 } as const;
