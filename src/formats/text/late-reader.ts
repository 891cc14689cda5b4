import type { RtcEvent } from '../../model/event.js';
import type { RecordSink, StatsSample } from '../../model/sample.js';
import type {
  ByteReader,
  FormatReader,
  Head,
  ReaderSession,
  ReadOptions,
  ReadSummary,
  SourcePart,
  Warning,
} from '../format.js';
import type { TextFormat } from './compile/compile-format.js';
import { textReader } from './reader.js';
import { literalForms } from './search/literal-forms.js';
import { LiteralScanner } from './search/scanner.js';

/** The log is looked through in pieces of this size. */
const PIECE = 256 * 1024;
const LF = 10;

/** What is said of the log when no format is found in it. */
export interface Carrier {
  readonly id: string;
  readonly title: string;
  readonly warning: Warning;
}

/**
 * A reader for logs of carriers (logcat, a browser's own log) whose head shows no SDK: it looks on through the log and
 * reads with the format that is first found, from there on. It claims to observe nothing, so that a log in which
 * nothing was found is not called clear.
 */
export function lateReader(formats: readonly TextFormat[], carrier: Carrier): FormatReader {
  return {
    id: carrier.id,
    title: carrier.title,
    observes: new Set(),
    recognise: () => 0,
    firstTime: () => undefined,
    open: (sink, options) => new LateSession(formats, carrier, sink, options),
  };
}

class LateSession implements ReaderSession {
  private readonly buffer = Buffer.allocUnsafe(PIECE);
  private readonly candidates: readonly { format: TextFormat; reader: FormatReader }[];
  /** One search for the literals of all formats. */
  private readonly scanner: LiteralScanner;
  private inner: ReaderSession | undefined;
  private lines = 0;

  constructor(
    formats: readonly TextFormat[],
    private readonly carrier: Carrier,
    private readonly sink: RecordSink,
    private readonly options: ReadOptions,
  ) {
    this.candidates = formats.map((format) => ({ format, reader: textReader(format) }));
    const literals = new Map<string, number[]>();
    formats.forEach(({ definition }, i) => {
      for (const text of definition.messages.flatMap(({ contains }) => contains.flatMap(literalForms))) {
        literals.set(text, [...(literals.get(text) ?? []), i]);
      }
    });
    this.scanner = new LiteralScanner(literals);
  }

  async read(part: SourcePart): Promise<void> {
    if (this.inner) return this.inner.read(part);
    const bytes = part.open();
    let linesBefore = 0;
    let offset = 0;
    let held = 0;
    for (;;) {
      const count = await bytes.read(this.buffer, held);
      const filled = held + count;
      // Whole lines only; a line longer than the piece is no log record.
      const last = this.buffer.lastIndexOf(LF, filled - 1) + 1;
      const end = count === 0 || last === 0 ? filled : last;
      if (end > 0) {
        const head = headOf(part.head.name, this.buffer.subarray(0, end));
        const found = this.find(head);
        if (found) {
          this.inner = found.open(shifted(this.sink, linesBefore), this.options);
          return this.inner.read(rest(part, head, offset, this.buffer.subarray(0, filled), bytes));
        }
        // Pieces in which nothing is found only count.
        if (count === 0 || filled === PIECE) {
          linesBefore += head.lines.length - (this.buffer[end - 1] === LF ? 1 : 0);
          offset += end;
          this.buffer.copyWithin(0, end, filled);
          held = filled - end;
        } else held = filled;
      }
      if (count === 0) break;
      this.options.progress?.(offset + held);
    }
    this.lines += linesBefore;
  }

  finish(): ReadSummary {
    if (this.inner) return this.inner.finish();
    return {
      records: 0,
      unknownLines: this.lines,
      start: undefined,
      end: undefined,
      clock: { zone: 'unknown', resolutionMs: 0 },
      shiftMs: 0,
      warnings: [this.carrier.warning],
    };
  }

  /** Literals first: most pieces of a carrier's log hold none, and are not looked at line by line. */
  private find(head: Head): FormatReader | undefined {
    let best: { reader: FormatReader; score: number } | undefined;
    const hits = new Set<number>();
    this.scanner.scan(head.bytes, 0, head.bytes.length, hits);
    for (const place of hits) {
      const { reader } = this.candidates[place] ?? {};
      if (!reader) continue;
      const score = reader.recognise(head);
      if (score > (best?.score ?? 0)) best = { reader, score };
    }
    return best?.reader;
  }
}

function headOf(name: string, bytes: Buffer): Head {
  const text = bytes.toString('utf8');
  return { name, bytes, text, lines: text.split(/\r?\n/), complete: false };
}

/** What is left of a part from a piece on that has been read already. */
function rest(part: SourcePart, head: Head, offset: number, piece: Buffer, bytes: ByteReader): SourcePart {
  const again = Buffer.from(piece);
  let at = 0;
  return {
    path: part.path,
    head,
    ...(part.modified === undefined ? {} : { modified: part.modified }),
    open: () => ({
      read: async (target, to) => {
        if (at === again.length) return bytes.read(target, to);
        const count = again.copy(target, to, at);
        at += count;
        return count;
      },
    }),
    originalOffset: (own) => part.originalOffset(offset + own),
  };
}

/** A sink that counts lines from the beginning of the file. */
function shifted(sink: RecordSink, lines: number): RecordSink {
  const move = <T extends RtcEvent | StatsSample>(record: T): T => ({
    ...record,
    at: { ...record.at, line: record.at.line + lines },
  });
  return { event: (event) => sink.event(move(event)), sample: (sample) => sink.sample(move(sample)) };
}
