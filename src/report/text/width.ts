/** Ranges of code points that fill two columns of a terminal (Unicode East Asian Width: Wide and Fullwidth). */
const WIDE: readonly (readonly [from: number, to: number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x3247],
  [0x3250, 0x4dbf],
  [0x4e00, 0xa4c6],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x1f200, 0x1f251],
  [0x20000, 0x3fffd],
];

const EMOJI = /\p{Emoji_Presentation}/u;
/**
 * Texts whose characters all stand for themselves and fill one column: ASCII, Latin, punctuation, arrows, operators, ticks.
 * Most texts are such, and the data that the engine loads to know graphemes takes 10 ms.
 */
const PLAIN = /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2500-\u25fc\u2713-\u2718]*$/;
const MARK = /^\p{M}$/u;
let segmenter: Intl.Segmenter | undefined;

/** True for texts in which each character fills one column, and words end at spaces only. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** What a reader takes for one character, each with its width in columns. */
export function graphemes(text: string): readonly { readonly text: string; readonly width: number }[] {
  if (isPlain(text)) return Array.from(text, (char) => ({ text: char, width: 1 }));
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => ({ text: segment, width: graphemeWidth(segment) }));
}

/** Columns that a text without control characters fills. */
export function displayWidth(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const { width: own } of graphemes(text)) width += own;
  return width;
}

/** True for characters between which a line may be broken without a space. */
export function isWide(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return code >= 0x1100 && WIDE.some(([from, to]) => code >= from && code <= to);
}

/** The sum over the code points: terminals that do not join emoji sequences show them so, others show less. */
function graphemeWidth(segment: string): number {
  let width = 0;
  for (const char of segment) width += EMOJI.test(char) || isWide(char) ? 2 : MARK.test(char) ? 0 : 1;
  return width;
}
