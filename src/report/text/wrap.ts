import { displayWidth, graphemes, isPlain, isWide } from './width.js';

/** Never at the start of a line. */
const CLOSING = /^[，。；：、？！）】》」』”’%,.;:?!)\]}]/;
/** Never at the end of a line. */
const OPENING = /[（【《「『“‘([{]$/;

/**
 * Breaks a text into lines of at most `width` columns: at spaces, and between Chinese characters (not before closing
 * or after opening punctuation). What is longer than a line (a path, a URL) is broken where the line is full.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const piece of pieces(text)) {
    const wide = displayWidth(piece);
    if (used + displayWidth(piece.trimEnd()) <= width) {
      line += piece;
      used += wide;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    const parts = displayWidth(piece.trimEnd()) <= width ? [piece] : hardBreak(piece, width);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1) ?? '';
    used = displayWidth(line);
  }
  lines.push(line.trimEnd());
  return lines;
}

let words: Intl.Segmenter | undefined;

/** A text in parts between which it might be broken. */
function segments(text: string): Iterable<string> {
  // Between two spaces there is no place to break at: nothing else has to be known of words.
  if (isPlain(text)) return text.match(/ +|[^ ]+/g) ?? [];
  words ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return Array.from(words.segment(text), ({ segment }) => segment);
}

/** What must stay together, with the spaces behind it. */
function pieces(text: string): readonly string[] {
  const found: string[] = [];
  let piece = '';
  for (const segment of segments(text)) {
    if (piece !== '' && mayBreak(piece, segment)) {
      found.push(piece);
      piece = '';
    }
    piece += segment;
  }
  if (piece !== '') found.push(piece);
  return found;
}

function mayBreak(before: string, next: string): boolean {
  if (next.startsWith(' ')) return false;
  // A number stays with its unit.
  if (/(?:^|[^\p{L}\p{N}.,])[\d.,]{1,20} $/u.test(before)) return /^\d/.test(next);
  if (before.endsWith(' ')) return true;
  if (CLOSING.test(next) || OPENING.test(before)) return false;
  return isWide(next) || isWide(Array.from(before.slice(-2)).at(-1) ?? '');
}

function hardBreak(piece: string, width: number): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const { text: char, width: own } of graphemes(piece)) {
    if (used + own > width && part !== '') {
      parts.push(part);
      part = '';
      used = 0;
    }
    part += char;
    used += own;
  }
  parts.push(part);
  return parts;
}

/** The beginning of a text that fits into `width` columns, with `…` where something was left out. */
export function cut(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let used = 1;
  for (const { text: char, width: own } of graphemes(text)) {
    if (used + own > width) break;
    kept += char;
    used += own;
  }
  return `${kept}…`;
}
