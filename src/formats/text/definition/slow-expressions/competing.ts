import { alternativesOf, meet, type Path } from './atoms.js';

/**
 * Finds repeats without an end that stand next to each other and take the same characters, such as `\s*\s*` or `.*\w+:`.
 * Where the rest then does not fit, every way to divide the text between them is tried: a line of 4000 characters takes
 * millions of steps. What may be missing between two repeats does not keep them apart.
 * Returns the sources of two repeats that compete, or undefined.
 */
export function competingRepeats(source: string): readonly [string, string] | undefined {
  for (const path of alternativesOf(source)) {
    for (let i = 0; i < path.length; i++) {
      const found = path[i]?.open ? competitor(path, i) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

function competitor(path: Path, at: number): readonly [string, string] | undefined {
  const first = path[at];
  for (let i = at + 1; first && i < path.length; i++) {
    const atom = path[i];
    if (!atom) return undefined;
    if (atom.open && meet(first.characters, atom.characters) && mayFail(path, i)) return [first.source, atom.source];
    if (atom.least > 0) return undefined;
  }
  return undefined;
}

/** A last `.*` takes whatever is left of the line: nothing behind it can fail. */
function mayFail(path: Path, at: number): boolean {
  const rest = path.slice(at + 1);
  const end = rest.some(({ source }) => source === '$');
  const last = path[at];
  const takesAll = last?.characters.every((one, code) => one || code === 10 || code === 13) ?? false;
  if (rest.some(({ least }) => least > 0)) return true;
  return end && !takesAll;
}
