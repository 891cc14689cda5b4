/** What an expression is made of, as far as its repeats are concerned. */

/** Characters by code: ASCII, and one place for all others. */
const CODES = 129;
const OTHER = 128;
/** Alternatives multiply; beyond this many the rest is taken for harmless. */
const MAX_PATHS = 400;

export type Characters = readonly boolean[];

/** One part of an expression with how often it is repeated. */
export interface Atom {
  readonly source: string;
  readonly characters: Characters;
  readonly least: number;
  readonly most: number;
  readonly open: boolean;
}
export type Path = readonly Atom[];

/** Whether some character is in both. */
export function meet(a: Characters, b: Characters): boolean {
  return a.some((one, code) => one && b[code] === true);
}

const NONE: Characters = Array.from({ length: CODES }, () => false);
const charactersOf = (holds: (text: string) => boolean): Characters =>
  Array.from({ length: CODES }, (_, code) => holds(String.fromCharCode(code === OTHER ? 0x4e2d : code)));

/** What each class of characters holds: there are few different ones. */
const KNOWN = new Map<string, Characters>();

/** The sequences of atoms that an expression may be. */
export function alternativesOf(source: string): readonly Path[] {
  return new Reader(source).alternatives().paths;
}

/** Reads an expression into the sequences of atoms that it may be. */
class Reader {
  private at = 0;

  constructor(private readonly source: string) {}

  alternatives(): { paths: Path[] } {
    let paths: Path[] = [];
    let current: Path[] = [[]];
    while (this.at < this.source.length && this.source[this.at] !== ')') {
      if (this.source[this.at] === '|') {
        this.at++;
        paths = [...paths, ...current];
        current = [[]];
        continue;
      }
      const next = this.term();
      current = current.flatMap((path) => next.map((more) => [...path, ...more])).slice(0, MAX_PATHS);
    }
    return { paths: [...paths, ...current].slice(0, MAX_PATHS) };
  }

  private term(): Path[] {
    const start = this.at;
    if (this.source[this.at] !== '(') {
      const characters = this.characters();
      const atom = this.source.slice(start, this.at);
      const { least, most, open } = this.repeat();
      const source = this.source.slice(start, this.at);
      if (atom === '^' || atom === '$' || atom === '\\b' || atom === '\\B')
        return [[{ source: atom, characters: NONE, least: 0, most: 0, open: false }]];
      return [[{ source, characters, least, most, open }]];
    }
    const opening = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(this.source.slice(this.at))?.[0] ?? '(';
    this.at += opening.length;
    const { paths } = this.alternatives();
    this.at++;
    const { least } = this.repeat();
    // What only looks ahead or behind takes nothing; a group that may repeat is harmless inside, or refused elsewhere.
    if (/^\(\?<?[=!]$/.test(opening)) return [[]];
    return least === 0 ? [[], ...paths] : paths;
  }

  private repeat(): { least: number; most: number; open: boolean } {
    const match = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(this.source.slice(this.at));
    if (!match) return { least: 1, most: 1, open: false };
    this.at += match[0].length;
    const [, sign, low, comma, high] = match;
    if (sign !== undefined) {
      const open = sign !== '?';
      return { least: sign === '+' ? 1 : 0, most: open ? Number.POSITIVE_INFINITY : 1, open };
    }
    const open = comma === ',' && high === '';
    const most = open ? Number.POSITIVE_INFINITY : Number(comma === '' ? low : high);
    return { least: Number(low), most, open };
  }

  private characters(): Characters {
    const rest = this.source.slice(this.at);
    const text =
      /^(?:\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S])/.exec(rest)?.[0] ?? '';
    this.at += Math.max(1, text.length);
    if (text === '^' || text === '$' || text === '\\b' || text === '\\B') return NONE;
    const known = KNOWN.get(text);
    if (known) return known;
    const one = new RegExp(`^${/^[*+?{}]$/.test(text) ? `\\${text}` : text}$`);
    const characters = charactersOf((character) => one.test(character));
    KNOWN.set(text, characters);
    return characters;
  }
}
