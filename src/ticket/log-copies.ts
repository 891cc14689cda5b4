import type { InputOptions } from '../input/input.js';
import { type OnProgress, readBytes } from './read-logs.js';
import type { TicketRedaction } from './redaction.js';

/** Where the copies go: a folder of the bundle. */
export interface CopyTarget {
  begin(name: string): void;
  push(text: string): void;
}

/** Copies whole logs, redacted; every piece is checked before it is handed on. */
export async function copyLogs(
  paths: readonly string[],
  input: InputOptions,
  redaction: TicketRedaction,
  target: CopyTarget,
  onProgress?: OnProgress,
): Promise<void> {
  const names = new Set<string>();
  await readBytes(
    paths,
    input,
    async (source, chunks) => {
      const name = freeName(`logs/${memberName(redaction.text(source))}`, names);
      target.begin(name);
      for await (const piece of redaction.log(name, chunks)) target.push(piece);
    },
    onProgress,
  );
}

/** The name, with a number where another log of the bundle has it already. */
function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = name.replace(/(\.[^./]{1,10})?$/, `-${number}$1`);
  taken.add(free);
  return free;
}

/** A path as the name of a member that cannot leave the folder it is unpacked into. */
function memberName(path: string): string {
  const steps = path
    .replace(/\.gz$/i, '')
    .split(/[/\\:]/)
    .map((step) => step.replace(/[\p{Cc}\p{Cf}<>"|?*]/gu, '_').trim())
    .filter((step) => step !== '' && step !== '.' && step !== '..');
  return steps.slice(-4).join('/') || 'log';
}
