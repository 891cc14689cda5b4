/** Shapes that are counted at once: when there are more, the rarest are forgotten. */
const MAX_SHAPES = 2000;
const LONGEST = 160;

/** One form of lines, with numbers, ids and texts taken out. */
export interface LineShape {
  readonly shape: string;
  readonly count: number;
  /** Number of the first such line, from 1. */
  readonly line: number;
}

/** Counts forms of lines in bounded memory. Rare forms may be lost, those that are common are not. */
export class ShapeCounter {
  private readonly counts = new Map<string, { count: number; line: number }>();

  add(text: string, line: number): void {
    const shape = shapeOf(text);
    const known = this.counts.get(shape);
    if (known) {
      known.count++;
      return;
    }
    if (this.counts.size >= MAX_SHAPES) this.forget();
    this.counts.set(shape, { count: 1, line });
  }

  /** The most common forms, the commonest first. */
  top(limit: number): LineShape[] {
    return [...this.counts]
      .map(([shape, { count, line }]) => ({ shape, count, line }))
      .sort((a, b) => b.count - a.count || a.line - b.line)
      .slice(0, limit);
  }

  private forget(): void {
    let least = Number.POSITIVE_INFINITY;
    for (const { count } of this.counts.values()) least = Math.min(least, count);
    for (const [shape, { count }] of this.counts) if (count === least) this.counts.delete(shape);
  }
}

/** A line with placeholders for what differs between lines of the same kind, cut to a readable length. */
function shapeOf(text: string): string {
  return text
    .slice(0, 1024)
    .replace(/\b[a-z][a-z+.-]{1,10}:\/\/[^\s"'<>]+/gi, '<url>')
    .replace(/"(?:[^"\\]|\\.)*"(?!\s*:)/g, '"…"')
    .replace(/\b(?=[0-9a-f-]*\d)[0-9a-f]{4,}(?:-[0-9a-f]{4,})+\b/gi, '<id>')
    .replace(/\b(?=[0-9a-z_]*\d)(?=[0-9_]*[a-z])[0-9a-z_]{8,}\b/gi, '<id>')
    .replace(/\d+(?:\.\d+)?/g, '#')
    .replace(/#(?:[:/.,-]#)+/g, '#')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST);
}
