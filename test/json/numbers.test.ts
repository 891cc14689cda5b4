import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberSeries } from '../../src/json/numbers.js';

function read(text: string, chunk = text.length + 1, limit = 1 << 20): NumberSeries {
  const series = new NumberSeries(limit);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunk) {
    const end = Math.min(bytes.length, at + chunk);
    series.write(bytes, at, end, false);
  }
  series.write(bytes, bytes.length, bytes.length, true);
  return series;
}

function readWhole(text: string): NumberSeries {
  const series = new NumberSeries(1 << 20);
  const bytes = Buffer.from(text);
  series.write(bytes, 0, bytes.length, true);
  return series;
}

/** All values, also those of a series that keeps one for all. */
function valuesOf({ values, length, isConstant }: NumberSeries): number[] {
  return Array.from({ length }, (_, k) => values[isConstant ? 0 : k] ?? Number.NaN);
}

function expectSame(elements: readonly string[]): void {
  const series = readWhole(`[${elements.join(',')}]`);
  expect(series.numeric).toBe(true);
  expect(series.length).toBe(elements.length);
  const values = valuesOf(series);
  for (const [k, element] of elements.entries()) {
    if (!Object.is(values[k], Number(element))) expect.fail(`${element} became ${values[k]}`);
  }
}

/** The decimal expansion of the midpoint between a double and its neighbour, cut to `digits` digits. */
function nearMidpoint(mantissa: bigint, exponent: number, digits: number, nudge: bigint): string {
  // (2m + 1) · 2^(exponent - 1), exact, as digits with `-exponent + 1` decimals.
  const decimals = 1 - exponent;
  const all = ((2n * mantissa + 1n) * 5n ** BigInt(decimals)).toString().padStart(decimals + 1, '0');
  const whole = all.slice(0, all.length - decimals);
  const fraction = all.slice(all.length - decimals);
  const kept = Math.max(0, digits - whole.replace(/^0+/, '').length);
  const cut = BigInt(whole + fraction.slice(0, kept)) + nudge;
  const text = cut.toString().padStart(kept + 1, '0');
  return kept === 0 ? text : `${text.slice(0, text.length - kept)}.${text.slice(text.length - kept)}`;
}

describe('every number is the double that Number() makes of it', () => {
  it('for numbers as JSON.stringify writes them', () => {
    const double = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: 0, max: 2e6, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1e-3, noNaN: true }),
      fc.double({ min: -1e12, max: 0, noNaN: true }),
      fc.double({ min: 1.7e12, max: 1.8e12, noNaN: true }),
      fc.maxSafeInteger(),
    );
    fc.assert(
      fc.property(fc.array(double, { minLength: 50, maxLength: 200 }), (values) => {
        expectSame(values.map((value) => JSON.stringify(value)));
      }),
      { numRuns: 500 },
    );
  });

  it('for decimals next to the midpoint of two doubles', () => {
    const hostile = fc
      .tuple(
        fc.bigInt({ min: 2n ** 52n, max: 2n ** 53n - 1n }),
        fc.integer({ min: -62, max: -1 }),
        fc.integer({ min: 16, max: 19 }),
        fc.constantFrom(0n, 1n),
      )
      .map(([mantissa, exponent, digits, nudge]) => nearMidpoint(mantissa, exponent, digits, nudge));
    fc.assert(fc.property(fc.array(hostile, { minLength: 100, maxLength: 200 }), expectSame), { numRuns: 200 });
  });

  it('for any digits, point and sign', () => {
    const digits = fc.stringMatching(/^-?\d{1,21}(\.\d{1,24})?$/);
    fc.assert(fc.property(fc.array(digits, { minLength: 20, maxLength: 100 }), expectSame), { numRuns: 300 });
  });

  it('for runs of numbers with their digits at the same places, and what comes between', () => {
    const run = fc
      .tuple(
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(),
      )
      .map(([whole, decimals, count, seed]) =>
        Array.from({ length: count }, (_, k) => {
          const digit = (place: number): string => String((seed + 7 * k + 3 * place * place) % 10);
          const digits = (from: number, length: number): string =>
            Array.from({ length }, (__, n) => digit(from + n)).join('');
          return digits(0, whole) + (decimals === 0 ? '' : `.${digits(whole, decimals)}`);
        }),
      );
    const other = fc
      .constantFrom('-1', '1.', '1e2', '-0.5', '123456789012', '0.12345678901234567')
      .map((text) => [text]);
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 4, arbitrary: run }, other), { minLength: 2, maxLength: 12 }), (runs) => {
        expectSame(runs.flat());
      }),
      { numRuns: 500 },
    );
  });

  it('at the edges', () => {
    expectSame(['0', '-0', '-0.000', '9007199254740991', '9007199254740992', '9007199254740993', '9007199254740993.0']);
    expectSame(['5e-324', '1.7976931348623157e308', '1e400', '18446744073709551615', '18446744073709551616', '1E+2']);
    expectSame([
      '0.1',
      '0.30000000000000004',
      '1e-7',
      '00012',
      '1.',
      '0.00000000000000000000001',
      '123456789012345678',
    ]);
  });
});

