import { UsageError } from '../model/usage-error.js';

/** An availability target as an exact fraction: 99.95 % is 9995 / 10000. */
export interface Target {
  /** As the user wrote it, in percent. */
  readonly text: string;
  readonly numerator: bigint;
  readonly denominator: bigint;
  /** Decimals of the percentage. */
  readonly decimals: number;
}

/** Fewer decimals would not tell 99.99 % from 99.995 %. */
const LEAST_DECIMALS = 4;

/** Reads a target such as `99.9`. @throws UsageError unless it is a decimal number above 0 and at most 100 */
export function parseTarget(text: string): Target {
  const match = /^(\d{1,3})(?:\.(\d{1,6}))?%?$/.exec(text.trim());
  const fraction = match?.[2] ?? '';
  const numerator = match === null ? 0n : BigInt(`${match[1] ?? ''}${fraction}`);
  const denominator = 100n * 10n ** BigInt(fraction.length);
  if (numerator <= 0n || numerator > denominator) {
    throw new UsageError(`"${text}" is no target; give a percentage above 0 and up to 100, such as 99.9 or 99.99`);
  }
  return { text: text.trim().replace('%', ''), numerator, denominator, decimals: fraction.length };
}

/** Whole ms of `serviceMs` that may be lost without missing the target; what is less than a ms is cut off. */
export function allowedMs(serviceMs: number, target: Target): number {
  return Number((BigInt(serviceMs) * (target.denominator - target.numerator)) / target.denominator);
}

/** True when the lost share is not above what the target allows; compared as fractions, without rounding. */
export function isMet(downMs: number, serviceMs: number, target: Target): boolean {
  return BigInt(downMs) * target.denominator <= BigInt(serviceMs) * (target.denominator - target.numerator);
}

/** Decimals of printed availabilities: enough to compare them with the target. */
export function decimalsFor(target: Target): number {
  return Math.max(LEAST_DECIMALS, target.decimals);
}

/**
 * `numerator` of `denominator` in percent, with that many decimals. `down` cuts off: an availability never looks better
 * than it is, and only a perfect one reads 100. `up` is for what was used of a budget.
 * @returns null when the denominator is 0
 */
export function percentText(
  numerator: number | bigint,
  denominator: number | bigint,
  decimals: number,
  rounding: 'down' | 'up',
): string | null {
  const whole = BigInt(denominator);
  if (whole === 0n) return null;
  const scaled = BigInt(numerator) * 100n * 10n ** BigInt(decimals);
  const cut = scaled / whole + (rounding === 'up' && scaled % whole > 0n ? 1n : 0n);
  const digits = cut.toString().padStart(decimals + 1, '0');
  const split = digits.length - decimals;
  return decimals === 0 ? digits : `${digits.slice(0, split)}.${digits.slice(split)}`;
}

/** Share in percent of what the target allows that was used, rounded up; null when nothing is allowed. */
export function usedPercent(downMs: number, serviceMs: number, target: Target): string | null {
  const allowed = BigInt(serviceMs) * (target.denominator - target.numerator);
  return percentText(BigInt(downMs) * target.denominator, allowed, 1, 'up');
}
