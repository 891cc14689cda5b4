/**
 * A number with thousands separators and at most `digits` decimals, as `Intl.NumberFormat` writes it in all languages of
 * the reports: its shortest decimal form, rounded half away from zero. Asking Intl for the first number takes the engine
 * 10 ms, a tenth of a run on a small log.
 * @param shift the number is multiplied by 10 to the power of this first, exactly: 2 for per cent
 */
export function decimalText(value: number, digits: number, shift = 0): string {
  const match = SHORTEST.exec(String(Math.abs(value)));
  // Without bound, or so large or small that JavaScript writes an exponent.
  if (!match) return new Intl.NumberFormat('en', { maximumFractionDigits: digits }).format(value * 10 ** shift);
  const [, integer = '', decimals = ''] = match;
  const padded = decimals.padEnd(shift, '0');
  const whole = integer + padded.slice(0, shift);
  const fraction = padded.slice(shift);
  const kept = whole + fraction.slice(0, digits).padEnd(digits, '0');
  const rounded = fraction.charAt(digits) >= '5' ? plusOne(kept) : kept;
  const places = rounded.length - digits;
  const shown = rounded.slice(places).replace(/0+$/, '');
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  return `${sign}${grouped(rounded.slice(0, places))}${shown === '' ? '' : `.${shown}`}`;
}

const SHORTEST = /^(\d+)(?:\.(\d+))?$/;

/** The number that follows a row of decimal digits. */
function plusOne(digits: string): string {
  const nines = /9*$/.exec(digits)?.[0].length ?? 0;
  const at = digits.length - nines;
  const next = at === 0 ? '1' : String(Number(digits.charAt(at - 1)) + 1);
  return digits.slice(0, Math.max(0, at - 1)) + next + '0'.repeat(nines);
}

function grouped(whole: string): string {
  return whole.replace(/^0+(?=\d)/, '').replace(/\B(?=(?:\d{3})+$)/g, ',');
}
