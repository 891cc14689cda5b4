import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requiredTexts } from '../../../src/privacy/detect/required-texts.js';

const textsOf = (pattern: RegExp): readonly string[] | undefined => requiredTexts(pattern)?.toSorted();

describe('the texts that every match of an expression holds one of', () => {
  test.each([
    [/(\bufrag )([\w+/]{4,256})/g, ['ufrag ']],
    [/\b(?:cname|room) '/g, ["cname '", "room '"]],
    [/[Jj]oin(?:ed|ing)? room/, ['join room', 'joined room', 'joining room']],
    [/\d+ms|\d+sec/, ['ms', 'sec']],
    [/colou?r=\d/, ['color=', 'colour=']],
    // Of several the longest, which occurs least.
    [/a\d+longest\d+b/, ['longest']],
    // A text that may be missing is none; what stands around a match may be outside of what is looked at.
    [/(?:maybe)?x/, ['maybex', 'x']],
    [/(?<=before)x(?=after)/, ['x']],
    [/\[\s?"id"/, ['"id"']],
    [/x{2,3}y/, ['x']],
    // As the program is bundled.
    [/(?:\u7528\u6237|user) \d/, ['用户 ', 'user ']],
    [/a\\u7528/, ['a\\u7528']],
    [/\d\u002a[\u2019']s/, ["'s", '’s']],
  ])('%s', (pattern, expected) => {
    expect(textsOf(pattern)).toEqual(expected.toSorted());
  });

  test.each([/\d+/, /[a-z]{3}/, /\w*(?:text)?/, /a|\d/])('%s has none', (pattern) => {
    expect(requiredTexts(pattern)).toBeUndefined();
  });

  test('stand in whatever the expression fits', () => {
    const part = fc.constantFrom(
      'a',
      'B',
      '\\d',
      '[xy]',
      '(?:ab|c)',
      '(?:de)?',
      'f{1,2}',
      '\\.',
      '(?:\\s|g)',
      'h+',
      '[^i]',
      'é',
    );
    const text = fc
      .array(fc.constantFrom(...'aABbxycdefhghé1. '), { maxLength: 30 })
      .map((characters) => characters.join(''));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), text, (parts, log) => {
        const pattern = new RegExp(parts.join(''), 'gi');
        const needed = requiredTexts(pattern);
        for (const [match] of log.matchAll(pattern))
          expect(needed === undefined || needed.some((each) => match.toLowerCase().includes(each))).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});
