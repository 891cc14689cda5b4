const ABSENT = 0;
/** FNV-1a, 32 bits: https://datatracker.ietf.org/doc/draft-eastlake-fnv/ */
const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** 1 at the codes of what words are made of: `\w` of regular expressions. */
const WORD = new Uint8Array(128);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_') {
  WORD[character.charCodeAt(0)] = 1;
}

/** True for the code of a letter of ASCII, a digit or an underscore. */
export function isWordCode(code: number): boolean {
  return code < 128 && WORD[code] === 1;
}

/** A list of words that are looked for in texts, where each is found without a text being made of it. */
export class PrintedNames {
  private readonly longest: number;
  /** Places of the names in the list, from 1, by their hashes; a name whose place is taken is in the next that is free. */
  private readonly table: Uint16Array;
  /** 1 at the codes that a name ends with: most words before a colon end otherwise. */
  private readonly ends = new Uint8Array(128);

  /** @param list words (`\w+`), each once */
  constructor(readonly list: readonly string[]) {
    this.longest = list.reduce((most, name) => Math.max(most, name.length), 0);
    // At most a quarter of the table is taken, so that most words that nobody looks for meet a free place.
    this.table = new Uint16Array(2 ** Math.ceil(Math.log2(4 * list.length + 1)));
    list.forEach((name, i) => {
      let hash = OFFSET_BASIS;
      for (let at = name.length - 1; at >= 0; at--) hash = step(hash, name.charCodeAt(at));
      let slot = hash & (this.table.length - 1);
      while (this.table[slot] !== ABSENT) slot = (slot + 1) & (this.table.length - 1);
      this.table[slot] = i + 1;
      this.ends[name.charCodeAt(name.length - 1)] = 1;
    });
  }

  /** Place in the list of the word that ends before `end`; −1 when there is no word, or it is none of these. */
  endingAt(codes: Uint16Array, end: number): number {
    const { table, longest } = this;
    if (end === 0 || this.ends[codes[end - 1] ?? 0] !== 1) return -1;
    let hash = OFFSET_BASIS;
    let from = end;
    for (; from > 0; from--) {
      const code = codes[from - 1] ?? 0;
      if (!isWordCode(code)) break;
      if (end - from === longest) return -1;
      hash = step(hash, code);
    }
    for (let slot = hash & (table.length - 1); ; slot = (slot + 1) & (table.length - 1)) {
      const place = (table[slot] ?? ABSENT) - 1;
      if (place < 0 || this.isAt(place, codes, from, end)) return place;
    }
  }

  private isAt(place: number, codes: Uint16Array, from: number, end: number): boolean {
    const name = this.list[place] ?? '';
    if (name.length !== end - from) return false;
    for (let i = 0; i < name.length; i++) if (codes[from + i] !== name.charCodeAt(i)) return false;
    return true;
  }
}

function step(hash: number, code: number): number {
  return Math.imul(hash ^ code, PRIME);
}
