import type { TicketWords } from '../locale/ticket-words.js';
import type { ResultEvidence } from '../model/result.js';
import { plainText } from '../report/plain-text.js';
import type { PlannedExcerpt } from './excerpt-plan.js';
import type { LogLine, LogVisitor } from './read-logs.js';

/** Lines shown before and after a line of evidence. */
const AROUND = 8;
/** Of a line of evidence so many characters are shown around the place, of its neighbours so many from the beginning. */
const EVIDENCE_CHARACTERS = 1200;
const NEIGHBOUR_CHARACTERS = 300;

/** A line as the excerpts show it. */
interface ShownLine {
  readonly line: number;
  readonly evidence: boolean;
  readonly text: string;
}

/** Lines of one log that are wanted; evidence without a line is known by its offset. */
interface Wanted {
  readonly lines: ReadonlySet<number>;
  readonly evidence: ReadonlyMap<number, readonly number[]>;
  /** Ascending. */
  readonly offsets: readonly number[];
  readonly shown: Map<number, ShownLine>;
  /** Line in which an offset was found. */
  readonly lineOf: Map<number, number>;
}

/** Collects the lines around the evidence while the logs are read. Whole lines are redacted before they are cut. */
export class ExcerptCollector implements LogVisitor {
  readonly #wanted = new Map<string, Wanted>();
  #current: Wanted | undefined;
  #nextOffset = 0;

  constructor(
    private readonly plan: readonly PlannedExcerpt[],
    private readonly redact: (text: string) => string,
    private readonly words: TicketWords['places'],
  ) {
    const bySource = new Map<string, ResultEvidence[]>();
    for (const item of plan.flatMap(({ evidence }) => evidence)) {
      const same = bySource.get(item.source);
      if (same === undefined) bySource.set(item.source, [item]);
      else same.push(item);
    }
    for (const [source, evidence] of bySource) this.#wanted.set(source, wantedOf(evidence));
  }

  begin(source: string): boolean {
    this.#current = this.#wanted.get(source);
    this.#nextOffset = 0;
    return this.#current !== undefined;
  }

  line(line: LogLine): void {
    const wanted = this.#current;
    if (wanted === undefined) return;
    const at = [...(wanted.evidence.get(line.line) ?? []), ...this.#offsetsIn(line, wanted)];
    if (at.length === 0 && !wanted.lines.has(line.line)) return;
    const redacted = this.redact(line.text);
    const text =
      at.length === 0
        ? cutAround(redacted, 0, NEIGHBOUR_CHARACTERS)
        : cutAround(redacted, this.#middle(line, at[0] ?? 0, redacted), EVIDENCE_CHARACTERS);
    wanted.shown.set(line.line, { line: line.line, evidence: at.length > 0, text: oneLine(text) });
  }

  end(): void {
    this.#current = undefined;
  }

  /** The wanted offsets that lie in this line. */
  #offsetsIn(line: LogLine, wanted: Wanted): number[] {
    const found: number[] = [];
    for (; this.#nextOffset < wanted.offsets.length; this.#nextOffset++) {
      const offset = wanted.offsets[this.#nextOffset] ?? 0;
      if (offset > line.end) break;
      wanted.lineOf.set(offset, line.line);
      found.push(offset);
    }
    return found;
  }

  /** Where the evidence stands in the redacted line: behind as much as the text before it becomes. */
  #middle(line: LogLine, offset: number, redacted: string): number {
    if (redacted.length <= EVIDENCE_CHARACTERS) return 0;
    const index = line.indexOf(offset);
    return index === 0 ? 0 : Math.min(redacted.length, this.redact(line.text.slice(0, index)).length);
  }

  /** The text of each file: windows of lines with their numbers, evidence marked with `>`. */
  texts(head: (excerpt: PlannedExcerpt) => readonly string[]): ReadonlyMap<string, string> {
    return new Map(
      this.plan.map((excerpt) => {
        const blocks = [head(excerpt).join('\n'), ...this.#windows(excerpt)];
        return [excerpt.file, `${blocks.join('\n\n')}\n`] as const;
      }),
    );
  }

  #windows({ evidence }: PlannedExcerpt): string[] {
    const sources = new Map<string, ResultEvidence[]>();
    for (const item of evidence) sources.set(item.source, [...(sources.get(item.source) ?? []), item]);
    return [...sources].flatMap(([source, items]) => {
      const wanted = this.#wanted.get(source);
      const centres = new Set(items.map(({ line, offset }) => (line > 0 ? line : (wanted?.lineOf.get(offset) ?? 0))));
      const lines = [...(wanted?.shown.values() ?? [])]
        .filter(({ line }) => [...centres].some((centre) => Math.abs(centre - line) <= AROUND))
        .sort((a, b) => a.line - b.line);
      const title = `== ${plainText(this.redact(source))}`;
      const words = items.map(({ line, offset, excerpt }) => {
        const place = line > 0 ? this.words.line(line) : this.words.byte(offset);
        return `   ${place}${plainText(this.redact(excerpt))}`;
      });
      return [[title, ...words].join('\n'), ...windowsOf(lines, centres)];
    });
  }
}

function wantedOf(evidence: readonly ResultEvidence[]): Wanted {
  const lines = new Set<number>();
  const places = new Map<number, number[]>();
  for (const { line, offset } of evidence) {
    if (line <= 0) continue;
    for (let near = line - AROUND; near <= line + AROUND; near++) lines.add(near);
    const same = places.get(line);
    if (same === undefined) places.set(line, [offset]);
    else same.push(offset);
  }
  const offsets = evidence.filter(({ line }) => line <= 0).map(({ offset }) => offset);
  return {
    lines,
    evidence: places,
    offsets: [...new Set(offsets)].sort((a, b) => a - b),
    shown: new Map(),
    lineOf: new Map(),
  };
}

/** Runs of neighbouring lines as text. */
function windowsOf(lines: readonly ShownLine[], centres: ReadonlySet<number>): string[] {
  const windows: ShownLine[][] = [];
  for (const line of lines) {
    const last = windows.at(-1);
    if (last !== undefined && last.at(-1)?.line === line.line - 1) last.push(line);
    else windows.push([line]);
  }
  const width = String(lines.at(-1)?.line ?? 0).length;
  return windows.map((window) =>
    window
      .map(({ line, text }) => `${centres.has(line) ? '>' : ' '} ${String(line).padStart(width)}  ${text}`)
      .join('\n'),
  );
}

/** At most `most` characters around `middle`; an ellipsis stands for what is left out. */
function cutAround(text: string, middle: number, most: number): string {
  if (text.length <= most) return text;
  const from = Math.max(0, Math.min(middle - Math.floor(most / 4), text.length - most));
  return `${from > 0 ? '… ' : ''}${text.slice(from, from + most)}${from + most < text.length ? ' …' : ''}`;
}

/** Harmless in a viewer, and still with its indentation. */
function oneLine(text: string): string {
  const indent = /^[ \t]*/.exec(text)?.[0] ?? '';
  return indent.slice(0, 40) + plainText(text);
}
