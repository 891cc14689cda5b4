import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesAfter, type Replaced, type Stretch } from '../../src/privacy/stretches.js';

/** A part of a text: as it was, what it was replaced by if it was, and whether a stretch covers it. */
const part = fc.record({
  old: fc.array(fc.constantFrom('a', 'b', '\n'), { minLength: 1, maxLength: 4 }).map((all) => all.join('')),
  by: fc.option(fc.constantFrom('', 'x', 'xyz'), { nil: undefined }),
  covered: fc.boolean(),
});

test('all lines that hold a stretch or a replaced part are told, whole, in order, and each once', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      const stretches: Stretch[] = [];
      const replaced: Replaced[] = [];
      const expected = new Set<number>();
      let before = 0;
      let after = '';
      for (const { old, by, covered } of parts) {
        const stretch = { start: before, end: before + old.length };
        before = stretch.end;
        const from = after.length;
        after += by ?? old;
        if (covered) stretches.push(stretch);
        if (by !== undefined) replaced.push({ ...stretch, length: by.length });
        if (covered || by !== undefined) for (let at = from; at < after.length; at++) expected.add(at);
      }
      const lines = linesAfter(stretches, replaced, after);
      for (const at of expected) {
        expect(lines.some(({ start, end }) => start <= at && at < end)).toBe(true);
      }
      if (replaced.length === 0) return;
      for (const [at, { start, end }] of lines.entries()) {
        expect(start === 0 || after[start - 1] === '\n').toBe(true);
        expect(end === after.length || after[end - 1] === '\n').toBe(true);
        expect(start).toBeGreaterThanOrEqual(lines[at - 1]?.end ?? 0);
      }
    }),
    { numRuns: 2000 },
  );
});

test('where nothing was replaced the stretches are as they were', () => {
  const stretches = [{ start: 2, end: 4 }];
  expect(linesAfter(stretches, [], 'a\nb\nc')).toBe(stretches);
});
