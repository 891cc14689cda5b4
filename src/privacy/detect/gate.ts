import type { Claims } from '../vault.js';
import type { Detector } from './detector.js';
import { requiredTexts } from './required-texts.js';

/** A detector and what a text holds wherever it finds something. */
export interface GatedDetector {
  /** Texts of which one stands in everything that is found; one that ends in `END_OF_NAME` is the end of a
   * name, before a colon or an equals sign. */
  readonly needs: readonly string[];
  readonly detect: Detector;
}

/**
 * A pattern whose matches are replaced.
 * @param needs what a match must hold, where more is known of it than can be seen from the pattern
 */
export function gated(pattern: RegExp, detect: Detector, needs = requiredTexts(pattern) ?? ['']): GatedDetector {
  return { needs, detect };
}

/** See `GatedDetector.needs`. */
export const END_OF_NAME = '\0';

/** Lines longer than this are looked at in pieces, cut behind an object or a list. */
const LONG = 2048;
const NEWLINE = 0x0a;
const COMMA = 0x2c;
const COLON = 0x3a;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const CLOSE_BRACKET = 0x5d;
const CLOSE_BRACE = 0x7d;

/** Class of characters that are passed over, and of those that no text holds. */
const PASSED = 0;
const OTHER = 1;
/** Detectors in one word of a set. */
const WORD = 31;

/**
 * Runs detectors on those lines only that can hold something for them. All the texts that they need are looked for in
 * one pass (Aho and Corasick, 1975), because most lines of a log hold none, and a hundred patterns would each look at all.
 */
export class Gate {
  readonly #classes = new Uint8Array(0x10000).fill(OTHER);
  /** The next state by state and class. */
  readonly #next: Uint16Array;
  readonly #classCount: number;
  /** Of each state, 1 when a text ends there, and 1 when one does that is the end of a name. */
  readonly #ends: Uint8Array;
  readonly #isName: Uint8Array;
  /** Of each state the detectors that need a text that ends there, anywhere and at the end of a name. */
  readonly #anywhere: Int32Array;
  readonly #atEnd: Int32Array;
  readonly #words: number;
  /** Detectors that need nothing, and the detectors that the current piece needs. */
  readonly #always: Int32Array;
  readonly #found: Int32Array;

