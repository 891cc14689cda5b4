/** A value lifted out of a document. Its JSON text is `bytes[start..end)`, which is valid during the call only. */
export interface Element {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  /** Keys from the root down to it; elements of arrays have no key of their own: ''. */
  readonly path: readonly string[];
  /** 1-based line and byte offset of its first byte. */
  readonly line: number;
  readonly offset: number;
}

/** An element that has been taken where it begins: where it ends in the bytes, and the line ends in it. */
export interface Taken {
  end: number;
  lineEnds: number;
}

/** The JSON text of an element. */
export function elementText({ bytes, start, end }: Element): string {
  return bytes.toString('utf8', start, end);
}

export interface ElementOptions {
  /** Says for an object or array at `path` whether it is lifted as a whole; if not, it is descended into. */
  lift(path: readonly string[], opener: '{' | '['): boolean;
  element(element: Element): void;
  /**
   * Takes an element of which only the beginning is known: it begins where `rest` does, which may end before it, or go on
   * behind it. Says in `taken` where it ends; false leaves it to `element`, once its end is found.
   */
  takeAt?(rest: Element, taken: Taken): boolean;
  /** The root value has ended; there may be several in a file. */
  rootEnd?(): void;
  /** An element longer than the limit was left out. */
  tooLong(offset: number): void;
  readonly progress?: ((bytes: number) => void) | undefined;
  readonly maxElementBytes?: number;
  readonly bufferBytes?: number;
}

export interface ElementSummary {
  readonly bytes: number;
  /** Where the document ended before its time: in the middle of a value, or by damage of the input. */
  readonly cut?: { readonly offset: number; readonly reason: string };
}
