import type { ReadingProgress } from '../analysis/read-source.js';
import type { UserFormats } from '../formats/text/definition/load.js';
import type { FileGroup, InputGroup } from '../input/input.js';
import type { Phase } from '../model/phase.js';
import { workerScript } from '../package-files.js';
import { unpackLog } from '../result/packed-log.js';
import type { ByteWitness, ReadLog } from '../result/read-log.js';
import { type Jobs, largestOf, threadsFor, weightOf } from './plan.js';
import type { WorkerMessage, WorkerSettings } from './protocol.js';

export interface ThreadOptions {
  readonly jobs?: Jobs;
  readonly rules?: readonly string[];
  readonly formats: UserFormats;
  readonly scenario?: string;
  readonly zone?: string;
  readonly cwd?: string;
  readonly onProgress?: (progress: ReadingProgress) => void;
  readonly onPhase?: (phase: Phase) => void;
  readonly witness?: (input: number) => ByteWitness;
  /** What the threads run, if not what the build made for them. */
  readonly script?: string;
}

/**
 * Lets threads read what is worth it.
 * @returns the logs of each group; undefined for a group that the caller has to read
 */
export async function readInThreads(
  groups: readonly InputGroup[],
  options: ThreadOptions,
): Promise<readonly (readonly ReadLog[] | undefined)[]> {
  const files = groups.filter((group): group is FileGroup => group.kind === 'files');
  // What a witness learns from one log it needs for the next.
  const threads = options.witness === undefined ? threadsFor(files, options.jobs ?? 1) : 1;
  if (threads < 2) return [];
  // Loaded only now: for a single log it would be loaded in vain.
  const { runInThreads } = await import('./pool.js');
  options.onPhase?.({ name: 'starting-threads' });
  // The longest first, so that no thread is left alone with one at the end.
  const tasks = [...files].sort((a, b) => weightOf(b) - weightOf(a));
  const answers = await runInThreads<FileGroup, WorkerMessage, readonly ReadLog[]>(tasks, {
    script: options.script ?? workerScript(),
    data: settingsOf(options),
    threads,
    working: () => options.onPhase?.({ name: 'reading', largest: largestOf(files) }),
    isReady: ({ kind }) => kind === 'ready',
    isDeclined: ({ kind }) => kind === 'declined',
    answer: (message) => {
      if (message.kind === 'logs') return message.logs.map(unpackLog);
      if (message.kind === 'progress') options.onProgress?.(message.progress);
      if (message.kind === 'error') throw faultOf(message);
      return undefined;
    },
    lost: (group, { message }) => [lostLog(group, message)],
  });
  const byGroup = new Map(tasks.map((group, place) => [group, answers[place]]));
  return groups.map((group) => (group.kind === 'files' ? byGroup.get(group) : undefined));
}

function settingsOf({ rules = [], formats, scenario, zone, cwd = '.', onProgress }: ThreadOptions): WorkerSettings {
  return {
    rules,
    formats,
    cwd,
    ...(scenario === undefined ? {} : { scenario }),
    ...(zone === undefined ? {} : { zone }),
    progress: onProgress !== undefined,
  };
}

function faultOf({ message, stack }: Extract<WorkerMessage, { kind: 'error' }>): Error {
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}

/** A log that took its thread down (its memory, mostly) must not take the others with it. */
function lostLog({ path, files }: FileGroup, reason: string): ReadLog {
  return {
    path,
    format: 'unknown',
    status: 'failed',
    parts: files.map(({ item }) => ({ path: item.path, bytes: 0, records: 0, start: undefined, end: undefined })),
    warnings: [{ code: 'reading-ended', detail: reason }],
  };
}
