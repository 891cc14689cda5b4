/** Longest text that a regular expression is run over: bounds the time of one line whatever it holds. */
export const MATCHED_CHARACTERS = 4096;
/** More open-ended wildcards than this in one expression would make a failed match slow on long lines. */
const MAX_WILDCARDS = 4;

/**
 * Compiles an expression of a definition after refusing those that may backtrack without bound.
 * @throws Error that says what is wrong with the expression, in words for its author.
 */
export function compilePattern(source: string, flags = ''): RegExp {
  const problem = findProblem(source);
  if (problem) throw new Error(problem);
  return new RegExp(source, flags);
}

const WILDCARD = /\.[*+]|\.\{\d+,\}/g;
const REPEATED_GROUP = /\)(?:[*+]|\{\d+,\})/;

/** What makes an expression slow in principle: repeated groups with open ends, back references, many wildcards. */
function findProblem(source: string): string | undefined {
  if (/\\(?:[1-9]|k<)/.test(source)) return 'Back references are not allowed.';
  // With escapes and classes there may be more of both than there are, never fewer; most expressions need no closer look.
  if (countOf(WILDCARD, source) <= MAX_WILDCARDS && !REPEATED_GROUP.test(source)) return undefined;
  const plain = source.replace(/\\./g, 'e').replace(/\[(?:[^\]\\])*\]/g, 'e');
  if (countOf(WILDCARD, plain) > MAX_WILDCARDS)
    return `More than ${MAX_WILDCARDS} open wildcards (.* or .+) in one expression.`;
  return hasNestedRepeat(plain) ? 'A repeated group holds another repetition or alternatives.' : undefined;
}

function countOf(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}

/** True when a group that may repeat without end holds a repetition without end, or alternatives. */
function hasNestedRepeat(plain: string): boolean {
  const open: boolean[] = [];
  for (let i = 0; i < plain.length; i++) {
    const c = plain[i];
    if (c === '(') open.push(false);
    else if (c === '*' || c === '+' || c === '|' || (c === '{' && /^\{\d+,\}/.test(plain.slice(i)))) {
      if (open.length > 0) open[open.length - 1] = true;
    } else if (c === ')') {
      const inner = open.pop() ?? false;
      if (inner && /^(?:[*+]|\{\d+,\})/.test(plain.slice(i + 1))) return true;
      if (inner && open.length > 0) open[open.length - 1] = true;
    }
  }
  return false;
}
