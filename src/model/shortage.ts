/** Codes of errors that go away when other files are closed: the process or the whole machine may open no more. */
const SHORTAGES: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE']);

/** True for the error of a file that could be opened if fewer were open at the time. */
export function isShortage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && SHORTAGES.has(String(error.code));
}

/** The remark about a log of which such a file was missing. */
export const SHORTAGE_WARNING = 'too-many-open';
