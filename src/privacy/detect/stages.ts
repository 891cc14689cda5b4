import type { Stretch } from '../stretches.js';
import type { Claims } from '../vault.js';
import type { Piece, Screen, SuspectLine } from './screen.js';

/** What stands around a line, as far as it tells what a value in the line is. */
export interface Surroundings {
  readonly before: string;
  readonly after: string;
}

/** One step of the detection: goes over the whole text before the next one does. */
export interface Stage {
  /** It looks at lines that have one of these marks: a line in which it finds something has. */
  readonly marks: number;
  /** The line with what was found replaced. Nothing that it finds reaches beyond a line. */
  detect(line: Pick<SuspectLine, 'text' | 'pieces'>, claims: Claims, around: () => Surroundings): string;
}

/** Takes note that something was found. */
class Watch implements Claims {
  told = false;

  constructor(private readonly claims: Claims) {}

  claim(...claim: Parameters<Claims['claim']>): string {
    this.told = true;
    return this.claims.claim(...claim);
  }

  claimAddress(...claim: Parameters<Claims['claimAddress']>): string {
    this.told = true;
    return this.claims.claimAddress(...claim);
  }
}

/** So much around a line is asked for at most. */
const BEFORE = 32;
const AFTER = 300;

/** What is left to be done with the whole text; `marks` are those of all its lines. */
export type LastStage = (text: string, marks: number, claims: Claims) => string;

/** What is known of the lines of a text, and what is to be known. */
export interface Scope {
  /** Whole lines: in all others nothing can be found. Without it in all. */
  readonly within?: readonly Stretch[] | undefined;
  /** Takes the lines in which anything was found, as they stand in the answer, in order: in all others nothing can be. */
  readonly suspects?: Stretch[];
}

/** The text after all stages. */
export function runStages(
  screen: Screen,
  stages: readonly Stage[],
  text: string,
  claims: Claims,
  last: LastStage = (output) => output,
  { within, suspects }: Scope = {},
): string {
  const lines = screen.suspects(text, within);
  if (lines.length === 0) return text;
  const watch = new Watch(claims);
  let marks = marksOf(lines);
  let changed = false;
  for (const stage of stages) {
    if ((marks & stage.marks) === 0) continue;
    if (!runStage(stage, lines, text, watch, screen)) continue;
    changed = true;
    marks = marksOf(lines);
  }
  const through = changed ? joined(text, lines) : text;
  const output = last(through, marks, claims);
  if (output === through) addPlaces(lines, suspects);
  else suspects?.push({ start: 0, end: output.length });
  return output;
}

/** True when the stage has changed any line. */
function runStage(stage: Stage, lines: readonly SuspectLine[], text: string, watch: Watch, screen: Screen): boolean {
  const changes: { line: SuspectLine; answer: string }[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined || (line.marks & stage.marks) === 0) continue;
    watch.told = false;
    const answer = stage.detect(line, watch, () => {
      watch.told = true;
      return around(at, lines, text);
    });
    if (answer !== line.text) changes.push({ line, answer });
    if (watch.told || answer !== line.text) line.told = true;
  }
  // Only now: a stage sees all lines as the one before has left them.
  for (const { line, answer } of changes) {
    line.text = answer;
    line.marks = 0;
    line.pieces = [];
    for (const found of screen.suspects(answer)) {
      line.marks |= found.marks;
      line.pieces = line.pieces.length === 0 && found.start === 0 ? found.pieces : [...line.pieces, ...moved(found)];
    }
  }
  return changes.length > 0;
}

/** The pieces of a line that has become the part of another. */
function moved({ start: by, pieces }: SuspectLine): readonly Piece[] {
  return pieces.map(({ start, end, sights }) => ({ start: start + by, end: end + by, sights }));
}

function marksOf(lines: readonly SuspectLine[]): number {
  let marks = 0;
  for (const line of lines) marks |= line.marks;
  return marks;
}

function joined(text: string, lines: readonly SuspectLine[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const line of lines) {
    if (line.start > done) parts.push(text.slice(done, line.start));
    parts.push(line.text);
    done = line.end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}

/** Adds where the lines stand now. */
function addPlaces(lines: readonly SuspectLine[], places: Stretch[] | undefined): void {
  if (places === undefined) return;
  let shift = 0;
  for (const { start, end, text, told } of lines) {
    if (told) places.push({ start: start + shift, end: start + shift + text.length });
    shift += text.length - (end - start);
  }
}

function around(at: number, lines: readonly SuspectLine[], text: string): Surroundings {
  let before = '';
  let start = lines[at]?.start ?? 0;
  for (let previous = at - 1; before.length < BEFORE && start > 0; ) {
    const line = lines[previous];
    if (line?.end === start) {
      before = line.text + before;
      start = line.start;
      previous--;
    } else {
      const from = Math.max(line?.end ?? 0, start - BEFORE);
      before = text.slice(from, start) + before;
      start = from;
    }
  }
  let after = '';
  let end = lines[at]?.end ?? 0;
  for (let next = at + 1; after.length < AFTER && end < text.length; ) {
    const line = lines[next];
    if (line?.start === end) {
      after += line.text;
      end = line.end;
      next++;
    } else {
      const to = Math.min(line?.start ?? text.length, end + AFTER);
      after += text.slice(end, to);
      end = to;
    }
  }
  return { before, after };
}
