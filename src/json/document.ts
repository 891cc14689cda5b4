import type { ByteReader } from '../formats/format.js';
import { DocumentStream } from './document-stream.js';

/** Takes the bytes of one string value. */
export interface TextSink {
  /**
   * The next bytes of the string as they stand in the document (escapes included); `bytes` is reused after the call.
   *
   * @param last true with the last piece, which may be empty. A string that the document cuts never gets there.
   */
  write(bytes: Buffer, start: number, end: number, last: boolean): void;
}

/** Where the member name or value stands that is being handed over. */
export interface Position {
  /** Byte offset of the opening quote of the latest member name or string value. */
  readonly offset: number;
  /** Line of that place, 1-based; 0 as long as the document has shown no line feed. */
  line(): number;
}

/** The name of the member that is being handed over; it is valid until the call returns. */
export interface MemberName {
  /** It stands, as the document writes it (escapes included), in `bytes[start..end)`. */
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  text(): string;
}

/** What a document is handed to, in the order of the document. Member names are data: keep them in a Map. */
export interface DocumentConsumer {
  /** Called once, before anything else. */
  begin(position: Position): void;
  enter(container: 'object' | 'array'): void;
  leave(container: 'object' | 'array'): void;
  key(name: MemberName): void;
  /** A number, as written. */
  number(text: string): void;
  literal(value: boolean | null): void;
  /** A string value begins: return where its bytes go, or how many of them `text` wants (0 = skip the string). */
  open(): TextSink | number;
  /** The string value for which `open` returned a limit; `cut` when it was longer. */
  text(value: string, cut: boolean): void;
}

export interface DocumentOptions {
  /** Deepest nesting allowed. Default 200. */
  readonly maxDepth?: number;
  /** Longest member name, bytes. Default 4096. */
  readonly maxKey?: number;
  /** Bytes to read at once. Default 256 KiB. */
  readonly readSize?: number;
  /** Strings longer than this may be handed over in pieces, bytes. Default 128 KiB. */
  readonly keep?: number;
  readonly progress?: (bytes: number) => void;
}

export interface DocumentOutcome {
  /** Bytes read. */
  readonly bytes: number;
  /** Present when the document could not be read to its end: everything before `offset` has been handed over. */
  readonly cut?: { readonly offset: number; readonly reason: string };
}

/**
 * Reads one JSON document of any size with flat memory and hands its content to a consumer. Strings that nobody wants, and
 * those that go over as bytes, cost little more than the search for their end; what stands inside them is not checked.
 * Damage of any kind (a cut, garbage, a read error, a limit) ends the reading and is returned, not thrown; errors of the
 * consumer are thrown on.
 */
export async function streamDocument(
  reader: ByteReader,
  consumer: DocumentConsumer,
  options: DocumentOptions = {},
): Promise<DocumentOutcome> {
  const stream = new DocumentStream(reader, consumer, options);
  return stream.run();
}
