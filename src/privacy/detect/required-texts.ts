/** More alternatives than these are not followed: a shorter text that is needed does as well. */
const MOST_TEXTS = 256;
/** Longer texts tell no more. */
const LONG_ENOUGH = 12;

/** What is known of a part of a regular expression. */
interface Part {
  /** All texts that it fits, in small letters; undefined for too many. */
  readonly exact: ReadonlySet<string> | undefined;
  /** Texts of which one stands in whatever it fits; undefined when there are none. */
  readonly needed: ReadonlySet<string> | undefined;
  /** All texts that it begins with, where it fits more than these. */
  readonly begins?: ReadonlySet<string> | undefined;
}

const EMPTY: Part = { exact: new Set(['']), needed: undefined };
const ANYTHING: Part = { exact: undefined, needed: undefined };

/**
 * Texts in small letters of which one stands in every match of the expression; undefined when there are none. Of the
 * ways to say it the one with the longest texts is taken, as those occur least.
 */
export function requiredTexts({ source }: RegExp): readonly string[] | undefined {
  const reader = new Reader(withCharacters(source));
  const part = reader.alternatives();
  const needed = better(part.needed, part.exact);
  return needed === undefined || needed.has('') ? undefined : [...needed];
}

/** The source with characters beyond ASCII in the place of their codes, which they become when the program is bundled. */
function withCharacters(source: string): string {
  return source.replace(/\\(?:u([0-9A-Fa-f]{4})|[\s\S])/g, (whole: string, code: string | undefined) => {
    const character = code === undefined ? 0 : Number.parseInt(code, 16);
    return character > 0x7f ? String.fromCharCode(character) : whole;
  });
}

class Reader {
  #at = 0;

  constructor(private readonly source: string) {}

  alternatives(): Part {
    const all = [this.#sequence()];
    while (this.source[this.#at] === '|') {
      this.#at++;
      all.push(this.#sequence());
    }
    if (all.length === 1) return all[0] ?? EMPTY;
    return {
      exact: union(all.map(({ exact }) => exact)),
      needed: union(all.map((part) => better(part.needed, part.exact))),
    };
  }

  #sequence(): Part {
    let exact: ReadonlySet<string> | undefined = new Set(['']);
    /** What the last parts fit together, since one of which too much is possible. */
    let recent: ReadonlySet<string> = new Set(['']);
    let needed: ReadonlySet<string> | undefined;
    while (this.#at < this.source.length && !'|)'.includes(this.source[this.#at] ?? '')) {
      const part = this.#quantified();
      exact = exact === undefined || part.exact === undefined ? undefined : product(exact, part.exact);
      const longer = part.exact === undefined ? undefined : product(recent, part.exact);
      if (longer === undefined) {
        const begun = part.begins === undefined ? undefined : product(recent, part.begins);
        needed = better(needed, begun ?? recent);
        recent = part.exact ?? new Set(['']);
      } else recent = longer;
      needed = better(needed, part.needed);
    }
    return { exact, needed: better(needed, recent) };
  }

  /** A part with the quantifier behind it. */
  #quantified(): Part {
    const part = this.#atom();
    const quantifier = /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(this.source.slice(this.#at));
    if (quantifier === null) return part;
    this.#at += quantifier[0].length;
    const [, sign, least, more] = quantifier;
    if (sign === '?')
      return { exact: part.exact === undefined ? undefined : new Set(['', ...part.exact]), needed: undefined };
    if (sign === '*' || least === '0') return ANYTHING;
    if (least === '1' && more === undefined) return part;
    return { exact: undefined, needed: better(part.needed, part.exact), begins: part.exact };
  }

  #atom(): Part {
    const character = this.source[this.#at] ?? '';
    if (character === '(') return this.#group();
    if (character === '[') return this.#class();
    if (character === '\\') return this.#escape();
    this.#at++;
    if (character === '.') return ANYTHING;
    return character === '^' || character === '$' ? EMPTY : text(character);
  }

  #group(): Part {
    const opener = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(this.source.slice(this.#at))?.[0] ?? '(';
    this.#at += opener.length;
    const inside = this.alternatives();
    this.#at++;
    // What stands around a match may be outside of the piece that is looked at.
    return /^\(\?<?[=!]$/.test(opener) ? EMPTY : inside;
  }

  #class(): Part {
    let end = this.#at + 1;
    while (this.source[end] !== ']') end += this.source[end] === '\\' ? 2 : 1;
    const members = this.source.slice(this.#at + 1, end);
    this.#at = end + 1;
    const plain = members.replace(
      /\\([^A-Za-z0-9]|[nrt])/g,
      (_escape, character: string) => CONTROL[character] ?? character,
    );
    // The complement of a class, ranges, and classes within a class: too many.
    if (
      members.startsWith('^') ||
      /[^-]-./.test(members) ||
      /\\[A-Za-z0-9]/.test(members.replace(/\\(?:[nrt]|\\)/g, ''))
    )
      return ANYTHING;
    return { exact: new Set([...plain.toLowerCase()]), needed: undefined };
  }

  #escape(): Part {
    const found =
      /^\\(?:[pP]\{[^}]*\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|k<\w+>|\d+|.)/.exec(this.source.slice(this.#at))?.[0] ?? '';
    this.#at += found.length;
    const letter = found[1] ?? '';
    if (letter === 'b' || letter === 'B') return EMPTY;
    // Classes, references and codes of characters: whatever.
    return /[A-Za-z0-9]/.test(letter) ? ANYTHING : text(letter);
  }
}

const CONTROL: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

const text = (character: string): Part => ({ exact: new Set([character.toLowerCase()]), needed: undefined });

function union(sets: readonly (ReadonlySet<string> | undefined)[]): ReadonlySet<string> | undefined {
  const all = new Set<string>();
  for (const set of sets) {
    if (set === undefined) return undefined;
    for (const each of set) all.add(each);
  }
  return all.size > MOST_TEXTS ? undefined : all;
}

function product(first: ReadonlySet<string>, second: ReadonlySet<string>): ReadonlySet<string> | undefined {
  if (first.size * second.size > MOST_TEXTS) return undefined;
  return new Set([...first].flatMap((one) => [...second].map((other) => one + other)));
}

/** The set whose shortest text is longer, of letters and digits as separators are everywhere; of equals the smaller one. */
function better(
  first: ReadonlySet<string> | undefined,
  second: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const [one, other] = [worth(first), worth(second)];
  return one > other || (one === other && first.size <= second.size) ? first : second;
}

function worth(texts: ReadonlySet<string>): number {
  return Math.min(LONG_ENOUGH, ...[...texts].map((each) => each.replace(/[_-]/g, '').length));
}
