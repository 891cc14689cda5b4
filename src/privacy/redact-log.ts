import { LogDecoder } from './decoder.js';
import type { Redactor } from './redactor.js';
import { Segmenter } from './segments.js';
import { RedactionError, verified } from './verify.js';

/** The bytes of a log in UTF-8, in pieces of any size, or its text. */
export type LogChunks = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

/** Reads a log for the values in it (see `Redactor.learn`). Memory does not grow with the log, but with its values. */
export async function learnLog(chunks: LogChunks, redactor: Redactor): Promise<void> {
  for await (const segment of segmentsOf(chunks)) redactor.learn(segment);
}

/**
 * The log with everything redacted, piece by piece: the same lines in the same order, JSON that stays JSON, and every
 * number that is no id as it was. Each piece is checked before it is handed out.
 *
 * `learnLog` over all logs of the call comes first: otherwise what stands before the line that tells what it is stays.
 * Bytes that are no UTF-8 become U+FFFD.
 * @throws RedactionError when a piece still holds what was redacted elsewhere, or is no text; nothing of that piece is
 *   handed out
 */
export async function* redactLog(chunks: LogChunks, redactor: Redactor): AsyncGenerator<string> {
  for await (const segment of segmentsOf(chunks)) {
    if (isBinary(segment)) throw new RedactionError('a log that is encrypted or compressed cannot be redacted');
    yield verified(redactor.text(segment), redactor, 'a piece of a log');
  }
}

/** More than one character in ten is undecodable or NUL: nobody can say what is in it. */
function isBinary(text: string): boolean {
  if (!text.includes('\0') && !text.includes('\ufffd')) return false;
  let strange = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0 || code === 0xfffd) strange++;
  }
  return strange > text.length / 10;
}

async function* segmentsOf(chunks: LogChunks): AsyncGenerator<string> {
  const decoder = new LogDecoder();
  const segmenter = new Segmenter();
  for await (const chunk of chunks) {
    yield* segmenter.push(typeof chunk === 'string' ? chunk : decoder.decode(chunk));
  }
  yield* segmenter.push(decoder.end());
  yield* segmenter.end();
}

/** Learns a log while something else reads it: bytes are pushed as they come. */
export class LogLearner {
  readonly #decoder = new LogDecoder();
  readonly #segmenter = new Segmenter();

  constructor(private readonly redactor: Redactor) {}

  push(bytes: Uint8Array): void {
    this.#learn(this.#segmenter.push(this.#decoder.decode(bytes)));
  }

  end(): void {
    this.#learn(this.#segmenter.push(this.#decoder.end()));
    this.#learn(this.#segmenter.end());
  }

  #learn(segments: Iterable<string>): void {
    for (const segment of segments) this.redactor.learn(segment);
  }
}
