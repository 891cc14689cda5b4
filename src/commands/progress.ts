import type { TriageProgress } from '../judge.js';
import { plainText } from '../report/plain-text.js';
import type { Io } from './io.js';

/** Long enough that a person starts to wonder. */
const QUIET_MS = 1_000;
const REDRAW_MS = 200;

/** Draws `file  45 %  120 of 266 MB  about 3 s left` on one line of the terminal behind stderr. */
export function progressLine(
  io: Io,
  now: () => number,
): { report: (progress: TriageProgress) => void; done: () => void } {
  // Asking for the time loads a module of Node that nothing else needs.
  const began = io.progressTerminal ? now() : 0;
  let drawn = 0;
  return {
    report: ({ path, bytes, total }) => {
      if (!io.progressTerminal) return;
      const at = now();
      if (at - began < QUIET_MS || at - drawn < REDRAW_MS) return;
      drawn = at;
      io.err(`\r\x1b[K${plainText(path)}  ${describe(bytes, total, at - began)}`);
    },
    done: () => {
      if (drawn > 0) io.err('\r\x1b[K');
    },
  };
}

function describe(bytes: number, total: number | undefined, elapsedMs: number): string {
  const megabytes = (value: number) => (value / 1e6).toFixed(value < 1e7 ? 1 : 0);
  if (total === undefined || total <= 0) return `${megabytes(bytes)} MB`;
  const share = Math.min(1, bytes / total);
  const left = share > 0 ? (elapsedMs / share - elapsedMs) / 1000 : 0;
  return `${Math.floor(share * 100)} %  ${megabytes(bytes)} of ${megabytes(total)} MB  about ${Math.ceil(left)} s left`;
}
