import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHINESE_NAMES, nextName } from '../../../src/privacy/detect/find-names.js';

/** The same, said in one expression, which takes four times as long. */
const NAME = new RegExp(
  `([A-Za-z_][\\w-]{0,40}|${CHINESE_NAMES})(?:\\\\{0,15}["'])?\\s{0,3}(?:=>|[:=：])[ \\t]{0,4}`,
  'g',
);

const piece = fc.constantFrom(
  ...['"', "'", '\\', ' ', '\t', '\n', '\u00a0', ':', '=', '=>', '：', '-', '_', '7', 'a', 'token', 'ID', 'id'],
  ...['用户', '房间', '名', '号', '昵称', '我的', 'x'.repeat(41), '\\'.repeat(15), '\ud83d\ude00'],
);
const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));

test('finds the names that the expression finds, from any place on', () => {
  fc.assert(
    fc.property(text, fc.nat(20), (log, from) => {
      NAME.lastIndex = from;
      const match = NAME.exec(log);
      const expected =
        match === null ? undefined : { name: match[1], start: match.index, end: match.index + match[0].length };
      expect(nextName(log, from)).toEqual(expected);
    }),
    { numRuns: 3000 },
  );
});
