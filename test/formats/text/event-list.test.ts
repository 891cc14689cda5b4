import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SourcePart } from '../../../src/formats/format.js';
import { createRegistry } from '../../../src/formats/registry.js';
import { eventListHead, unrolledPart } from '../../../src/formats/text/event-list.js';
import type { RtcEvent } from '../../../src/model/event.js';
import { headOf, partOf } from './support.js';

/** What the text of a part is, read in pieces of a size. */
async function textOf(part: SourcePart, size: number): Promise<string> {
  const bytes = part.open();
  const buffer = Buffer.alloc(size);
  let text = '';
  for (;;) {
    const count = await bytes.read(buffer.subarray(0, size), 0);
    if (count === 0) return text;
    text += buffer.toString('latin1', 0, count);
  }
}

const LINES = [
  '10:15:30:068 Agora-SDK [INFO]: [client-6c08f] Leaving channel',
  '10:15:31:068 Agora-SDK [INFO]: [client-aaaaa] Leaving channel',
];
const EVENTS = LINES.map((message, i) => ({
  timestamp: 1741169730068 + 1000 * i,
  message,
  ingestionTime: 1741169739000,
}));

const DOCUMENTS = {
  'as get-log-events prints it': JSON.stringify({ events: EVENTS, nextForwardToken: 'f/1' }, null, 4),
  'on one line': JSON.stringify({ events: EVENTS }),
  'with other members before the list': JSON.stringify(
    { searchedLogStreams: 'none', count: 2, events: EVENTS },
    null,
    2,
  ),
  'the list alone': JSON.stringify(EVENTS, null, 4),
  'with line ends of Windows': JSON.stringify({ events: EVENTS }, null, 2).replaceAll('\n', '\r\n'),
};

describe('a document of log events', () => {
  test.each(Object.entries(DOCUMENTS))('%s is read as the lines that are in it', async (_name, document) => {
    const bytes = Buffer.from(document);
    const found = createRegistry().recognise(headOf(bytes), false);
    if (!('open' in found)) throw new Error(`not read: ${found.format}`);
    expect(found.id).toBe('agora-web');
    const events: RtcEvent[] = [];
    const session = found.open({ event: (event) => events.push(event), sample: () => undefined }, {});
    await session.read(partOf(bytes, 7));
    expect(session.finish().clock.zone).toBe('UTC');
    expect(events.map(({ connection, type, time }) => [connection, type, new Date(time).toISOString()])).toEqual([
      ['client-6c08f', 'leave', '2025-03-05T10:15:30.068Z'],
      ['client-aaaaa', 'leave', '2025-03-05T10:15:31.068Z'],
    ]);
    // Each is found where its record begins in the file.
    for (const [i, { at }] of events.entries()) {
      const before = document.slice(0, document.indexOf(LINES[i] ?? ''));
      const start = before.lastIndexOf('{');
      expect(document.slice(at.offset, start)).not.toContain('}');
      if (document.includes('\n')) expect(at.line).toBe(before.slice(0, start).split('\n').length);
    }
  });

  test.each([
    ['a dump of statistics', '{"PeerConnections":{},"getUserMedia":[{"rid":1}]}'],
    ['JSON lines', '{"timestamp":1,"message":"a"}\n{"timestamp":2,"message":"b"}'],
    ['a line of text', '[{room: 1}] hello'],
  ])('%s is none', (_name, text) => {
    expect(eventListHead(headOf(Buffer.from(text)))?.lines ?? []).toEqual([]);
  });

  test('whatever is in the records and however the document is laid out, each record is one line, on its own line', async () => {
    const record = fc.record({ message: fc.string({ unit: 'grapheme' }), more: fc.jsonValue() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1 }),
        fc.nat(4),
        fc.integer({ min: 1, max: 50 }),
        async (all, indent, size) => {
          const document = JSON.stringify({ events: all }, null, indent);
          const bytes = Buffer.from(document);
          const text = await textOf(unrolledPart(partOf(bytes)), size);
          expect(text.length).toBe(bytes.length);
          const lines = Buffer.from(text, 'latin1')
            .toString('utf8')
            .replaceAll('\0', '')
            .split('\n')
            .filter((line) => line.trim() !== '');
          expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(document).events);
        },
      ),
    );
  });
});

describe('logcat in its long form', () => {
  const log = (tag: string, text: string, second: number) =>
    `[ 03-05 10:15:${second}.068  5986: 6342 I/${tag} ]\n${text}\n`;

  test('gives the lines of a text the time and the tag of their head, and no others', async () => {
    const text = [
      log('Other', 'AudioClient State: connecting Status: ok', 30),
      log('AudioClient', 'AudioClient State: Connecting Status: OK', 31),
      log('AudioClient', 'AudioClient State: FinishConnecting Status: OK', 42),
    ].join('\n');
    const bytes = Buffer.from(text);
    const found = createRegistry().recognise(headOf(bytes), false);
    if (!('open' in found)) throw new Error(`not read: ${found.format}`);
    const events: RtcEvent[] = [];
    const session = found.open({ event: (event) => events.push(event), sample: () => undefined }, {});
    await session.read(partOf(bytes, 262144, Date.UTC(2025, 2, 6)));
    expect(found.id).toBe('chime-mobile');
    expect(events.map(({ type, time, at }) => [type, new Date(time).toISOString(), at.line])).toEqual([
      ['join.start', '2025-03-05T10:15:31.068Z', 5],
      ['join.ok', '2025-03-05T10:15:42.068Z', 8],
      ['connection.state', '2025-03-05T10:15:42.068Z', 8],
    ]);
    expect(session.finish().unknownLines).toBe(1);
  });
});
