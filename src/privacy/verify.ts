import type { Redactor } from './redactor.js';

/** An output still holds what was redacted. The message tells kinds, never values: it may end up in a CI log. */
export class RedactionError extends Error {}

/**
 * The output, when nothing in it was redacted anywhere.
 * @param what names the output in the message, such as `the report`
 * @throws RedactionError otherwise
 */
export function verified(output: string, redactor: Pick<Redactor, 'leaks'>, what: string): string {
  const leaks = redactor.leaks(output);
  if (leaks.length === 0) return output;
  const kinds = [...new Set(leaks.map(({ kind }) => kind))].sort().join(', ');
  throw new RedactionError(
    `redaction cannot be verified: ${what} still holds ${leaks.length} of the redacted values (${kinds}), and is not written.`,
  );
}
