/**
 * Finds repeats without an end that stand next to each other and take the same characters, such as `\s*\s*` or `.*\w+:`.
 * Where the rest then does not fit, every way to divide the text between them is tried: a line of 4000 characters takes
 * millions of steps. What may be missing between two repeats does not keep them apart.
 */

/** Characters by code: ASCII, and one place for all others. */
const CODES = 129;
const OTHER = 128;
/** Alternatives multiply; beyond this many the rest is taken for harmless. */
const MAX_PATHS = 400;

type Characters = readonly boolean[];

interface Atom {
  readonly source: string;
  readonly characters: Characters;
  readonly least: number;
  readonly open: boolean;
}
type Path = readonly Atom[];

/** The sources of two repeats that compete, or undefined. */
export function competingRepeats(source: string): readonly [string, string] | undefined {
  const { paths } = new Reader(source).alternatives();
  for (const path of paths) {
    for (let i = 0; i < path.length; i++) {
      const found = path[i]?.open ? competitor(path, i) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

function competitor(path: Path, at: number): readonly [string, string] | undefined {
  const first = path[at];
  for (let i = at + 1; first && i < path.length; i++) {
    const atom = path[i];
    if (!atom) return undefined;
    if (atom.open && meet(first.characters, atom.characters) && mayFail(path, i)) return [first.source, atom.source];
    if (atom.least > 0) return undefined;
  }
  return undefined;
}

/** A last `.*` takes whatever is left of the line: nothing behind it can fail. */
function mayFail(path: Path, at: number): boolean {
  const rest = path.slice(at + 1);
  const end = rest.some(({ source }) => source === '$');
  const last = path[at];
  const takesAll = last?.characters.every((one, code) => one || code === 10 || code === 13) ?? false;
  if (rest.some(({ least }) => least > 0)) return true;
  return end && !takesAll;
}

function meet(a: Characters, b: Characters): boolean {
  return a.some((one, code) => one && b[code] === true);
}

const NONE: Characters = Array.from({ length: CODES }, () => false);
const charactersOf = (holds: (text: string) => boolean): Characters =>
  Array.from({ length: CODES }, (_, code) => holds(String.fromCharCode(code === OTHER ? 0x4e2d : code)));

/** What each class of characters holds: there are few different ones. */
const KNOWN = new Map<string, Characters>();

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
      const { least, open } = this.repeat();
      const source = this.source.slice(start, this.at);
      if (atom === '^' || atom === '$' || atom === '\\b' || atom === '\\B')
        return [[{ source: atom, characters: NONE, least: 0, open: false }]];
      return [[{ source, characters, least, open }]];
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

  private repeat(): { least: number; open: boolean } {
    const match = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(this.source.slice(this.at));
    if (!match) return { least: 1, open: false };
    this.at += match[0].length;
    const [, sign, low, comma, high] = match;
    if (sign !== undefined) return { least: sign === '+' ? 1 : 0, open: sign !== '?' };
    return { least: Number(low), open: comma === ',' && high === '' };
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
