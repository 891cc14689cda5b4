import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedMs, isMet, parseTarget, percentText, usedPercent } from '../../src/sla/percent.js';

const DAY = 86_400_000;
const minutes = (ms: number) => ms / 60_000;

describe('allowed downtime', () => {
  it.each([
    ['99.9', 30, 43.2],
    ['99.99', 30, 4.32],
    ['99.95', 30, 21.6],
    ['99.999', 30, 0.432],
    ['99', 30, 432],
    ['99.9', 31, 44.64],
    ['99.9', 28, 40.32],
    ['99.9', 29, 41.76],
    ['100', 30, 0],
  ])('of %s %% in %i days is %d minutes', (target, days, expected) => {
    expect(minutes(allowedMs(days * DAY, parseTarget(target)))).toBe(expected);
  });

  it('is met with the last millisecond and missed with the next', () => {
    const target = parseTarget('99.9');
    expect(isMet(2_592_000, 30 * DAY, target)).toBe(true);
    expect(isMet(2_592_001, 30 * DAY, target)).toBe(false);
  });

  it('is compared without rounding where it is no whole number of milliseconds', () => {
    // 0.1 % of 1999 ms is 1.999 ms: one ms is allowed, two are not.
    expect(allowedMs(1999, parseTarget('99.9'))).toBe(1);
    expect([1, 2].map((down) => isMet(down, 1999, parseTarget('99.9')))).toEqual([true, false]);
  });

  it('says the share used, rounded up, and nothing where nothing is allowed', () => {
    expect(usedPercent(1_296_000, 30 * DAY, parseTarget('99.9'))).toBe('50.0');
    expect(usedPercent(1, 30 * DAY, parseTarget('99.9'))).toBe('0.1');
    expect(usedPercent(0, 30 * DAY, parseTarget('99.9'))).toBe('0.0');
    expect(usedPercent(5, 30 * DAY, parseTarget('100'))).toBeNull();
  });
});

describe('targets', () => {
  it.each(['0', '100.1', '-1', 'abc', '99,9', '', '1e2', '99.1234567'])('refuses "%s"', (text) => {
    expect(() => parseTarget(text)).toThrow(/is no target; give a percentage above 0 and up to 100/);
  });

  it('takes a percent sign', () => {
    expect(parseTarget('99.95%')).toEqual(parseTarget('99.95'));
  });
});

describe('percentages', () => {
  it.each([
    [1, 3, 4, '33.3333'],
    [2, 3, 4, '66.6666'],
    [1, 1, 4, '100.0000'],
    [999_999_999, 1_000_000_000, 4, '99.9999'],
    [0, 7, 2, '0.00'],
    [1, 8, 0, '12'],
    [1, 2000, 1, '0.0'],
  ])('%i of %i with %i decimals is cut off to %s', (part, whole, decimals, text) => {
    expect(percentText(part, whole, decimals, 'down')).toBe(text);
  });

  it('of nothing is no percentage', () => {
    expect(percentText(0, 0, 2, 'down')).toBeNull();
  });

  it('reads 100 only when nothing is missing, and never more than the truth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 * 366 * DAY }), fc.nat(), (whole, some) => {
        const part = whole - (some % whole);
        const text = percentText(part, whole, 4, 'down') ?? '';
        expect(text === '100.0000').toBe(part === whole);
        // text / 100 <= part / whole, in whole numbers.
        expect(BigInt(text.replace('.', '')) * BigInt(whole) <= BigInt(part) * 1_000_000n).toBe(true);
      }),
    );
  });
});
