/** Parses JSON that may be anything; undefined when it is none, or nested so deeply that the parser gives up. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // SyntaxError: damaged text. RangeError: nesting beyond the parser's stack.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A payload that some recorders write as JSON within a string: what the string holds, or the payload itself. */
export function unpacked(payload: unknown): unknown {
  return typeof payload === 'string' ? parseJson(payload) : payload;
}

const EXCERPT_LENGTH = 300;

/** The start of a line for people to read: at most 300 characters. `from` and `to` are byte positions in `buffer`. */
export function excerptOf(buffer: Buffer, from: number, to: number): string {
  // A UTF-8 character has at most 4 bytes; what is cut in the middle falls behind the 300 characters.
  const text = buffer.toString('utf8', from, Math.min(to, from + EXCERPT_LENGTH * 4));
  return text.length <= EXCERPT_LENGTH ? text : text.slice(0, EXCERPT_LENGTH);
}
