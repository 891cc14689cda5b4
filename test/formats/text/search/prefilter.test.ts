import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TextFormat } from '../../../../src/formats/text/compile/compile-format.js';
import { loadDefinitions } from '../../../../src/formats/text/definition/load.js';
import { literalForms } from '../../../../src/formats/text/search/literal-forms.js';
import { LiteralScanner, type OwnerSink } from '../../../../src/formats/text/search/scanner.js';
import { partOf, readWith } from '../support.js';

/**
 * The reader looks only at lines that hold a literal of a message, and finds them in runs of many lines. It must give
 * what it gives when each line is taken by itself and each literal looked for by itself.
 */
class PlainScanner extends LiteralScanner {
  constructor(private readonly literals: readonly (readonly [Buffer, number])[]) {
    super(new Map());
  }

  override adaptedTo(): LiteralScanner {
    return this;
  }

  override next(_bytes: Buffer, start: number): number {
    return start;
  }

  override scan(bytes: Buffer, start: number, end: number, hits: OwnerSink): boolean {
    const line = bytes.subarray(start, end);
    const found = this.literals.filter(([literal]) => line.includes(literal));
    for (const [, owner] of found) hits.add(owner);
    return found.length > 0;
  }
}

function plain(format: TextFormat): TextFormat {
  const { messages, clock } = format.definition;
  const entries = [...clock.anchors, ...clock.corrections];
  const literals = [
    ...messages.flatMap(({ contains }, owner) => contains.map((text) => [text, owner] as const)),
    ...(clock.header ? [[clock.header.contains, messages.length] as const] : []),
    ...entries.map(({ contains }, i) => [contains, messages.length + 1 + i] as const),
  ];
  const forms = literals.flatMap(([text, owner]) =>
    literalForms(text).map((form) => [Buffer.from(form), owner] as const),
  );
  return { ...format, scanner: new PlainScanner(forms) };
}

/** Sample lines, sample lines with damage, and lines of no format at all. */
function linesOf(format: TextFormat): fc.Arbitrary<string> {
  const { messages, clock } = format.definition;
  const samples = messages.flatMap((message) => message.samples.map(({ lines }) => [lines].flat().join('\n')));
  const sample = fc.constantFrom(...samples, ...(clock.header?.samples ?? []));
  const place = fc.nat(300);
  const damaged = fc.tuple(sample, place, fc.nat(12), fc.string({ maxLength: 6 })).map(([text, at, count, instead]) => {
    const from = at % text.length;
    return text.slice(0, from) + instead + text.slice(from + count);
  });
  const glued = fc.tuple(sample, place, sample).map(([head, at, tail]) => head.slice(0, at) + tail.slice(at));
  const foreign = fc.oneof(fc.string({ maxLength: 80 }), fc.string({ unit: 'grapheme', maxLength: 40 }));
  const several = fc.array(sample, { minLength: 2, maxLength: 4 }).map((texts) => texts.join(' '));
  const withNul = fc.tuple(sample, place).map(([text, at]) => `${text.slice(0, at)}\0${text.slice(at)}`);
  // Longer than what is decoded of a line, with what matters on either side of the limit.
  const long = fc
    .tuple(sample, fc.constantFrom('x', ' ', '通', '{"a":'), fc.integer({ min: 2000, max: 9000 }), sample)
    .map(([head, filling, times, tail]) => head + filling.repeat(times) + tail);
  return fc.oneof(
    { weight: 40, arbitrary: sample },
    { weight: 10, arbitrary: damaged },
    { weight: 10, arbitrary: glued },
    { weight: 10, arbitrary: foreign },
    { weight: 5, arbitrary: several },
    { weight: 5, arbitrary: withNul },
    { weight: 1, arbitrary: long },
  );
}

const logOf = (format: TextFormat) =>
  fc
    .array(fc.tuple(linesOf(format), fc.constantFrom('\n', '\n', '\n', '\r\n', '\n\n')), { maxLength: 25 })
    .map((lines) => Buffer.from(lines.flat().join('')));

describe('a log read by its literals gives what it gives read line by line', () => {
  test.each(loadDefinitions().formats.map((format) => [format.definition.id, format] as const))(
    '%s',
    async (_id, format) => {
      const yardstick = plain(format);
      const sample = fc.option(fc.nat(2000), { nil: undefined });
      const chunks = fc.constantFrom(7, 300, 262_144);
      const property = fc.asyncProperty(logOf(format), chunks, sample, async (log, chunk, seen) => {
        const whole = await readWith(yardstick, [partOf(log)]);
        // In a long log the search is adapted to what was read of it.
        const scanner = seen === undefined ? format.scanner : format.scanner.adaptedTo(log.subarray(0, seen));
        expect(await readWith({ ...format, scanner }, [partOf(log, chunk)])).toEqual(whole);
      });
      await fc.assert(property, { numRuns: 40 });
    },
  );
});

test('a log of several MB, whose search is adapted while it is read, gives what it gives read line by line', async () => {
  const [format] = loadDefinitions().formats.filter(({ definition }) => definition.id === 'agora-native-4');
  if (format === undefined) throw new Error('there is no such format');
  const samples = format.definition.messages.flatMap((message) => message.samples.flatMap(({ lines }) => lines));
  // Every hundredth line says something; which ones are common differs from one third of the log to the next.
  const lines = Array.from({ length: 50_000 }, (_, i) =>
    i % 100 === 0
      ? (samples[(i / 100) % samples.length] ?? '')
      : `[03/05/24 14:20:33:555][1026][I]:${'[VSM]: no value found for '.repeat(1 + Math.floor(i / 17_000))}${i}`,
  );
  const log = Buffer.from(lines.join('\n'));
  expect(log.length).toBeGreaterThan(4 << 20);
  const whole = await readWith(plain(format), [partOf(log)]);
  expect(whole.samples.length + whole.events.length).toBeGreaterThan(300);
  expect(await readWith(format, [partOf(log)])).toEqual(whole);
});
