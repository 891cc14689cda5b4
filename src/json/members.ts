import { StringDecoder } from 'node:string_decoder';
import { isMany, none } from 'stream-chain';
import { Assembler } from 'stream-json/assembler.js';
import { jsonParser, type Token, type TokenSource } from 'stream-json/parser.js';
import type { ByteReader } from '../formats/format.js';

/** Bytes read at once: larger pieces make the tokenizer slower and take more memory. */
const READ_SIZE = 64 * 1024;
/** Deepest nesting. What this program writes has some ten levels; checks of what is nested deeper could exhaust the stack. */
const MOST_LEVELS = 100;

export interface MembersOptions {
  /** Names of the members of the top object that are wanted; the others are read and let go. */
  readonly wanted: ReadonlySet<string>;
  /** Most characters of names and values within the wanted members: in memory they take several times as much. */
  readonly most: number;
}

/** The top object with its wanted members, or why there is none. A document that is no object is handed over whole. */
export type MembersOutcome =
  | { readonly value: unknown }
  | { readonly problem: 'damaged' | 'too-large'; readonly reason: string };

/**
 * Reads a JSON document of any size and puts together the wanted members of its top object: memory grows with these alone.
 * Files that this program wrote are read so (a shard's share of a large folder has more than a string can hold); logs have
 * readers of their own. Never throws for what is in the document; errors of the reader are thrown on.
 */
export async function readMembers(reader: ByteReader, options: MembersOptions): Promise<MembersOutcome> {
  const members = new Members(options);
  try {
    for await (const text of textOf(reader)) members.take(text);
    return members.finish();
  } catch (error) {
    if (error instanceof Refused) return { problem: error.problem, reason: error.message };
    throw error;
  }
}

async function* textOf(reader: ByteReader): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  const chunk = Buffer.allocUnsafe(READ_SIZE);
  let isFirst = true;
  for (let count = await reader.read(chunk, 0); count > 0; count = await reader.read(chunk, 0)) {
    const text = decoder.write(chunk.subarray(0, count));
    // Editors and shells write a byte order mark, which is no JSON.
    yield isFirst && text.startsWith('\ufeff') ? text.slice(1) : text;
    isFirst &&= text === '';
  }
  yield decoder.end();
}

class Refused extends Error {
  constructor(
    readonly problem: 'damaged' | 'too-large',
    message: string,
  ) {
    super(message);
  }
}

class Members {
  readonly #tokenize: TokenSource = jsonParser({ packValues: true, streamValues: false });
  readonly #assembler = new Assembler();
  readonly #options: MembersOptions;
  #depth = 0;
  #isObject = false;
  /** The member of the top object that is being read is wanted. */
  #isWanted = true;
  #size = 0;

  constructor(options: MembersOptions) {
    this.#options = options;
  }

  take(text: string): void {
    for (const token of this.#tokens(text)) this.#token(token);
  }

  finish(): MembersOutcome {
    for (const token of this.#tokens(none)) this.#token(token);
    return { value: this.#assembler.current };
  }

  #tokens(text: string | typeof none): readonly Token[] {
    try {
      // The type of the tokenizer leaves out the call that ends the input.
      const given = (this.#tokenize as (text: string | typeof none) => unknown)(text);
      return isMany(given) ? (given.values as readonly Token[]) : [];
    } catch (error) {
      throw new Refused('damaged', error instanceof Error ? error.message : String(error));
    }
  }

  #token(token: Token): void {
    const { name } = token;
    const opens = name === 'startObject' || name === 'startArray';
    if (this.#depth === 0) this.#isObject = name === 'startObject';
    if (this.#depth === 1 && this.#isObject) {
      if (name === 'keyValue') this.#isWanted = this.#options.wanted.has(token.value);
      else if (name === 'endObject') this.#isWanted = true;
    }
    if (opens && ++this.#depth > MOST_LEVELS)
      throw new Refused('damaged', `it is nested deeper than ${MOST_LEVELS} levels`);
    if (this.#isWanted) this.#keep(token);
    if (name === 'endObject' || name === 'endArray') this.#depth--;
  }

  #keep(token: Token): void {
    this.#size += 1 + ('value' in token && typeof token.value === 'string' ? token.value.length : 0);
    if (this.#size > this.#options.most) throw new Refused('too-large', `more than ${this.#options.most} characters`);
    this.#assembler.consume(token);
  }
}
