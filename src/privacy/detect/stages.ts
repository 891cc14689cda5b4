import type { Claims } from '../vault.js';
import type { Screen, SuspectLine } from './screen.js';

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

/** A suspect line as the stages before have left it. */
interface Line extends Pick<SuspectLine, 'start' | 'end' | 'text' | 'marks' | 'pieces'> {
  text: string;
  marks: number;
  pieces: SuspectLine['pieces'];
}

/** So much around a line is asked for at most. */
const BEFORE = 32;
const AFTER = 300;

/** What is left to be done with the whole text; `marks` are those of all its lines. */
export type LastStage = (text: string, marks: number, claims: Claims) => string;

/** The text after all stages. */
export function runStages(
  screen: Screen,
  stages: readonly Stage[],
  text: string,
  claims: Claims,
  last: LastStage = (output) => output,
): string {
  const lines: Line[] = screen.suspects(text);
  if (lines.length === 0) return text;
  let marks = marksOf(lines);
  let changed = false;
  for (const stage of stages) {
    if ((marks & stage.marks) === 0) continue;
    if (!runStage(stage, lines, text, claims, screen)) continue;
    changed = true;
    marks = marksOf(lines);
  }
  return last(changed ? joined(text, lines) : text, marks, claims);
}

/** True when the stage has changed any line. */
function runStage(stage: Stage, lines: readonly Line[], text: string, claims: Claims, screen: Screen): boolean {
  const changes: { line: Line; answer: string }[] = [];
  for (const [at, line] of lines.entries()) {
    if ((line.marks & stage.marks) === 0) continue;
    const answer = stage.detect(line, claims, () => around(at, lines, text));
    if (answer !== line.text) changes.push({ line, answer });
  }
  // Only now: a stage sees all lines as the one before has left them.
  for (const { line, answer } of changes) {
    line.text = answer;
    line.marks = 0;
    line.pieces = [];
    for (const { start, marks, pieces } of screen.suspects(answer)) {
      line.marks |= marks;
      line.pieces = [
        ...line.pieces,
        ...pieces.map((piece) => ({ ...piece, start: piece.start + start, end: piece.end + start })),
      ];
    }
  }
  return changes.length > 0;
}

function marksOf(lines: readonly Line[]): number {
  let marks = 0;
  for (const line of lines) marks |= line.marks;
  return marks;
}

function joined(text: string, lines: readonly Line[]): string {
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

function around(at: number, lines: readonly Line[], text: string): Surroundings {
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
