import type { ByteReader, ReadSummary, SourcePart, Warning } from '../formats/format.js';
import type { CallSummary } from '../model/call.js';
import type { RtcEvent } from '../model/event.js';
import type { SourceStatus } from '../model/result.js';
import type { RecordSink, StatsSample } from '../model/sample.js';
import type { JudgedSubject } from '../rules/evaluation.js';
import type { ContentDigest } from './content-digest.js';
import { StatsHoles } from './stats-holes.js';

/** What was read of one file of a log. Times are source time, ms. */
export interface ReadPart {
  readonly path: string;
  /** Unpacked bytes. */
  readonly bytes: number;
  readonly records: number;
  readonly start: number | undefined;
  readonly end: number | undefined;
}

/**
 * One logical log after reading and judging: a file, or the rotated files of one log. Plain data: all that is said of
 * several logs together is worked out from these, wherever they were read.
 */
export interface ReadLog {
  readonly path: string;
  /** Format id, or `unknown`. */
  readonly format: string;
  readonly status: SourceStatus;
  readonly parts: readonly ReadPart[];
  readonly warnings: readonly Warning[];
  /** Only when a format reader read it. */
  readonly summary?: ReadSummary;
  readonly calls?: readonly CallSummary[];
  /** What the rules made of the log. */
  readonly judged?: readonly JudgedSubject[];
  /** Equal for logs of equal content. */
  readonly digest?: string;
}

/** Is shown the bytes of one file in UTF-8 while they are read. What it is given is overwritten after the call. */
export interface ByteWitness {
  push(bytes: Uint8Array): void;
  /** The file has been read, as far as it is read at all. */
  end(): void;
}

/** Passes records on and counts them, and the bytes behind them, part by part. */
export class ReadMeter implements RecordSink {
  readonly parts: ReadPart[] = [];
  readonly holes = new StatsHoles();
  #records = 0;
  #bytes = 0;
  /** Infinite until a record with a time came. */
  #start = Number.POSITIVE_INFINITY;
  #end = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly next: RecordSink,
    private readonly onBytes: (bytes: number) => void,
    /** Is shown all bytes; absent where there is no other log to compare this one with. */
    private readonly digest: ContentDigest | undefined,
  ) {}

  event(event: RtcEvent): void {
    this.#note(event.time);
    this.holes.event(event);
    this.next.event(event);
  }

  sample(sample: StatsSample): void {
    this.#note(sample.time);
    this.holes.sample(sample);
    this.next.sample(sample);
  }

  connectionDone(connection: string): void {
    this.next.connectionDone?.(connection);
  }

  /** The part, with its bytes counted, and shown to the witness, while they are read. */
  meter(part: SourcePart, witness?: ByteWitness): SourcePart {
    const { before } = part;
    if (before !== undefined) this.#count(before.bytes);
    return {
      path: part.path,
      head: part.head,
      ...(part.modified === undefined ? {} : { modified: part.modified }),
      ...(before === undefined ? {} : { before }),
      open: () => this.#counted(part.open(), witness),
      originalOffset: (offset) => part.originalOffset(offset),
    };
  }

  /** Closes the books of one part. */
  endPart(path: string): void {
    const isTimed = this.#start <= this.#end;
    const extent = { start: isTimed ? this.#start : undefined, end: isTimed ? this.#end : undefined };
    this.parts.push({ path, bytes: this.#bytes, records: this.#records, ...extent });
    this.#records = 0;
    this.#bytes = 0;
    this.#start = Number.POSITIVE_INFINITY;
    this.#end = Number.NEGATIVE_INFINITY;
  }

  #counted(reader: ByteReader, witness: ByteWitness | undefined): ByteReader {
    return {
      read: async (target, at) => {
        const count = await reader.read(target, at);
        witness?.push(target.subarray(at, at + count));
        this.digest?.add(target, at, at + count);
        this.#count(count);
        return count;
      },
    };
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    this.onBytes(bytes);
  }

  #note(time: number): void {
    this.#records++;
    if (!Number.isFinite(time)) return;
    if (time < this.#start) this.#start = time;
    if (time > this.#end) this.#end = time;
  }
}
