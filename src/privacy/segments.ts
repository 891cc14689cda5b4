/** So much text is redacted at a time: detectors look at whole values, and a value is shorter by far. */
const SEGMENT = 64 * 1024;
/** A stretch without any place to cut is cut here, so that no log can fill the memory. */
const LONGEST = 1024 * 1024;

/**
 * Where a line of hundreds of megabytes (a JSON document without line breaks) may be cut, best first: after an object or
 * a list, after a line break within a text, after a string, after a number or a word. A name stays with its value.
 */
const CUTS: readonly RegExp[] = [/[}\]]\\{0,15}"?,/g, /\\n/g, /\\{0,15}",(?=\s?\\{0,15}")/g, /\d,(?=\s?-?\d)/g, /\s/g];

/**
 * Takes chunks of text and hands out segments that can be redacted one by one: whole lines where lines are short, else
 * stretches of a line that end behind a value. Joined, the segments are the text.
 */
export class Segmenter {
  #rest = '';

  /** The segments that are complete after this chunk. */
  *push(chunk: string): Generator<string> {
    this.#rest += chunk;
    while (this.#rest.length >= SEGMENT) {
      const end = cutOf(this.#rest);
      if (end === undefined) return;
      const segment = this.#rest.slice(0, end);
      this.#rest = this.#rest.slice(end);
      yield segment;
    }
  }

  /** What is left at the end. */
  *end(): Generator<string> {
    if (this.#rest !== '') yield this.#rest;
    this.#rest = '';
  }
}

/** Where the first segment of the text ends; undefined when more text is needed to know. */
function cutOf(text: string): number | undefined {
  const newline = text.lastIndexOf('\n');
  if (newline >= 0) return newline + 1;
  // The last of the best kind of places; only in the text's second half, so that segments do not become small.
  const from = Math.floor(text.length / 2);
  for (const cut of CUTS) {
    const end = lastEnd(cut, text, from);
    // A break that is not the best waits for a better one.
    if (end !== undefined && (cut === CUTS[0] || text.length >= 2 * SEGMENT)) return end;
  }
  return text.length >= LONGEST ? text.length : undefined;
}

function lastEnd(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from;
  let end: number | undefined;
  // The pattern's look ahead needs some text behind the cut, so the last few characters do not count.
  for (
    let match = pattern.exec(text);
    match !== null && pattern.lastIndex < text.length - 32;
    match = pattern.exec(text)
  ) {
    end = pattern.lastIndex;
  }
  return end;
}
