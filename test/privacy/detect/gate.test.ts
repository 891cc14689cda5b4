import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Detector } from '../../../src/privacy/detect/detector.js';
import { type GatedDetector, gated, sightsOf, throughGate } from '../../../src/privacy/detect/gate.js';
import { MARK } from '../../../src/privacy/detect/marks.js';
import { Screen } from '../../../src/privacy/detect/screen.js';
import { runStages } from '../../../src/privacy/detect/stages.js';
import { END_OF_NAME } from '../../../src/privacy/detect/text-finder.js';
import type { Claims } from '../../../src/privacy/vault.js';

const claims: Claims = { claim: (kind) => `<${kind}>`, claimAddress: () => '<ip>' };

class Gate {
  readonly #screen: Screen;

  constructor(private readonly detectors: readonly GatedDetector[]) {
    this.#screen = new Screen(sightsOf(detectors));
  }

  run(text: string, to: Claims): string {
    const stage = { marks: MARK.gate, detect: (line: Line) => throughGate(this.detectors, line, to) };
    return runStages(this.#screen, [stage], text, to);
  }
}
type Line = Parameters<typeof throughGate>[1];

/** Replaces what a pattern finds, and notes the texts that it was shown. */
function noting(pattern: RegExp, shown: string[] = []): Detector {
  return (text) => {
    shown.push(text);
    return text.replace(pattern, '#');
  };
}

test('a detector is shown the lines that hold what it needs, and no others', () => {
  const shown: string[] = [];
  const gate = new Gate([{ needs: ['room '], detect: noting(/room \w+/g, shown) }]);
  expect(gate.run('a\nroom x1\nb\r\nROOM y\n', claims)).toBe('a\n#\nb\r\nROOM y\n');
  expect(shown).toEqual(['room x1\n', 'ROOM y\n']);
});

test('underscores and hyphens do not count', () => {
  const gate = new Gate([{ needs: ['user_id='], detect: noting(/user[_-]?id=\w+/g) }]);
  expect(gate.run('user-id=a1\nuserid=a2\nuser_id=a3', claims)).toBe('#\n#\n#');
});

test.each([
  ['"token": "x"', true],
  ["token = 'x'", true],
  ['令牌token：x', true],
  ['\\"token\\":\\"x\\"', true],
  ['tokens: x', false],
  ['token, x', false],
  ['a token for x', false],
])('the end of a name stands before a separator: %s', (line, expected) => {
  const shown: string[] = [];
  new Gate([{ needs: [`token${END_OF_NAME}`], detect: noting(/x/g, shown) }]).run(line, claims);
  expect(shown.length > 0).toBe(expected);
});

test('detectors run in their order, each on what the one before has left, however many there are', () => {
  const many = Array.from({ length: 70 }, (_, at) => gated(new RegExp(`x${at};`), (text) => `${text}${at},`));
  const all = Array.from({ length: 70 }, (_, at) => `x${at};`).join('');
  const order = Array.from({ length: 70 }, (_, at) => `${at},`).join('');
  expect(new Gate(many).run(all, claims)).toBe(all + order);
});

test('long lines are looked at in pieces that end behind an object or a list', () => {
  const shown: string[] = [];
  const gate = new Gate([{ needs: ['secret'], detect: noting(/secret/g, shown) }]);
  const objects = Array.from({ length: 500 }, (_, at) => `{"id":${at},"list":[1,2]}`);
  const line = `[${[...objects, '{"a":"secret"}', ...objects].join(',')}]`;
  expect(gate.run(line, claims)).toBe(line.replace('secret', '#'));
  expect(shown).toHaveLength(1);
  expect(shown[0]?.length).toBeLessThan(3000);
  expect(shown[0]).toMatch(/^["[{].*\},$/);
});

test('what is not confirmed is looked at only once another detector has changed the piece', () => {
  const shown: string[] = [];
  const second: GatedDetector = { needs: ['b'], confirm: () => false, detect: noting(/#/g, shown) };
  const gate = new Gate([gated(/a/g, noting(/a/g)), second]);
  expect(gate.run('b\nxb\n', claims)).toBe('b\nxb\n');
  expect(shown).toEqual([]);
  expect(gate.run('a b\nb\na\n', claims)).toBe('# b\nb\n#\n');
  expect(shown).toEqual(['# b\n']);
});

test('what detectors find alone they find behind the gate', () => {
  const patterns = [/ab+c/g, /room '\w+'/gi, /(?:uid|user) \d+/g, /x\.y/g, /用户\d/g];
  const detectors: readonly GatedDetector[] = patterns.map((pattern) => gated(pattern, noting(pattern)));
  const piece = fc.constantFrom(
    'a',
    'b',
    'c',
    "room '",
    "Room 'r1'",
    'uid ',
    'user 7',
    '12',
    'x.y',
    '用户',
    '3',
    ' ',
    "'",
    '\n',
    'X.',
  );
  const gate = new Gate(detectors);
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const log = pieces.join('');
      const alone = patterns.reduce((text, pattern) => text.replace(pattern, '#'), log);
      expect(gate.run(log, claims)).toBe(alone);
    }),
    { numRuns: 2000 },
  );
});
