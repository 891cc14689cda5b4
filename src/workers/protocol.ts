import type { ReadingProgress } from '../analysis/read-source.js';
import type { UserFormats } from '../formats/text/definition/load.js';
import type { FileGroup } from '../input/input.js';
import type { PackedLog } from '../result/packed-log.js';

/** What a thread needs to read and judge logs as the main thread would: plain data. */
export interface WorkerSettings {
  readonly rules: readonly string[];
  readonly formats: UserFormats;
  readonly scenario?: string;
  readonly zone?: string;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  /** Whether anyone wants to know how far reading has come. */
  readonly progress: boolean;
}

/** What a thread is asked: one group at a time, answered before the next one is sent. */
export type WorkerTask = FileGroup;

/** `ready` once, then for each group any number of `progress` and one `logs`, `declined` or `error`. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly progress: ReadingProgress }
  | { readonly kind: 'logs'; readonly logs: readonly PackedLog[] }
  /** The group can be read when fewer files are open. */
  | { readonly kind: 'declined' }
  /** A fault of the program, which would have ended it without threads, too. */
  | { readonly kind: 'error'; readonly message: string; readonly stack: string | undefined };
