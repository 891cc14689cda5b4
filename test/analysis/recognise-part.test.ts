import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { recognisePart } from '../../src/analysis/recognise-part.js';
import { explainPart } from '../../src/formats/explain.js';
import { createRegistry } from '../../src/formats/registry.js';
import { openInputs } from '../../src/input/input.js';
import type { InputPart } from '../../src/input/part.js';

const LOG = readFileSync(new URL('../../fixtures/livekit/no-network.log', import.meta.url));
const FOREIGN = Buffer.from(`${'x'.repeat(100_000)}\n${'a line of nobody\n'.repeat(30_000)}`);
const registry = createRegistry();

/** Gives the only part of a source from standard input to a function while it is open. */
async function withPart<T>(bytes: Buffer, use: (part: InputPart) => Promise<T>): Promise<T> {
  for await (const { parts } of openInputs(['-'], { cwd: '/', stdin: Readable.from([bytes]) })) {
    const [part] = parts;
    if (part !== undefined) return await use(part);
  }
  throw new Error('nothing was opened');
}

/** Recognises a source, and reads on where it is to be read; says what a witness and a progress display were told. */
async function told(bytes: Buffer) {
  const chunks: Buffer[] = [];
  let ends = 0;
  let progress = 0;
  const witness = { push: (some: Uint8Array) => chunks.push(Buffer.from(some)), end: () => ends++ };
  const result = await withPart(bytes, async (part) => {
    const found = await recognisePart(part, registry, {
      witness: () => witness,
      progress: (count) => {
        progress += count;
      },
    });
    if ('status' in found) return found.status;
    const before = progress;
    const reader = found.readable.text.open();
    const buffer = Buffer.alloc(65_536);
    while ((await reader.read(buffer, 0)) > 0);
    expect(progress).toBe(before);
    return found.reader.id;
  });
  return { result, shown: Buffer.concat(chunks), ends, progress };
}

describe('a witness is shown each byte of a source once, whatever becomes of it', () => {
  test('of one in which nothing is found, to its end', async () => {
    const { result, shown, ends } = await told(FOREIGN);
    expect([result, ends]).toEqual(['unrecognized', 1]);
    expect(shown.equals(FOREIGN)).toBe(true);
  });

  test('of one in which a log begins further down, also those before it', async () => {
    const bytes = Buffer.concat([FOREIGN, LOG, FOREIGN]);
    const { result, shown, ends, progress } = await told(bytes);
    expect([result, ends]).toEqual(['livekit-js', 0]);
    expect(shown.equals(bytes)).toBe(true);
    expect(progress).toBeGreaterThan(FOREIGN.length);
  });

  test('of one that is recognised at once nothing yet: it is shown when it is read', async () => {
    const { result, shown } = await told(LOG);
    expect([result, shown.length]).toEqual(['livekit-js', 0]);
  });
});

test('a log that begins further down is explained as itself, with its lines where they stand', async () => {
  const plain = await withPart(LOG, (part) => explainPart(registry, part, false));
  const later = await withPart(Buffer.concat([FOREIGN, LOG]), (part) => explainPart(registry, part, false));
  expect(later).toMatchObject({ format: plain.format, records: plain.records });
  const messages = plain.lines?.messages.map((message) => ({ ...message, line: message.line + 30_001 }));
  expect(later.lines?.messages).toEqual(messages);
});

test('a quoted log is explained as itself', async () => {
  const plain = await withPart(LOG, (part) => explainPart(registry, part, false));
  const quoted = Buffer.from(LOG.toString().replace(/^(?=.)/gm, '> '));
  const { format, lines, records } = await withPart(quoted, (part) => explainPart(registry, part, false));
  expect({ format, lines, records }).toEqual({ format: plain.format, lines: plain.lines, records: plain.records });
});
