import { describe, expect, test } from 'vitest';
import { compileWrapper, unwrap } from '../../../../src/formats/text/compile/wrappers.js';
import { loadDefinitions } from '../../../../src/formats/text/definition/load.js';

const definitions = [...loadDefinitions().wrappers.values()].filter(({ place }) => place === 'around');
const lines = definitions.flatMap(({ samples }) => samples.map(({ line }) => line));

/** The wrappers as for a log of which nothing has been read yet. */
const unused = () => definitions.map(compileWrapper);

/** What is around a text, and what is around what it holds. */
function layers(text: string, wrappers: ReturnType<typeof unused>): unknown[] {
  const outer = unwrap(text, wrappers);
  return outer === undefined ? [] : [outer, unwrap(outer.text, wrappers, outer.by)];
}

describe('the wrapper of a line', () => {
  const expected = new Map(lines.map((line) => [line, layers(line, unused())]));

  test('is the same whatever the lines before it were in', () => {
    const wrappers = unused();
    for (const before of lines) {
      for (let i = 0; i < 40; i++) layers(before, wrappers);
      for (const line of [...lines, 'a line without any', `${before} and ${before}`]) {
        expect([before, line, layers(line, wrappers)]).toEqual([
          before,
          line,
          expected.get(line) ?? layers(line, unused()),
        ]);
      }
    }
  });

  test('is the first of those that fit, also where another has carried all lines before', () => {
    const shared = { title: '', place: 'around' as const, unquote: 'none' as const, samples: [] };
    const wrappers = [
      { ...shared, id: 'narrow', pattern: '^a: (?<msg>b.*)$' },
      { ...shared, id: 'wide', pattern: '^\\w: (?<msg>.*)$' },
    ].map(compileWrapper);
    for (let i = 0; i < 40; i++) expect(unwrap('a: c', wrappers)).toMatchObject({ by: 'wide', text: 'c' });
    expect(unwrap('a: b', wrappers)).toMatchObject({ by: 'narrow', text: 'b' });
  });
});
