import { forEachChunkOfLines } from '../../../input/lines.js';
import type { RecordSink } from '../../../model/sample.js';
import type { ReaderSession, ReadOptions, ReadSummary, SourcePart } from '../../format.js';
import type { TextFormat } from '../compile/compile-format.js';
import { LongHeads } from '../long-heads.js';
import { SourceClock } from '../time/clock.js';
import { firstDate } from '../time/first-date.js';
import { LineBefore } from './line-before.js';
import { LineWatch, type Watch } from './line-watch.js';
import { Output } from './output.js';
import { RecordReader } from './record-reader.js';
import { RecordTimes } from './record-times.js';
import { WantedLines } from './wanted-lines.js';

const PROGRESS_STEP = 1 << 20;

export interface SessionOptions {
  /** False looks at every line, as if every literal were in it: the yardstick that the prefilter is tested against. */
  readonly prefilter?: boolean;
  /** Told of every line that is not blank what was made of it: for explaining a log. All lines are decoded for it. */
  readonly watch?: Watch;
}

/**
 * Reads the parts of one log of a text format: `WantedLines` finds the lines worth reading (and has `JoinedLines` join those
 * that make one record), `RecordReader` takes them apart and finds their messages, `RecordTimes` tells their time, and
 * `Output` hands over what the messages give.
 */
export class TextSession implements ReaderSession {
  private readonly clock: SourceClock;
  private readonly output: Output;
  private readonly reader: RecordReader;
  private readonly lines: WantedLines;
  private nextProgress = 0;
  private cut: ReadSummary['cut'];

  constructor(
    private readonly format: TextFormat,
    sink: RecordSink,
    private readonly options: ReadOptions,
    { prefilter, watch }: SessionOptions = {},
  ) {
    const heads = new LongHeads();
    const before = new LineBefore();
    const told = new LineWatch(watch);
    const allOwners = prefilter === false;
    const watched = watch !== undefined;
    this.clock = new SourceClock(format.definition.clock, options.zone);
    this.output = new Output(sink);
    this.reader = new RecordReader(format, new RecordTimes(format, this.clock, heads, before, told), this.output, told);
    this.lines = new WantedLines(format, this.reader, heads, before, {
      everything: allOwners || watched,
      allOwners,
      watched,
    });
  }

  async read(part: SourcePart): Promise<void> {
    const found = firstDate(this.format, part.head.lines);
    this.clock.begin(found.day, found.epoch, part.modified);
    this.nextProgress = 0;
    const summary = await forEachChunkOfLines(part.open(), (buffer, start, end, line, offset) => {
      if (offset >= this.nextProgress) this.progress(offset);
      return this.lines.take(buffer, start, end, line, offset, part);
    });
    this.lines.end();
    this.reader.flush();
    this.output.flush();
    this.options.progress?.(summary.bytes);
    if (summary.cut) this.cut ??= { offset: part.originalOffset(summary.cut.offset), reason: summary.cut.reason };
  }

  finish(): ReadSummary {
    const { clock, shiftMs, warnings } = this.clock.finish();
    const { records, start, end } = this.output;
    return {
      records,
      unknownLines: this.lines.count - this.reader.understood,
      start,
      end,
      clock,
      shiftMs,
      // Times are read of lines that are understood: without one, nothing is known of the clock.
      warnings: records === 0 ? [{ code: 'nothing-understood' }] : warnings,
      ...(this.cut === undefined ? {} : { cut: this.cut }),
    };
  }

  private progress(offset: number): void {
    this.nextProgress = offset + PROGRESS_STEP;
    this.options.progress?.(offset);
  }
}
