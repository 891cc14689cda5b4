import type { EventType } from '../../model/event.js';
import type { RecordSink } from '../../model/sample.js';
import type { FormatReader, ReaderSession, ReadOptions, ReadSummary, SourcePart } from '../format.js';
import { locate } from '../locate.js';
import { readLines } from '../stats/read-lines.js';
import { SummaryBuilder } from '../stats/summary.js';
import { DumpLines } from './dump.js';
import { OBSERVED } from './events.js';
import { JitsiLines } from './jitsi.js';
import { BEGINNING, dialectOf, firstTimeOf } from './recognise.js';
import { Recorder } from './recorder.js';
import { TimeOrder } from './time-order.js';
import { WholeFile } from './whole-file.js';

/**
 * Reader of rtcstats logs: what a page's peer connections did and their statistics, second by second. Three dialects:
 * Jitsi's JSON Lines, Chrome's `RTCStatsDump` (file format 3) and the one-document form of 2016.
 */
export const rtcstatsReader: FormatReader = {
  id: 'rtcstats',
  title: 'rtcstats',
  observes: new Set<EventType>(OBSERVED),
  beginning: BEGINNING,
  recognise: (head) => (dialectOf(head) === undefined ? 0 : 0.97),
  firstTime: firstTimeOf,
  open: (sink, options) => new RtcstatsSession(sink, options),
};

class RtcstatsSession implements ReaderSession {
  readonly #options: ReadOptions;
  readonly #summary = new SummaryBuilder();
  readonly #order: TimeOrder;
  readonly #recorder: Recorder;
  /** Kept over the parts of a rotated log: reports of a later part build upon those of the earlier one. */
  #jitsi: JitsiLines | undefined;
  #dump: DumpLines | undefined;

  constructor(sink: RecordSink, options: ReadOptions) {
    this.#options = options;
    this.#order = new TimeOrder(sink);
    this.#recorder = new Recorder(this.#order, this.#summary);
  }

  async read(part: SourcePart): Promise<void> {
    const dialect = dialectOf(part.head);
    if (dialect === 'whole-file') return new WholeFile(this.#recorder, this.#summary).read(part, this.#options);
    const lines = this.#lines(dialect);
    await readLines(part, this.#summary, this.#options, (buffer, start, end, line, offset) =>
      lines.line(buffer, start, end, locate(part, line, offset)),
    );
  }

  finish(): ReadSummary {
    this.#jitsi?.finish();
    this.#dump?.finish();
    this.#recorder.finish();
    this.#order.flush();
    return this.#summary.build();
  }

  /** A later part of a rotated log need not have a beginning that shows its dialect: it is that of the part before. */
  #lines(dialect: 'dump' | 'jitsi' | undefined): DumpLines | JitsiLines {
    if (dialect === 'dump' || (dialect === undefined && this.#dump !== undefined)) {
      this.#dump ??= new DumpLines(this.#recorder, this.#summary);
      return this.#dump;
    }
    this.#jitsi ??= new JitsiLines(this.#recorder, this.#summary);
    return this.#jitsi;
  }
}
