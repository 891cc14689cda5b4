import type { Clock } from '../model/result.js';
import type { RecordSink } from '../model/sample.js';
import type { Declined, ReaderSession, SourcePart, Warning } from './format.js';
import type { Candidate, Registry } from './registry.js';
import { undecoratedPart } from './text/decoration.js';
import { unrolledPart } from './text/event-list.js';
import { TextSession } from './text/session/session.js';
import { type LineShape, ShapeCounter } from './text/shapes.js';

const SHAPES = 10;
const EXAMPLE = 200;

/** How often a message fitted, with the first line that it fitted. */
export interface MessageCount {
  readonly name: string;
  readonly count: number;
  readonly line: number;
  readonly example: string;
}

/** How a source is understood. */
export interface Explanation {
  readonly path: string;
  /** Formats that fit at all, the one that counts first. */
  readonly candidates: readonly Candidate[];
  /** Why the source is not read, when it is not. */
  readonly declined?: Declined;
  /** Id of the format it is read with. */
  readonly format?: string;
  readonly clock?: Clock;
  readonly shiftMs?: number;
  readonly warnings: readonly Warning[];
  /** Records by event type, or type of statistics. */
  readonly records: ReadonlyMap<string, number>;
  /** Only for text formats. */
  readonly lines?: LineCounts;
}

export interface LineCounts {
  /** Lines that are not blank, and those of them with the grammar of the format. */
  readonly total: number;
  readonly grammar: number;
  /** Lines that some message fitted, or that the definition ignores. */
  readonly understood: number;
  readonly messages: readonly MessageCount[];
  /** The commonest forms of lines that nothing fitted. */
  readonly unknown: readonly LineShape[];
}

/** Reads a source to tell how it is understood. Memory does not grow with the source. */
export async function explainPart(
  registry: Registry,
  part: SourcePart,
  binary: boolean,
  zone?: string,
): Promise<Explanation> {
  const { path } = part;
  const recognised = registry.recognise(part.head, binary);
  const later = 'further' in recognised ? await registry.lookOn(part, recognised) : recognised;
  const read = 'reader' in later ? later.part : part;
  const found = 'reader' in later ? later.reader : later;
  const candidates = binary ? [] : registry.candidates('reader' in later ? later.seen : part.head);
  const records = new Map<string, number>();
  if (!('open' in found)) return { path, candidates, declined: found, warnings: [found.warning], records };
  const text = candidates.find(({ id }) => id === found.id)?.text;
  const counter = new LineCounter();
  const options = zone === undefined ? {} : { zone };
  const sink = countingSink(records);
  const session: ReaderSession =
    text === undefined
      ? found.open(sink, options)
      : new TextSession(text, sink, options, {
          watch: (line, at, names, record) => counter.add(line, at.line, names, record),
        });
  await session.read(text === undefined || read !== part ? read : undecoratedPart(unrolledPart(read)));
  const { clock, shiftMs, warnings } = session.finish();
  return {
    path,
    candidates,
    format: found.id,
    clock,
    shiftMs,
    warnings,
    records,
    ...(text === undefined ? {} : { lines: counter.counts() }),
  };
}

function countingSink(records: Map<string, number>): RecordSink {
  const count = (name: string) => records.set(name, (records.get(name) ?? 0) + 1);
  return {
    event: ({ type }) => count(type),
    sample: ({ stats }) => {
      for (const { type } of stats) count(type);
    },
  };
}

class LineCounter {
  private total = 0;
  private grammar = 0;
  private understood = 0;
  private readonly messages = new Map<string, { count: number; line: number; example: string }>();
  private readonly shapes = new ShapeCounter();

  add(text: string, line: number, names: readonly string[], record: boolean): void {
    this.total++;
    if (record) this.grammar++;
    if (names.length === 0) {
      this.shapes.add(text, line);
      return;
    }
    this.understood++;
    for (const name of names) {
      const known = this.messages.get(name);
      if (known) known.count++;
      else this.messages.set(name, { count: 1, line, example: text.trim().slice(0, EXAMPLE) });
    }
  }

  counts(): LineCounts {
    const { total, grammar, understood } = this;
    const messages = [...this.messages]
      .map(([name, { count, line, example }]) => ({ name, count, line, example }))
      .sort((a, b) => b.count - a.count);
    return { total, grammar, understood, messages, unknown: this.shapes.top(SHAPES) };
  }
}
