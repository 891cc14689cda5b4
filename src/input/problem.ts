/** What a problem is, for the locale; `message` is the English text. */
export type ProblemCode =
  | 'not-found'
  | 'empty-folder'
  | 'no-match'
  | 'not-readable'
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

/** Words for an error of the file system. */
export function fileProblem(path: string, error: unknown): InputProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return { code: 'not-found', message: `${path} does not exist. Check the path.` };
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return { code: 'not-readable', message: `${path} may not be read. Give yourself the right to read it.` };
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
