import { isShortage } from '../model/shortage.js';
import { FileBuffer } from './file-buffer.js';

/** Goes through all that something is made of, in the same order each time. */
export type Sources = (visitor: SourceVisitor) => void;

/** Is shown what something is made of. */
export interface SourceVisitor {
  /** The name of a file, also of one whose content does not matter. */
  name(name: string): void;
  /** A file whose content matters. */
  content(path: string): void;
}

/** For the sources, one at a time. Most are smaller than this. */
const file = new FileBuffer(64 * 1024);

/**
 * What something is made of as one sequence of bytes, different for different sources: a line of JSON with names and the
 * lengths of contents, then the contents.
 * @throws what reading a file throws
 */
export function sourceBytes(sources: Sources): Buffer {
  const head: (string | number)[] = [];
  const contents: Buffer[] = [];
  sources({
    name: (name) => head.push(name),
    content: (path) => {
      const length = file.read(path);
      head.push(length);
      contents.push(Buffer.from(file.bytes.subarray(0, length)));
    },
  });
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...contents]);
}

/**
 * Whether something is made of the same today.
 * @param made what `sourceBytes` gave
 */
export function isMadeOf(made: Buffer, sources: Sources): boolean {
  const comparison = new Comparison(made);
  sources(comparison);
  return comparison.isSame();
}

const LINE_END = 10;

/** Compares sources with what they were, file by file: to put them together first took twice as long. */
class Comparison implements SourceVisitor {
  readonly #head: readonly unknown[];
  /** Where in the head and in the contents the next source stands. */
  #entry = 0;
  #at: number;
  #same = true;

  constructor(private readonly made: Buffer) {
    const headEnd = made.indexOf(LINE_END);
    this.#head = JSON.parse(made.toString('utf8', 0, headEnd)) as readonly unknown[];
    this.#at = headEnd + 1;
  }

  name(name: string): void {
    this.#same &&= this.#head[this.#entry++] === name;
  }

  content(path: string): void {
    this.#same &&= this.#isNext(path);
  }

  /** All was the same, and there was no more. */
  isSame(): boolean {
    return this.#same && this.#entry === this.#head.length && this.#at === this.made.length;
  }

  #isNext(path: string): boolean {
    let length: number;
    try {
      length = file.read(path);
    } catch (error) {
      if (isShortage(error)) throw error;
      // What cannot be read is another thing than what was read.
      return false;
    }
    if (this.#head[this.#entry++] !== length) return false;
    const start = this.#at;
    this.#at += length;
    return this.made.compare(file.bytes, 0, length, start, this.#at) === 0;
  }
}
