import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MembersOutcome, readMembers } from '../../src/json/members.js';
import { memoryReader } from '../support/bytes.js';

function read(text: string, wanted: readonly string[], { size = 7, most = 1e6 } = {}): Promise<MembersOutcome> {
  return readMembers(memoryReader(Buffer.from(text), size), { wanted: new Set(wanted), most });
}

describe('a document that is read by the members of its top object', () => {
  it('gives those that are wanted, and lets go of the others', async () => {
    const text = '{"tool": {"name": "x"}, "calls": [{"tool": 1}, [2]], "end": "z", "partial": [1.5, -0, null, true]}';
    expect(await read(text, ['tool', 'partial', 'absent'])).toEqual({
      value: { tool: { name: 'x' }, partial: [1.5, -0, null, true] },
    });
  });

  it('says the same as JSON.parse, whatever it holds and wherever reading it is interrupted', async () => {
    const documents = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(documents, fc.integer({ min: 1, max: 40 }), fc.boolean(), async (document, size, pretty) => {
        const text = JSON.stringify(document, null, pretty ? 1 : 0);
        const wanted = Object.keys(document).filter((_, index) => index % 2 === 0);
        const parsed = JSON.parse(text) as Record<string, unknown>;
        const kept = Object.fromEntries(wanted.map((name) => [name, parsed[name]]));
        expect(await read(text, wanted, { size })).toEqual({ value: kept });
      }),
    );
  });

  it.each(['[1, {"tool": 2}]', '"tool"', '7', 'null', '[]'])(
    'is handed over whole when it is no object: %s',
    async (text) => {
      expect(await read(text, ['none'])).toEqual({ value: JSON.parse(text) });
    },
  );

  it('may begin with a byte order mark', async () => {
    expect(await read('\ufeff{"a": 1}', ['a'], { size: 1 })).toEqual({ value: { a: 1 } });
  });

  it('keeps __proto__ a name like any other', async () => {
    const outcome = await read('{"a": {"__proto__": {"polluted": 1}}}', ['a']);
    const { a } = ('value' in outcome ? outcome.value : {}) as { a: Record<string, unknown> };
    expect(Object.keys(a)).toEqual(['__proto__']);
    expect(a.polluted).toBeUndefined();
  });
});

describe('a document that cannot be read', () => {
  it('is told to be damaged wherever it is cut', async () => {
    const text = '{"tool": {"name": "é\\n"}, "calls": [1, 2.5e3, true]}';
    for (let length = 0; length < text.length; length++) {
      expect(await read(text.slice(0, length), ['tool'])).toMatchObject({ problem: 'damaged' });
    }
  });

  it('is told to be damaged in what is not wanted, too, and behind its end', async () => {
    expect(await read('{"calls": [1 2], "tool": 1}', ['tool'])).toMatchObject({ problem: 'damaged' });
    expect(await read('{"tool": 1} x', ['tool'])).toMatchObject({ problem: 'damaged' });
  });

  it('is refused when it is nested so deep that looking at it could exhaust the stack', async () => {
    const nested = `{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(await read(nested, ['a'], { size: 4096 })).toMatchObject({ reason: expect.stringMatching(/nested deeper/) });
  });

  it('is refused when what is wanted is too large; what is not may have any size', async () => {
    const text = JSON.stringify({ small: 'x', large: 'y'.repeat(5000) });
    expect(await read(text, ['small'], { most: 100 })).toEqual({ value: { small: 'x' } });
    expect(await read(text, ['large'], { most: 100 })).toMatchObject({ problem: 'too-large' });
  });
});
