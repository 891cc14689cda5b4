import type { TextFormat } from '../compile/compile-format.js';
import type { Grammar } from '../compile/grammar.js';
import type { LongHeads } from '../long-heads.js';
import { matchLine, type Parsed, parseLine } from '../parse.js';
import type { SourceClock } from '../time/clock.js';
import { anchoredTime } from '../time/first-date.js';
import { timeParts } from '../time/time-parts.js';
import type { LineBefore } from './line-before.js';
import type { LineWatch } from './line-watch.js';

/** Tells the time of each record, and sets the clock by the lines that say what time it is. */
export class RecordTimes {
  private readonly grammar: Grammar;
  private readonly headerPattern: RegExp | undefined;
  private readonly anchors: readonly RegExp[];
  private readonly corrections: readonly RegExp[];
  /** Owner of the header's literal, see TextFormat. */
  private readonly headerOwner: number;

  constructor(
    format: TextFormat,
    private readonly clock: SourceClock,
    private readonly heads: LongHeads,
    private readonly before: LineBefore,
    private readonly watch: LineWatch,
  ) {
    this.grammar = format.grammar;
    this.headerPattern = format.header;
    this.anchors = format.anchors;
    this.corrections = format.corrections;
    this.headerOwner = format.messages.length;
  }

  /** A line may be a header with a date, which holds for what follows. */
  header(parsed: Parsed, line: string, hits: readonly number[]): void {
    if (this.headerPattern === undefined || !hits.includes(this.headerOwner)) return;
    const groups = matchLine(this.headerPattern, parsed, line)?.groups;
    const parts = groups && timeParts(groups);
    if (parts === undefined) return;
    this.clock.header(parts);
    this.watch.fitted('clock');
  }

  /** Source time of a record, ms; undefined when there is none yet. */
  of({ record, time, wrapperTime }: Parsed): number | undefined {
    if (time !== undefined || wrapperTime !== undefined) this.before.clear();
    return record || wrapperTime ? this.clock.time(time, wrapperTime) : this.timeBefore();
  }

  /** What a record at `time` says of the clock itself: an epoch beside it, or that it was set. */
  learn({ message }: Parsed, hits: readonly number[], time: number): void {
    const first = this.headerOwner + 1;
    if ((hits[hits.length - 1] ?? 0) < first) return;
    this.anchors.forEach((anchor, i) => {
      if (!hits.includes(first + i)) return;
      const epoch = anchoredTime(anchor.exec(message)?.groups);
      if (epoch === undefined) return;
      this.clock.anchor(epoch, time);
      this.watch.fitted('clock');
    });
    const next = first + this.anchors.length;
    this.corrections.forEach((correction, i) => {
      if (!hits.includes(next + i)) return;
      const offset = Number(correction.exec(message)?.groups?.offset ?? Number.NaN);
      if (!Number.isFinite(offset)) return;
      this.clock.correct(offset);
      this.watch.fitted('clock');
    });
  }

  /** Time of a record without one: that of the line before it, else the last that was read. */
  private timeBefore(): number | undefined {
    const line = this.before.take();
    const [parsed] = line === undefined ? [] : parseLine(this.grammar, this.heads.with(line));
    const timed = parsed?.time !== undefined || parsed?.wrapperTime !== undefined;
    return parsed && timed ? this.clock.time(parsed.time, parsed.wrapperTime) : this.clock.last;
  }
}
