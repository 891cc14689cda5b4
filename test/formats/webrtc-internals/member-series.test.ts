import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemberSeries } from '../../../src/formats/webrtc-internals/member-series.js';

/** Writes the text of an array as it stands within a dump's string, in pieces of at most `chunk` bytes. */
function read(text: string, series = new MemberSeries(), chunk = Number.POSITIVE_INFINITY): Record<string, number[]> {
  const bytes = Buffer.from(JSON.stringify(text).slice(1, -1));
  series.reset();
  let at = 0;
  for (; at + chunk < bytes.length; at += chunk) series.write(bytes, at, at + chunk, false);
  series.write(bytes, at, bytes.length, true);
  if (series.count === 0) return {};
  return Object.fromEntries(series.members().map(({ name, values }) => [name, [...values.subarray(0, series.count)]]));
}

/** What the text says, by JSON.parse. */
function expected(text: string): Record<string, number[]> {
  let elements: unknown;
  try {
    elements = JSON.parse(text);
  } catch {
    return {};
  }
  if (!Array.isArray(elements)) return {};
  const members: Record<string, number[]> = {};
  for (const [k, element] of elements.entries()) {
    if (typeof element !== 'object' || element === null) continue;
    for (const [name, value] of Object.entries(element)) {
      if (typeof value !== 'number' || !/^[A-Za-z]{1,30}$/.test(name)) continue;
      members[name] ??= elements.map(() => Number.NaN);
      members[name][k] = value;
    }
  }
  return members;
}

const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(1000));
const usual = fc.record({ bandwidth: number, cpu: number, none: number, other: number }, { noNullPrototype: true });
const odd = fc.oneof(
  fc.dictionary(
    fc.constantFrom('cpu', 'none', 'bandwidth', 'x', 'a b', '__proto__', 'é"'),
    fc.jsonValue({ maxDepth: 1 }),
  ),
  fc.jsonValue({ maxDepth: 1 }),
);
const layout = fc.oneof(
  fc.array(usual, { maxLength: 20 }),
  fc.array(fc.record({ bandwidth: number, none: number }, { noNullPrototype: true }), { minLength: 1, maxLength: 5 }),
  fc.array(fc.oneof({ arbitrary: usual, weight: 20 }, odd), { maxLength: 20 }),
);

describe('a series of objects', () => {
  it('is one series a member, with what JSON.parse makes of it, whichever series came before', () => {
    fc.assert(
      fc.property(fc.array(layout, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 60 }), (all, chunk) => {
        const series = new MemberSeries();
        for (const objects of all) {
          const text = JSON.stringify(objects);
          expect(read(text, series)).toEqual(expected(text));
          expect(read(text, series, chunk)).toEqual(expected(text));
        }
      }),
    );
  });

  it('that is damaged gives what the parser makes of it: nothing', () => {
    const whole = JSON.stringify([
      { cpu: 1.5, none: 20 },
      { cpu: 2, none: -30 },
      { cpu: 3, none: 4e9 },
    ]);
    const change = fc.tuple(
      fc.nat(whole.length),
      fc.nat(2),
      fc.constantFrom('', '{', '}', ',', ']', '"', '\\', '0', ' '),
    );
    fc.assert(
      fc.property(change, ([at, length, other]) => {
        const text = whole.slice(0, at) + other + whole.slice(at + length);
        const series = new MemberSeries();
        read(whole, series);
        expect(read(text, series)).toEqual(expected(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('may be longer than others', () => {
    const text = JSON.stringify(Array.from({ length: 3000 }, (_, k) => ({ cpu: k, none: k / 7 })));
    expect(read(text)).toEqual(expected(text));
  });

  it('with a member that comes twice has the last value', () => {
    expect(read('[{"cpu":1,"cpu":2}]')).toEqual({ cpu: [2] });
  });
});
