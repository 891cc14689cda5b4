/** See `GatedDetector.needs`. */
export const END_OF_NAME = '\0';

/** Detectors in one word of a set. */
export const WORD = 31;

interface NeededText {
  readonly text: string;
  readonly atEnd: boolean;
}

/**
 * Finds in one pass which of many texts stand in a line (Aho and Corasick, 1975), in any case of letters, and whatever
 * underscores and hyphens stand within. Whoever passes over a line looks the next state up in `next`, by the last one
 * and the class of the character, and asks for the sets where a state is not below `firstEnd`.
 */
export class TextFinder {
  /** Class of each UTF-16 code: its place in `first`, the class of all that no text holds, and one for each other. */
  readonly classes: Uint8Array;
  /** The next state at the state plus the class; states are multiples of `classCount`, and 0 is where a line begins. */
  readonly next: Int32Array;
  readonly classCount: number;
  /** Texts end in this state and all that are higher; in those below `firstAnywhere` only ends of names. */
  readonly firstEnd: number;
  readonly firstAnywhere: number;
  /** Words in a set. */
  readonly words: number;
  /** Of each state (without its factor) those that need a text which ends there, anywhere and at the end of a name. */
  readonly anywhere: Int32Array;
  readonly atEnd: Int32Array;
  /** Those that need nothing. */
  readonly always: Int32Array;

  /**
   * @param needs the texts of each; one that ends in `END_OF_NAME` is the end of a name
   * @param first characters that have the first classes; underscore and hyphen are among them
   */
  constructor(needs: readonly (readonly string[])[], first: string) {
    const texts = needs.map((each) => each.map(neededText));
    this.words = Math.ceil(needs.length / WORD);
    this.always = new Int32Array(this.words);
    for (const [at, each] of texts.entries()) if (each.some(({ text }) => text === '')) add(this.always, at);
    const characters = [...new Set([...first, ...texts.flat().flatMap(({ text }) => [...text])])];
    const other = first.length;
    this.classCount = characters.length + 1;
    this.classes = new Uint8Array(0x10000).fill(other);
    for (const [at, character] of characters.entries()) {
      const kind = at < other ? at : at + 1;
      for (const one of [character, character.toUpperCase()])
        if (one.length === 1) this.classes[one.charCodeAt(0)] = kind;
    }
    const trie = new Trie(texts, this.classes, this.classCount);
    trie.linkFailures([...first].flatMap((character, kind) => ('_-'.includes(character) ? [kind] : [])));
    ({
      next: this.next,
      firstEnd: this.firstEnd,
      firstAnywhere: this.firstAnywhere,
      anywhere: this.anywhere,
      atEnd: this.atEnd,
    } = trie.withEndsLast());
  }
}

/** A state for each beginning of a text, and one for none; in tables, of which each state has its part. */
class Trie {
  #states = 1;
  readonly #edges: Int32Array;
  readonly #words: number;
  readonly #anywhere: Int32Array;
  readonly #atEnd: Int32Array;

  constructor(
    texts: readonly (readonly NeededText[])[],
    private readonly classes: Uint8Array,
    private readonly classCount: number,
  ) {
    const most = statesFor(texts.flat().map(({ text }) => text));
    this.#words = Math.ceil(texts.length / WORD);
    this.#edges = new Int32Array(most * classCount);
    this.#anywhere = new Int32Array(most * this.#words);
    this.#atEnd = new Int32Array(most * this.#words);
    for (const [at, each] of texts.entries()) for (const { text, atEnd } of each) this.#add(text, at, atEnd);
  }

  #add(text: string, member: number, atEnd: boolean): void {
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      const edge = state * this.classCount + (this.classes[text.charCodeAt(at)] ?? 0);
      if (this.#edges[edge] === 0) this.#edges[edge] = this.#states++;
      state = this.#edges[edge] ?? 0;
    }
    if (state !== 0) add(atEnd ? this.#atEnd : this.#anywhere, member, state * this.#words);
  }