  constructor(private readonly detectors: readonly GatedDetector[]) {
    const texts = detectors.map(({ needs }) => needs.map(neededText));
    this.#words = Math.ceil(detectors.length / WORD);
    this.#always = new Int32Array(this.#words);
    for (const [at, needs] of texts.entries()) if (needs.some(({ text }) => text === '')) add(this.#always, at);
    const characters = new Set(texts.flat().flatMap(({ text }) => [...text]));
    this.#classCount = OTHER + 1 + characters.size;
    this.#found = new Int32Array(this.#words);
    for (const skipped of '_-') this.#classes[skipped.charCodeAt(0)] = PASSED;
    for (const [at, character] of [...characters].entries()) {
      for (const one of [character, character.toUpperCase()])
        if (one.length === 1) this.#classes[one.charCodeAt(0)] = OTHER + 1 + at;
    }
    // A state for each beginning of a text, and one for none.
    const beginnings = texts.flat().flatMap(({ text }) => Array.from(text, (_, at) => text.slice(0, at + 1)));
    const states = 1 + new Set(beginnings).size;
    this.#next = new Uint16Array(states * this.#classCount);
    this.#ends = new Uint8Array(states);
    this.#isName = new Uint8Array(states);
    this.#anywhere = new Int32Array(states * this.#words);
    this.#atEnd = new Int32Array(states * this.#words);
    this.#buildTrie(texts);
    this.#linkFailures();
  }

  #buildTrie(texts: readonly (readonly NeededText[])[]): void {
    let states = 1;
    for (const [detector, needs] of texts.entries()) {
      for (const { text, atEnd } of needs) {
        let state = 0;
        for (let at = 0; at < text.length; at++) {
          const edge = state * this.#classCount + (this.#classes[text.charCodeAt(at)] ?? OTHER);
          if (this.#next[edge] === 0) this.#next[edge] = states++;
          state = this.#next[edge] ?? 0;
        }
        if (state === 0) continue;
        add(atEnd ? this.#atEnd : this.#anywhere, detector, state * this.#words);
        this.#ends[state] = 1;
        if (atEnd) this.#isName[state] = 1;
      }
    }
  }

  /** Where a text goes on that has begun within another: state by state, shorter ones first. */
  #linkFailures(): void {
    const failure = new Uint16Array(this.#ends.length);
    const queue: number[] = [];
    for (let kind = 0; kind < this.#classCount; kind++) {
      const state = this.#next[kind] ?? 0;
      if (state !== 0) queue.push(state);
    }
    for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
      const shorter = failure[state] ?? 0;
      for (let word = 0; word < this.#words; word++) {
        const [to, from] = [state * this.#words + word, shorter * this.#words + word];
        this.#anywhere[to] = (this.#anywhere[to] ?? 0) | (this.#anywhere[from] ?? 0);
        this.#atEnd[to] = (this.#atEnd[to] ?? 0) | (this.#atEnd[from] ?? 0);
      }
      if (this.#ends[shorter] === 1) this.#ends[state] = 1;
      if (this.#isName[shorter] === 1) this.#isName[state] = 1;
      for (let kind = 0; kind < this.#classCount; kind++) {
        const edge = state * this.#classCount + kind;
        const onward = this.#next[shorter * this.#classCount + kind] ?? 0;
        const child = this.#next[edge] ?? 0;
        if (child === 0) this.#next[edge] = onward;
        else {
          failure[child] = onward;
          queue.push(child);
        }
      }
    }
    // A character that is passed over leaves everything as it is.
    for (let state = 0; state < this.#ends.length; state++) this.#next[state * this.#classCount + PASSED] = state;
  }

  /** The text after all detectors, each on the pieces that it may find something in. */
  run(text: string, claims: Claims): string {
    let output = '';
    let done = 0;
    for (let start = 0; start < text.length; ) {
      const end = this.#scan(text, start);
      if (this.#finds()) {
        const piece = text.slice(start, end);
        const answer = this.#detect(piece, claims);
        if (answer !== piece) {
          output += text.slice(done, start) + answer;
          done = end;
        }
      }
      start = end;
    }
    return done === 0 ? text : output + text.slice(done);
  }

  #finds(): boolean {
    for (let word = 0; word < this.#words; word++) if (this.#found[word] !== 0) return true;
    return false;
  }

  #detect(piece: string, claims: Claims): string {
    let output = piece;
    for (let word = 0; word < this.#words; word++) {
      // The lowest of the set first, which is the order of the detectors.
      for (let set = this.#found[word] ?? 0; set !== 0; set &= set - 1) {
        const at = word * WORD + 31 - Math.clz32(set & -set);
        output = this.detectors[at]?.detect(output, claims) ?? output;
      }
    }
    return output;
  }

  /** Notes which detectors the piece that begins at the place needs; answers where it ends. */
  #scan(text: string, start: number): number {
    const classes = this.#classes;
    const next = this.#next;
    const ends = this.#ends;
    const classCount = this.#classCount;
    const { length } = text;
    this.#found.set(this.#always);
    let state = 0;
    let at = start;
    for (; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code === NEWLINE) return at + 1;
      state = next[state * classCount + (classes[code] ?? OTHER)] ?? 0;
      if (ends[state] === 1) this.#note(state, text, at + 1);
      if (code === COMMA && at - start > LONG && isBehindObject(text, at)) return at + 1;
    }
    return at;
  }

  /** Adds the detectors that need a text which ends in a state. */
  #note(state: number, text: string, end: number): void {
    const first = state * this.#words;
    const nameEnds = this.#isName[state] === 1 && endsName(text, end);
    for (let word = 0; word < this.#words; word++) {
      const atEnd = nameEnds ? (this.#atEnd[first + word] ?? 0) : 0;
      this.#found[word] = (this.#found[word] ?? 0) | (this.#anywhere[first + word] ?? 0) | atEnd;
    }
  }
}

interface NeededText {
  readonly text: string;
  readonly atEnd: boolean;
}

function neededText(need: string): NeededText {
  return { text: need.replace(/[_\-\0]/g, '').toLowerCase(), atEnd: need.endsWith(END_OF_NAME) };
}

/** Adds a detector to the set that begins at a place. */
function add(sets: Int32Array, detector: number, from = 0): void {
  const word = from + Math.floor(detector / WORD);
  sets[word] = (sets[word] ?? 0) | (1 << (detector % WORD));
}

/** What stands between a name and its value: perhaps a quote, perhaps blanks, a colon or an equals sign. */
const SEPARATOR = /\\{0,15}["']?\s{0,3}[:=：]/y;

function endsName(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === COLON || code === EQUALS) return true;
  if (isWordCode(code) || code === COMMA) return false;
  SEPARATOR.lastIndex = at;
  return SEPARATOR.test(text);
}

function isWordCode(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
}

/** `},`, `],` or `]",`. */
function isBehindObject(text: string, comma: number): boolean {
  const before = text.charCodeAt(comma - 1);
  const closing = before === QUOTE ? text.charCodeAt(comma - 2) : before;
  return closing === CLOSE_BRACE || closing === CLOSE_BRACKET;
}
