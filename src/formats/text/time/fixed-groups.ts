/** A group that stands at the same place in every text that its expression fits. */
export interface FixedGroup {
  /** First character, and the one behind the last. */
  readonly from: number;
  readonly to: number;
  /** What it is made of. */
  readonly source: string;
}

/** A part of an expression that takes one character or a fixed number of them, or a bracket of a plain group. */
const PART =
  /\(\?<(?<name>[A-Za-z_$][\w$]*)>|(?<opening>\((?:\?:|(?!\?)))|(?<closing>\))|(?:\\[dDsSwW]|\\[^\w\s]|\[(?:\\[\s\S]|[^\]\\])*\]|[^\\^$()[\]*+?{}|])(?:\{(?<times>\d+)\})?/y;
/** What follows a part that may take more or less than it says. */
const REPEAT = '*+?{';
/** What brackets and bars may stand in without being any. */
const NOT_STRUCTURE = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]/g;

/** The named groups in the start of an expression as far as it always takes the same number of characters. */
export function fixedGroups(source: string): ReadonlyMap<string, FixedGroup> {
  const found: [string, FixedGroup][] = [];
  // The groups that are open; `found` as long as it was before each.
  const open: {
    readonly name: string | undefined;
    readonly from: number;
    readonly at: number;
    readonly before: number;
  }[] = [];
  let width = 0;
  let certain = source.startsWith('^') && !hasAlternatives(source) ? Number.POSITIVE_INFINITY : 0;
  for (let at = 1; ; at = PART.lastIndex) {
    PART.lastIndex = at;
    const part = PART.exec(source);
    const { name, opening, closing, times } = part?.groups ?? {};
    const isRepeated = part !== null && REPEAT.includes(source[PART.lastIndex] ?? '-');
    if (name !== undefined || opening !== undefined) {
      open.push({ name, from: width, at: PART.lastIndex, before: found.length });
      continue;
    }
    const group = closing === undefined ? undefined : open.pop();
    if (part === null || isRepeated || (closing !== undefined && group === undefined)) {
      // Here it ends; what stands in a group that goes on may be missing as a whole.
      certain = Math.min(certain, group?.before ?? found.length, open[0]?.before ?? found.length);
      return new Map(found.slice(0, certain));
    }
    if (group === undefined) width += Number(times ?? 1);
    else if (group.name !== undefined) {
      found.push([group.name, { from: group.from, to: width, source: source.slice(group.at, part.index) }]);
    }
  }
}

/** True when a text may fit an expression in several ways from its start on. */
function hasAlternatives(source: string): boolean {
  let depth = 0;
  for (const character of source.replace(NOT_STRUCTURE, '')) {
    if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === '|' && depth === 0) return true;
  }
  return false;
}
