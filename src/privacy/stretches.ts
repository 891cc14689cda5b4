/** A part of a text. */
export interface Stretch {
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
}

/** A part of a text that was replaced by another of some length. */
export interface Replaced extends Stretch {
  readonly length: number;
}

/**
 * The lines that hold these stretches or a replaced part.
 * @param stretches in their order, by places before anything was replaced
 * @param replaced in their order, likewise
 * @param after the text with the parts replaced; the answer is about this one
 */
export function linesAfter(
  stretches: readonly Stretch[],
  replaced: readonly Replaced[],
  after: string,
): readonly Stretch[] {
  if (replaced.length === 0) return stretches;
  const shifts = new Int32Array(replaced.length + 1);
  for (const [at, { start, end, length }] of replaced.entries())
    shifts[at + 1] = (shifts[at] ?? 0) + length - (end - start);
  const lines: Stretch[] = [];
  for (const { start, end } of [...stretches, ...replaced].sort((a, b) => a.start - b.start)) {
    const first = placeAfter(start, replaced, shifts);
    const behind = placeAfter(end, replaced, shifts);
    const last = lines.at(-1);
    // A line may be long, and hold many.
    if (last !== undefined && behind <= last.end) continue;
    const from = first === 0 ? 0 : after.lastIndexOf('\n', first - 1) + 1;
    const newline = after.indexOf('\n', Math.max(from, behind - 1));
    const to = newline < 0 ? after.length : newline + 1;
    if (last === undefined || from >= last.end) lines.push({ start: from, end: to });
    else lines[lines.length - 1] = { start: last.start, end: to };
  }
  return lines;
}

/** Where a place stands now; one within a replaced part where that begins. */
function placeAfter(place: number, replaced: readonly Replaced[], shifts: Int32Array): number {
  let low = 0;
  let high = replaced.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((replaced[middle]?.end ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return Math.min(place, replaced[low]?.start ?? place) + (shifts[low] ?? 0);
}
