import pc from 'picocolors';
import type { Outcome, Severity } from '../../model/finding.js';
import type { Verdict } from '../../model/result.js';
import type { Paint } from '../text/table.js';

/** How the words of a report are painted. */
export interface Colors {
  readonly outcome: Readonly<Record<Outcome, Paint>>;
  readonly severity: Readonly<Record<Severity, Paint>>;
  readonly verdict: Readonly<Record<Verdict, Paint>>;
  readonly bold: Paint;
  readonly dim: Paint;
}

/** @param enabled false where the output shows no colours: texts stay as they are */
export function colorsFor(enabled: boolean): Colors {
  const { bold, cyan, dim, green, magenta, red, yellow } = pc.createColors(enabled);
  return {
    outcome: { fired: red, clear: green, 'not-observable': yellow, error: magenta },
    severity: { P0: (text) => bold(red(text)), P1: red, P2: yellow, P3: cyan },
    verdict: {
      clear: (text) => bold(green(text)),
      symptoms: (text) => bold(red(text)),
      inconclusive: (text) => bold(yellow(text)),
    },
    bold,
    dim,
  };
}
