import { isShortage } from '../model/shortage.js';

/** What a problem is, for the locale; `message` is the English text. */
export type ProblemCode =
  | 'not-found'
  | 'name-undecodable'
  | 'empty-folder'
  | 'no-match'
  | 'not-readable'
  | 'too-many-open'
  | 'no-stdin'
  | 'broken-zip'
  | 'empty-zip'
  | 'encrypted-member'
  | 'unsupported-member'
  | 'nested-archive'
  | 'too-many-members'
  | 'too-large'
  | 'damaged';

/** An input that cannot be read. The others are read all the same. */
export interface InputProblem {
  readonly code: ProblemCode;
  /** What is wrong, where, and what to do, as English sentences. */
  readonly message: string;
}

/** Stands in a name for bytes that are no UTF-8, such as GBK from an archive: under this name there is no file. */
const UNDECODABLE = '\ufffd';

/** Words for an error of the file system. */
export function fileProblem(path: string, error: unknown): InputProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' && path.includes(UNDECODABLE)) {
    return {
      code: 'name-undecodable',
      message: `The name of ${path} is not UTF-8, so it cannot be opened. Rename it.`,
    };
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return { code: 'not-found', message: `${path} does not exist. Check the path.` };
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return { code: 'not-readable', message: `${path} may not be read. Give yourself the right to read it.` };
  }
  if (isShortage(error)) {
    return {
      code: 'too-many-open',
      message: `${path} cannot be opened, because too many files are open. Raise the limit (ulimit -n), or read with fewer threads (--jobs).`,
    };
  }
  if (code === 'ELOOP') {
    return {
      code: 'not-readable',
      message: `${path} is a link that leads back to itself. Name the file it should lead to.`,
    };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return { code: 'not-readable', message: `${path} cannot be read: ${detail}.` };
}
