import { MATCHED_CHARACTERS } from '../../compile/pattern.js';
import { type Atom, alternativesOf, meet } from './atoms.js';

/**
 * Ways to try before one expression has failed on one line, about a second of time. What is printed between the repeats
 * makes it fewer in practice.
 */
const MOST_WAYS = 1e9;

/**
 * The repeats of an expression among which a line may be divided in more ways than can be tried, as in `a.*b.*c`: each takes
 * what stands between them, so that each may end anywhere. An expression that is not bound to the start of the line
 * may begin anywhere, too. Undefined where there are none.
 */
export function costlyRepeats(source: string): readonly string[] | undefined {
  for (const path of alternativesOf(source)) {
    const { ways, chain } = worstChain(path);
    if (ways > MOST_WAYS) return chain;
  }
  return undefined;
}

interface Chain {
  /** About how many ways there are to divide a line of `MATCHED_CHARACTERS` among the repeats. */
  readonly ways: number;
  readonly chain: readonly string[];
}

/** Of all chains of repeats that take one another's text the one with the most ways. */
function worstChain(path: readonly Atom[]): Chain {
  const isBound = path[0]?.source === '^';
  const chains: (Chain | undefined)[] = [];
  let worst: Chain = { ways: 0, chain: [] };
  for (const [at, atom] of path.entries()) {
    if (atom.most < 2 || !mayFail(path, at)) continue;
    const anywhere = !isBound && takesAll(atom, path.slice(0, at));
    let before: Chain = { ways: anywhere ? places(MATCHED_CHARACTERS, path, 0) : 1, chain: [] };
    for (let i = 0; i < at; i++) {
      const [other, chain] = [path[i], chains[i]];
      if (other === undefined || chain === undefined || chain.ways <= before.ways) continue;
      const between = path.slice(i + 1, at);
      const competes = meet(other.characters, atom.characters) && takesAll(other, between) && takesAll(atom, between);
      if (competes) before = chain;
    }
    const ways = before.ways * places(Math.min(atom.most - atom.least + 1, MATCHED_CHARACTERS), path, at + 1);
    const chain = { ways, chain: [...before.chain, atom.source] };
    chains[at] = chain;
    if (ways > worst.ways) worst = chain;
  }
  return worst;
}

/** At how many places within a length the text can stand that must follow: each takes room. */
function places(length: number, path: readonly Atom[], from: number): number {
  const following = path.slice(from);
  const end = following.findIndex(({ most }) => most > 1);
  const text = (end < 0 ? following : following.slice(0, end)).reduce((sum, { least }) => sum + least, 0);
  return Math.max(1, length / Math.max(1, text));
}

/** Whether a repeat can take all that must stand there. */
function takesAll(repeat: Atom, atoms: readonly Atom[]): boolean {
  return atoms.every(({ least, characters }) => least === 0 || meet(characters, repeat.characters));
}

/** Behind the last thing that must stand there nothing can fail; of a repeat before `$` that is not known. */
function mayFail(path: readonly Atom[], at: number): boolean {
  const takesLine = /^\.[*+]/.test(path[at]?.source ?? '');
  return path.slice(at + 1).some(({ least, source }) => least > 0 || (source === '$' && !takesLine));
}
