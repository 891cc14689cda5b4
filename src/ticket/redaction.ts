import type { TriageResult } from '../model/result.js';
import type { SecretPattern } from '../model/secret.js';
import { UsageError } from '../model/usage-error.js';
import type { KeepWord } from '../privacy/kinds.js';
import { learnLog, redactLog } from '../privacy/redact-log.js';
import { createRedactor } from '../privacy/redactor.js';
import { RedactionError } from '../privacy/verify.js';

/** How a ticket is redacted: src/privacy, with what a ticket adds. */
export interface TicketRedaction {
  /** False with --no-redact. */
  readonly on: boolean;
  readonly kept: readonly KeepWord[];
  /** Reads a text for the values in it; see `Redactor.learn`. */
  learn(text: string): void;
  /** Reads a whole log for the values in it. */
  learnLog(chunks: AsyncIterable<Uint8Array>): Promise<void>;
  /**
   * A whole log in pieces of text, each checked.
   * @throws UsageError as `check` does, with this name of the file
   */
  log(file: string, chunks: AsyncIterable<Uint8Array>): AsyncIterable<string>;
  text(text: string): string;
  result(result: TriageResult): TriageResult;
  /** What stands in the ticket for an identifier of the kind that the word keeps. */
  identifier(value: string, keep: KeepWord | undefined): string;
  /**
   * Lets a finished text go.
   * @throws UsageError that names the file and the kind of value, never the value, when the text holds something that
   *   was redacted elsewhere
   */
  check(file: string, text: string): void;
}

/** A name under which a log would print the value: from it the redactor knows what it is. */
const NAME_OF: Readonly<Record<KeepWord, string>> = {
  appid: 'appId',
  channel: 'channelName',
  uid: 'userId',
  session: 'sessionId',
  device: 'deviceName',
  ip: 'ip',
};

/** Redaction by src/privacy; `keep` stays as it stands. `patterns` are what definitions of formats know of secrets. */
export function redaction(keep: readonly KeepWord[], patterns: readonly SecretPattern[] = []): TicketRedaction {
  const redactor = createRedactor({ keep, patterns });
  return {
    on: true,
    kept: keep,
    learn: redactor.learn,
    text: redactor.text,
    result: redactor.result,
    identifier: (value, word) => {
      if (word !== undefined) redactor.learn(JSON.stringify({ [NAME_OF[word]]: value }));
      for (const { original, pseudonym } of redactor.redacted()) if (original === value) return pseudonym;
      return redactor.text(value);
    },
    check: (file, text) => {
      const kinds = [...new Set(redactor.leaks(text).map(({ kind }) => kind))].sort();
      if (kinds.length > 0) throw new UsageError(unverified(file, kinds.join(', ')));
    },
    learnLog: (chunks) => learnLog(chunks, redactor),
    async *log(file, chunks) {
      try {
        yield* redactLog(chunks, redactor);
      } catch (error) {
        throw error instanceof RedactionError ? new UsageError(unverified(file, error.message)) : error;
      }
    },
  };
}

const unverified = (file: string, what: string): string =>
  `nothing was written: ${file} would still hold what was redacted elsewhere (${what}).\n` +
  'This is a fault of the redaction. Leave the file that holds it out, keep that kind with --keep if it may be\n' +
  'seen, or switch redaction off with --no-redact and read the ticket before you send it.';

/** Everything stays as it stands. */
export const NO_REDACTION: TicketRedaction = {
  on: false,
  kept: [],
  learn: () => undefined,
  text: (text) => text,
  result: (result) => result,
  identifier: (value) => value,
  check: () => undefined,
  learnLog: async () => undefined,
  async *log(_file, chunks) {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  },
};
