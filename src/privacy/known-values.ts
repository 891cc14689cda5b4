/**
 * What a value begins to be looked for by: its first run of letters and digits; other scripts character by character.
 * Escapes (`\\n`, `%2F`, the `%c` of a console) come first: their letters are no part of the word that follows.
 */
const TOKEN = /\\[nrt]|%(?:[0-9A-Fa-f]{2}|c)|[A-Za-z0-9]+|\P{ASCII}/gu;
const WORD = /[A-Za-z0-9]/;

interface Known {
  readonly original: string;
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

  add(value: string, pseudonym: string): void {
    this.#values.set(value, pseudonym);
    for (const spelling of spellings(value)) {
      const first = firstToken(spelling);
      if (first === undefined) continue;
      const known = { original: value, value: spelling, lower: spelling.toLowerCase(), pseudonym, lead: first.lead };
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

  /** The values that `replace` would find in the text. */
  standingIn(text: string): ReadonlySet<string> {
    const found = new Set<string>();
    this.#replace(text, ({ original, pseudonym }) => {
      found.add(original);
      return pseudonym;
    });
    return found;
  }

  /** The values as they were added. */
  values(): Iterable<string> {
    return this.#values.keys();
  }

  /** The text with every known value replaced. */
  replace(text: string): string {
    return this.#replace(text, ({ pseudonym }) => pseudonym);
  }

  #replace(text: string, answer: (known: Known) => string): string {
    if (this.#byToken.size === 0) return text;
    let output = '';
    let done = 0;
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
      const candidates = this.#byToken.get(match[0].toLowerCase());
      const known = candidates?.find((one) => standsAt(text, match.index - one.lead, one, done));
      if (known === undefined) continue;
      const start = match.index - known.lead;
      output += text.slice(done, start) + answer(known);
      done = start + known.value.length;
      TOKEN.lastIndex = done;
    }
    return done === 0 ? text : output + text.slice(done);
  }
}

function firstToken(value: string): { token: string; lead: number } | undefined {
  TOKEN.lastIndex = 0;
  const match = TOKEN.exec(value);
  return match === null ? undefined : { token: match[0].toLowerCase(), lead: match.index };
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