  /** Where a text goes on that has begun within another: state by state, shorter ones first. */
  linkFailures(passed: readonly number[]): void {
    const edges = this.#edges;
    const { classCount } = this;
    const failure = new Int32Array(this.#states);
    const queue = new Int32Array(this.#states);
    let queued = 0;
    for (let kind = 0; kind < classCount; kind++) {
      const state = edges[kind] ?? 0;
      if (state !== 0) queue[queued++] = state;
    }
    for (let at = 0; at < queued; at++) {
      const state = queue[at] ?? 0;
      const shorter = failure[state] ?? 0;
      for (const sets of [this.#anywhere, this.#atEnd]) {
        for (let word = 0; word < this.#words; word++) {
          const to = state * this.#words + word;
          sets[to] = (sets[to] ?? 0) | (sets[shorter * this.#words + word] ?? 0);
        }
      }
      for (let kind = 0; kind < classCount; kind++) {
        const edge = state * classCount + kind;
        const onward = edges[shorter * classCount + kind] ?? 0;
        const child = edges[edge] ?? 0;
        if (child === 0) edges[edge] = onward;
        else {
          failure[child] = onward;
          queue[queued++] = child;
        }
      }
    }
    // A character that is passed over leaves everything as it is.
    for (let state = 0; state < this.#states; state++)
      for (const kind of passed) edges[state * classCount + kind] = state;
  }

  /** The tables of `TextFinder`. */
  withEndsLast(): Pick<TextFinder, 'next' | 'firstEnd' | 'firstAnywhere' | 'anywhere' | 'atEnd'> {
    const words = this.#words;
    const { classCount } = this;
    const place = new Int32Array(this.#states);
    let placed = 0;
    const firsts: number[] = [];
    for (const rank of [0, 1, 2]) {
      firsts.push(placed * classCount);
      for (let state = 0; state < this.#states; state++) if (this.#rank(state) === rank) place[state] = placed++;
    }
    const [, firstEnd = 0, firstAnywhere = 0] = firsts;
    const next = new Int32Array(this.#states * classCount);
    const anywhere = new Int32Array(this.#states * words);
    const atEnd = new Int32Array(this.#states * words);
    for (let state = 0; state < this.#states; state++) {
      const to = place[state] ?? 0;
      for (let kind = 0; kind < classCount; kind++) {
        const onward = this.#edges[state * classCount + kind] ?? 0;
        next[to * classCount + kind] = (place[onward] ?? 0) * classCount;
      }
      for (let word = 0; word < words; word++) {
        anywhere[to * words + word] = this.#anywhere[state * words + word] ?? 0;
        atEnd[to * words + word] = this.#atEnd[state * words + word] ?? 0;
      }
    }
    return { next, anywhere, atEnd, firstEnd, firstAnywhere };
  }

  /** 0 where no text ends, 1 where ends of names do only, 2 where others do. */
  #rank(state: number): number {
    let rank = 0;
    for (let at = state * this.#words; at < (state + 1) * this.#words; at++) {
      if (this.#anywhere[at] !== 0) return 2;
      if (this.#atEnd[at] !== 0) rank = 1;
    }
    return rank;
  }
}

/** How many beginnings the texts have, the empty one among them. */
function statesFor(texts: readonly string[]): number {
  let states = 1;
  let last = '';
  for (const text of [...texts].sort()) {
    let shared = 0;
    while (shared < text.length && text[shared] === last[shared]) shared++;
    states += text.length - shared;
    last = text;
  }
  return states;
}

function neededText(need: string): NeededText {
  return { text: need.replace(/[_\-\0]/g, '').toLowerCase(), atEnd: need.endsWith(END_OF_NAME) };
}

/** Adds a member to the set that begins at a place. */
function add(sets: Int32Array, member: number, from = 0): void {
  const word = from + Math.floor(member / WORD);
  sets[word] = (sets[word] ?? 0) | (1 << (member % WORD));
}
