// @ts-check
// What the scored part must keep. floor.json is written by hand: raised when the program got better, never by a run.
import { z } from 'zod';
import { SYMPTOMS } from './truth-shape.mjs';

const FLOOR = z.strictObject({
  /** Figures that must not fall below a value … */
  least: z.record(z.string(), z.number()),
  /** … and those that must not rise above one. */
  most: z.record(z.string(), z.number()),
});

/** @typedef {import('./figures.mjs').Figures} Figures */
/** @typedef {import('zod').infer<typeof FLOOR>} Floor */

/**
 * @param {string} text the content of floor.json
 * @returns {Floor}
 */
export const parseFloor = (text) => FLOOR.parse(JSON.parse(text));

/**
 * The figures that a floor can name; null where the corpus has nothing to tell them from.
 * @param {Figures} figures
 * @returns {Map<string, number | null>}
 */
export function namedFigures(figures) {
  const { calls, clean, agreement, causes } = figures;
  const views = /** @type {const} */ (['alone', 'together']);
  return new Map([
    ['calls', calls],
    ['clean.falsePerHour', clean.perHour],
    ['formats.different', agreement.different],
    ...views.flatMap((view) => [
      /** @type {[string, number | null]} */ ([`${view}.cause`, causes[view].value]),
      ...SYMPTOMS.flatMap((symptom) => {
        const { precision, recall, seenRecall, onset, cause } = figures[view][symptom];
        return /** @type {[string, number | null][]} */ ([
          [`${view}.${symptom}.precision`, precision.value],
          [`${view}.${symptom}.recall`, recall.value],
          [`${view}.${symptom}.seenRecall`, seenRecall.value],
          [`${view}.${symptom}.onsetMedianS`, onset.medianS],
          [`${view}.${symptom}.cause`, cause.value],
        ]);
      }),
    ]),
  ]);
}

/**
 * @param {Figures} figures
 * @param {Floor} floor
 * @returns {string[]} one line for each figure that is worse than its floor, not measured, or unknown
 */
export function shortfalls(figures, { least, most }) {
  const named = namedFigures(figures);
  const check = (/** @type {string} */ name, /** @type {number} */ limit, /** @type {'below' | 'above'} */ wrong) => {
    const value = named.get(name);
    if (value === undefined)
      return [`floor.json names ${name}, which is no figure; there are ${[...named.keys()].join(', ')}`];
    if (value === null) return [`${name} could not be measured; it must not be ${wrong} ${limit}`];
    const kept = wrong === 'below' ? value >= limit : value <= limit;
    return kept ? [] : [`${name} is ${value}, ${wrong} ${limit}`];
  };
  return [
    ...Object.entries(least).flatMap(([name, limit]) => check(name, limit, 'below')),
    ...Object.entries(most).flatMap(([name, limit]) => check(name, limit, 'above')),
  ];
}
