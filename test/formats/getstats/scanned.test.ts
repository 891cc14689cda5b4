import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FormatReader } from '../../../src/formats/format.js';
import { GetstatsSession, getstatsReader } from '../../../src/formats/getstats/reader.js';
import { partOf, readAll } from '../support/part.js';
import { content, damage, damaged, objectText, type ReportLine, repeatedReports, reports } from '../support/reports.js';

/** Reports are read from their bytes where their objects are known, all others by JSON.parse: this reads all by JSON.parse. */
const parsing: FormatReader = { ...getstatsReader, open: (sink, options) => new GetstatsSession(sink, options, false) };

const keyed = ({ objects, beside }: ReportLine) => {
  const members = objects.map(([id, members]) => `${JSON.stringify(id)}:${objectText(members)}`);
  return `{${[...members, ...beside].join(',')}}`;
};
const listed = ({ objects }: ReportLine) =>
  `[${objects.map(([id, own]) => objectText([['id', id], ...own])).join(',')}]`;

/** The ways in which applications write reports, with some that mean something else. */
const layout = fc.oneof(
  fc.constantFrom(
    keyed,
    listed,
    (line: ReportLine) => `{"ts":${line.time},"stats":${keyed(line)}}`,
    (line: ReportLine) => `{"pcId":"a","timestamp":${line.time},"version":"1","report":${listed(line)}}`,
  ),
  fc.constantFrom(
    (line: ReportLine) => `{"stats":${keyed(line)},"pc":"late","ts":"${line.time}"}`,
    (line: ReportLine) => `{"ts":1,"time":${line.time},"ts":${line.time},"data":${keyed(line)}}`,
    (line: ReportLine) => `{"type":"stats","ts":${line.time},"stats":${keyed(line)}}`,
    (line: ReportLine) => `{"ts":${line.time},"stats":${keyed(line)},"stats":${listed(line)}}`,
    (line: ReportLine) => `{"ts":${line.time},"sub":${keyed(line)},"pub":{"a":1}}`,
    (line: ReportLine) => `{"ts":${line.time},"stats":${JSON.stringify(keyed(line))}}`,
  ),
);

/** Mostly one way for all lines. */
const layouts = fc.oneof(
  layout.map((one) => [one]),
  fc.array(layout, { minLength: 2, maxLength: 3 }),
);

/** Text as it is, or with blanks between its tokens as other languages and people put them. */
const spacings = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text,
  (text) => text.replaceAll(/([,:])(["{[\d])/g, '$1 $2'),
  (text) => text.replaceAll(/([,{[])"/g, '$1\n    "').replaceAll('":', '" : '),
  (text) => text.replaceAll(/([\d"])([,}\]])/g, '$1\t$2'),
);

/** The bytes of a log whose reports are whole or damaged behind their first byte, and have something between them. */
function logOf(texts: readonly string[], where: Parameters<typeof damaged>[1], between: string): Buffer {
  const rest = damaged(
    texts.map((text) => text.slice(1)),
    where,
  );
  return Buffer.concat(
    rest.flatMap((text, i) => [Buffer.from(`${i > 0 ? between : ''}${texts[i]?.slice(0, 1)}`), text]),
  );
}

async function expectSame(log: Buffer): Promise<void> {
  expect(content(await readAll(getstatsReader, partOf(log)))).toEqual(content(await readAll(parsing, partOf(log))));
}

/** Reports, how they are written, and where the log is damaged. */
const written = [fc.oneof(reports, repeatedReports), layouts, spacings, damage] as const;

it('lines that are read from their bytes are those that JSON.parse reads', async () => {
  await fc.assert(
    fc.asyncProperty(...written, async (lines, ways, space, where) => {
      const texts = lines.map((line, index) => space((ways[index % ways.length] ?? keyed)(line)).replaceAll('\n', ' '));
      await expectSame(Buffer.concat([logOf(texts, where, '\n'), Buffer.from('\n')]));
    }),
    { numRuns: 800 },
  );
}, 60_000);

/** Ways in which the reports stand in one document. */
const documents = fc.constantFrom(
  ['[\n', ']'],
  ['{"reports":[\n', ']}'],
  ['{"pc 1":[\n', ']}'],
  ['{"version":2,"2026-01-05T09:00:00Z":[\n', ']}'],
  ['{"a":{"b":1},"stats":[\n', '],"more":[{"c":1}]}'],
);
const separators = fc.constantFrom(',', ',\n', ' ,\n  ');

it('reports of a document that are read from their bytes are those that JSON.parse reads', async () => {
  await fc.assert(
    fc.asyncProperty(
      ...written,
      documents,
      separators,
      async (lines, ways, space, where, [begin = '', end = ''], between) => {
        const texts = lines.map((line, index) => space((ways[index % ways.length] ?? keyed)(line)));
        await expectSame(Buffer.concat([Buffer.from(begin), logOf(texts, where, between), Buffer.from(end)]));
      },
    ),
    { numRuns: 800 },
  );
}, 60_000);
