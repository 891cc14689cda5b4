/**
 * What a value begins to be looked for by: its first run of letters and digits; other scripts character by character.
 * Escapes (`\\n`, `%2F`, the `%c` of a console) come first: their letters are no part of the word that follows.
 */
const ESCAPE = /\\[nrt]|%(?:[0-9A-Fa-f]{2}|c)/y;
const BACKSLASH = 0x5c;
const PERCENT = 0x25;
/** Lengths of tokens that are told apart. */
const LENGTHS = 64;
const WORD = /[A-Za-z0-9]/;

interface Known {
  readonly value: string;
  readonly lower: string;
  readonly pseudonym: string;
  /** Where the first token stands in the value. */
  readonly lead: number;
}

/**
 * Values that are replaced wherever they stand on their own, in any case of letters, and also as a URL or a JSON text
 * spells them. A text is read once, whatever the number of values: each of its words is looked up.
 */
export class KnownValues {
  readonly #byToken = new Map<string, Known[]>();
  readonly #values = new Map<string, string>();
  /** 1 for the first characters (modulo 128) and lengths of tokens that values begin with. */
  readonly #beginnings = new Uint8Array(128 * LENGTHS);

  add(value: string, pseudonym: string): void {
    this.#values.set(value, pseudonym);
    for (const spelling of spellings(value)) {
      const first = firstToken(spelling);
      if (first === undefined) continue;
      const known = { value: spelling, lower: spelling.toLowerCase(), pseudonym, lead: first.lead };
      for (const code of [first.token, first.token.toUpperCase()].map((token) => token.charCodeAt(0)))
        this.#beginnings[beginning(code, first.token.length)] = 1;
      const others = this.#byToken.get(first.token);
      if (others === undefined) this.#byToken.set(first.token, [known]);
      // The longest first: a value may be the beginning of another.
      else others.splice(insertAt(others, spelling.length), 0, known);
    }
  }

  delete(value: string): void {
    if (!this.#values.delete(value)) return;
    const gone = new Set(spellings(value));
    for (const [token, known] of this.#byToken) {
      this.#byToken.set(
        token,
        known.filter((one) => !gone.has(one.value)),
      );
    }
  }

  get size(): number {
    return this.#values.size;
  }

  #mayBegin(code: number, length: number): boolean {
    return this.#beginnings[beginning(code, length)] === 1;
  }

  /** The values as they were added. */
  values(): Iterable<string> {
    return this.#values.keys();
  }

  /** The text with every known value replaced. */
  replace(text: string): string {
    if (this.#byToken.size === 0) return text;
    let output = '';
    let done = 0;
    for (let at = nextToken(text, 0); at < text.length; ) {
      const end = endOfToken(text, at);
      // Most tokens are no value's first: by its character and length a token is known before it is cut out.
      const candidates = this.#mayBegin(text.charCodeAt(at), end - at)
        ? this.#byToken.get(text.slice(at, end).toLowerCase())
        : undefined;
      const known = candidates?.find((one) => standsAt(text, at - one.lead, one, done));
      if (known === undefined) {
        at = nextToken(text, end);
        continue;
      }
      const start = at - known.lead;
      output += text.slice(done, start) + known.pseudonym;
      done = start + known.value.length;
      at = nextToken(text, done);
    }
    return done === 0 ? text : output + text.slice(done);
  }
}

const beginning = (code: number, length: number): number => (code & 127) * LENGTHS + Math.min(length, LENGTHS - 1);

function firstToken(value: string): { token: string; lead: number } | undefined {
  const lead = nextToken(value, 0);
  return lead >= value.length ? undefined : { token: value.slice(lead, endOfToken(value, lead)).toLowerCase(), lead };
}

/** Where the next token begins; the text's length when there is none. */
function nextToken(text: string, from: number): number {
  let at = from;
  while (at < text.length && !beginsToken(text, at)) at++;
  return at;
}

function beginsToken(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isWord(code) || code > 0x7f || ((code === BACKSLASH || code === PERCENT) && escapeLength(text, at) > 0);
}

function endOfToken(text: string, start: number): number {
  const code = text.charCodeAt(start);
  if (code === BACKSLASH || code === PERCENT) return start + escapeLength(text, start);
  // A character beyond the first 65,536 has two units.
  if (code > 0x7f) return start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
  let end = start + 1;
  while (end < text.length && isWord(text.charCodeAt(end))) end++;
  return end;
}

/** The length of the escape that begins with a backslash or a percent sign; 0 for none. */
function escapeLength(text: string, at: number): number {
  ESCAPE.lastIndex = at;
  return ESCAPE.test(text) ? ESCAPE.lastIndex - at : 0;
}

function isWord(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a);
}

function insertAt(known: readonly Known[], length: number): number {
  const place = known.findIndex(({ value }) => value.length <= length);
  return place < 0 ? known.length : place;
}

/** The value as it stands in plain text, in a URL, and in a JSON text within a JSON text. */
export function spellings(value: string): readonly string[] {
  const json = JSON.stringify(value).slice(1, -1);
  return [...new Set([value, encoded(value), json, JSON.stringify(json).slice(1, -1)])];
}

function encoded(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    // Half a surrogate pair has no place in a URL.
    return value;
  }
}

/** True when the text has the value at `start`, not before `from`, and not as a part of a longer word or number. */
function standsAt(text: string, start: number, { value, lower }: Known, from: number): boolean {
  if (start < from) return false;
  const found = text.slice(start, start + value.length);
  return (found === value || found.toLowerCase() === lower) && standsAlone(text, start, start + value.length);
}

/** True when a value between the two places is not a part of a longer word, nor of a decimal number. */
export function standsAlone(text: string, start: number, end: number): boolean {
  const [before = '', after = ''] = [text[start - 1], text[end]];
  const [first = '', last = ''] = [text[start], text[end - 1]];
  if (WORD.test(first) && WORD.test(before) && !escapeBefore(text, start)) return false;
  if (WORD.test(last) && WORD.test(after)) return false;
  if (!/^\d+$/.test(text.slice(start, end))) return true;
  return !(before === '.' && /\d/.test(text[start - 2] ?? '')) && !(after === '.' && /\d/.test(text[end + 1] ?? ''));
}

/** True after `\n`, `\r`, `\t` or `%2F` as a text spells them: their letters are no part of the word that follows. */
function escapeBefore(text: string, start: number): boolean {
  return /(?:\\[nrt]|%[0-9A-Fa-f]{2}|%c)$/.test(text.slice(Math.max(0, start - 3), start));
}
