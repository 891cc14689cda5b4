/** Longest series a test may write: far more than any window, and no danger to memory. */
const MAX_VALUES = 100_000;
const NUMBER = '[+-]?\\d{1,15}(?:\\.\\d{1,15})?(?:e[+-]?\\d{1,3})?';
const PLAIN = new RegExp(`^(${NUMBER}|_)(?:x(\\d{1,6}))?$`);
const STEPS = new RegExp(`^(${NUMBER})([+-]\\d{1,15}(?:\\.\\d{1,15})?)x(\\d{1,6})$`);

/**
 * The compact series of rule tests: `0x10` = ten zeros, `0.5x5`, `1+2x3` = 1, 3, 5, 7 (the start and three steps),
 * `_` = missing (NaN), plain numbers. Throws with the word that is not understood.
 */
export function parseSeries(text: string): number[] {
  const values: number[] = [];
  for (const word of text.trim().split(/\s+/)) {
    if (word !== '') append(values, word);
    if (values.length > MAX_VALUES) throw new Error(`A series has at most ${MAX_VALUES} values.`);
  }
  return values;
}

function append(values: number[], word: string): void {
  const plain = PLAIN.exec(word);
  if (plain !== null) {
    const value = plain[1] === '_' ? Number.NaN : Number(plain[1]);
    const times = Math.min(Number(plain[2] ?? 1), MAX_VALUES + 1);
    for (let i = 0; i < times; i++) values.push(value);
    return;
  }
  const steps = STEPS.exec(word);
  if (steps === null) {
    throw new Error(
      `\`${word}\` is not part of a series; write 0.5, 0x10 (ten zeros), 1+2x3 (1 3 5 7) or _ (missing).`,
    );
  }
  const times = Math.min(Number(steps[3]), MAX_VALUES);
  for (let i = 0; i <= times; i++) values.push(Number(steps[1]) + i * Number(steps[2]));
}
