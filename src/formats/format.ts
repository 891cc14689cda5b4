import type { EventType } from '../model/event.js';
import type { Clock } from '../model/result.js';
import type { RecordSink } from '../model/sample.js';

/** The start of a source, for recognition: at most 64 KiB. */
export interface Head {
  /** File name without folder; a hint only, never proof. */
  readonly name: string;
  /** Raw bytes after unpacking, before decoding. */
  readonly bytes: Buffer;
  /** Decoded text. */
  readonly text: string;
  /** Complete lines of `text` (a cut last line is left out when there are others). */
  readonly lines: readonly string[];
  /** True when the head is the whole source. */
  readonly complete: boolean;
}

/**
 * A source of UTF-8 bytes. `read` fills `target` from `at` on and resolves to the number of bytes written, 0 at the
 * end. Files are read by position into one reused buffer; gzip, zip members, standard input and transcoded text come
 * from streams behind the same call.
 */
export interface ByteReader {
  read(target: Buffer, at: number): Promise<number>;
}

/** One file (or zip member, or standard input) that a reader session is to read. */
export interface SourcePart {
  /** Goes into every `Location.source`. */
  readonly path: string;
  readonly head: Head;
  /** Modification time of the file, epoch ms, when known: helps to find a missing year or date. */
  readonly modified?: number;
  /** Bytes from the beginning (the head included); may be called once. */
  open(): ByteReader;
  /** Maps an offset of the bytes that `open` delivers to one of the unpacked file (they differ for transcoded text). */
  originalOffset(offset: number): number;
  /** What stands in the file before the log begins. `open` leaves it out, and places in the file count it (`locate`). */
  readonly before?: { readonly lines: number; readonly bytes: number };
}

export interface ReadOptions {
  /** IANA zone or ±hh:mm of the device that wrote the log, from --tz; used only where the log has no zone of its own. */
  readonly zone?: string;
  /** Called with the number of bytes consumed so far of the current part. */
  readonly progress?: (bytes: number) => void;
}

/** What a session says of what it has read. */
export interface ReadSummary {
  readonly records: number;
  /** Lines (or members) that no pattern understood; 0 for formats without lines. */
  readonly unknownLines: number;
  /** Source time of the first and last record that counts for the call, ms. */
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly clock: Clock;
  /** Added to source times gives epoch ms (see `RtcEvent.time`). */
  readonly shiftMs: number;
  /** In the language-neutral form `code` or `code: detail`; src/locale puts them into words. */
  readonly warnings: readonly Warning[];
  /** Where reading had to stop before the end, in words for the report; absent when all was read. */
  readonly cut?: { readonly offset: number; readonly reason: string };
}

/** A remark about a source. `code` is a key of the locale's warning table, `detail` fills its placeholder. */
export interface Warning {
  readonly code: string;
  readonly detail?: string;
}

/** Reads the parts of one logical log in order and hands the records to the sink it was opened with. */
export interface ReaderSession {
  /**
   * Throws only for what makes the rest of the log unreadable in principle (a bug, a disk error); damaged input ends
   * up in `ReadSummary.cut` and warnings, and everything before the damage has been handed over.
   */
  read(part: SourcePart): Promise<void>;
  finish(): ReadSummary;
}

export interface FormatReader {
  /** Stable id: `webrtc-internals`, `rtcstats`, `getstats`, `agora-native`, `agora-web`, … */
  readonly id: string;
  /** Name for reports. */
  readonly title: string;
  /** Event types this format is able to show: without one in a log, a rule on it is clear rather than not observable. */
  readonly observes: ReadonlySet<EventType>;
  /**
   * 0 = no, 1 = certainly; values between compete. Sees content only.
   * @param least a score below this one need not be exact
   */
  recognise(head: Head, least?: number): number;
  /**
   * Fits the start of the first line of such a log: where one may begin behind lines that are not of it. With the flags
   * `g` and `m`, for bytes as Latin-1. Formats of text lines need none.
   */
  readonly beginning?: RegExp;
  /** Source time of the first dated record in the head, to order the parts of a rotated log; undefined when none is. */
  firstTime(head: Head): number | undefined;
  open(sink: RecordSink, options: ReadOptions): ReaderSession;
}

/** A source that is known but not analysed. */
export interface Declined {
  readonly format: string;
  readonly status: 'encrypted' | 'declined' | 'unrecognized' | 'empty';
  /** Warning code that says what to do with the file. */
  readonly warning: Warning;
  /** A log may begin further down in the source: `Registry.lookOn` finds it. */
  readonly further?: true;
}

/** A log with the part of its source that it stands in. */
export interface Found {
  readonly reader: FormatReader;
  readonly part: SourcePart;
  /** The lines by which it was found. */
  readonly seen: Head;
}