describe('the text of an array', () => {
  it('may be cut anywhere', () => {
    const text = '[1,-2.5,1795363424496.078,null,0.30000000000000004,1e21,0]';
    const expected = [1, -2.5, 1795363424496.078, Number.NaN, 0.30000000000000004, 1e21, 0];
    for (let chunk = 1; chunk <= text.length; chunk++) {
      const series = read(text, chunk);
      expect([...series.values.subarray(0, series.length)]).toEqual(expected);
      expect(series).toMatchObject({ numeric: true, holes: true, complete: true, count: 7 });
    }
  });

  it('may be empty or hold blanks', () => {
    expect(readWhole('[]')).toMatchObject({ numeric: true, length: 0, complete: true });
    expect([...readWhole('[1, 2 ,3 ]').values.subarray(0, 3)]).toEqual([1, 2, 3]);
  });

  it.each([
    '[true,false]',
    '[\\"none\\"]',
    '[1,\\"x\\"]',
    '[{}]',
    '[1,,2]',
    '[0x10]',
    '[1-2]',
    '[NaN]',
    '[1000,2000,3000,40x0,5000]',
    '[1000,2000,3000,4/00,5000]',
    '[1000,2000,3000,4:00,5000]',
    '[1.000,2.000,3.000,4x000,5.000]',
    '[1.000,2.000,3.000,4.0-0,5.000]',
    '[1000,2000,3000,4000;5000]',
    '[1',
    '',
    '1]',
  ])('says of %s that it is not numeric', (text) => {
    expect(readWhole(text).numeric).toBe(false);
    expect(read(text, 3).numeric).toBe(false);
  });

  it('refuses an element of thousands of digits', () => {
    expect(read(`[${'1'.repeat(5000)}]`, 100).numeric).toBe(false);
  });

  it('keeps every 2nd, 4th … point beyond the limit', () => {
    const text = `[${Array.from({ length: 100 }, (_, n) => n).join(',')}]`;
    const series = read(text, 7, 16);
    expect(series.count).toBe(100);
    expect(series.length).toBeLessThanOrEqual(16);
    expect([...series.values.subarray(0, series.length)]).toEqual(
      Array.from({ length: series.length }, (_, n) => n * series.step),
    );
    expect(series.length * series.step).toBeGreaterThanOrEqual(100);
  });
});

describe('a series of one element over and over', () => {
  const element = fc.oneof(
    fc.double({ noNaN: true }).map(String),
    fc.constantFrom('0', '-0', '1.5', 'null', ' 7', '', 'true', '"x"', '1e3', '[1]', '-', '1736000000000.123'),
  );

  it('gives what reading it element by element gives, also where one element differs', () => {
    fc.assert(
      fc.property(element, element, fc.integer({ min: 1, max: 40 }), fc.nat(40), (one, other, count, place) => {
        const elements = Array.from({ length: count }, (_, k) => (k === place ? other : one));
        const text = `[${elements.join(',')}]`;
        const whole = readWhole(text);
        const slowly = read(text, 1);
        expect(whole.numeric).toBe(slowly.numeric);
        if (!slowly.numeric) return;
        expect([whole.complete, whole.count, whole.length, whole.step, whole.holes]).toEqual([
          slowly.complete,
          slowly.count,
          slowly.length,
          slowly.step,
          slowly.holes,
        ]);
        expect(valuesOf(whole)).toEqual(valuesOf(slowly));
      }),
    );
  });

  it('is thinned like any other when it is longer than the limit', () => {
    const series = new NumberSeries(8);
    const bytes = Buffer.from(`[${Array.from({ length: 20 }, () => '3').join(',')}]`);
    series.write(bytes, 0, bytes.length, true);
    expect(series.count).toBe(20);
    expect(series.length).toBeLessThanOrEqual(8);
    expect(series.step).toBeGreaterThan(1);
  });
});
