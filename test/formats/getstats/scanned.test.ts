import fc from 'fast-check';
import { expect, it } from 'vitest';
import { getstatsReader } from '../../../src/formats/getstats/reader.js';
import { partOf, readAll } from '../support/part.js';
import { content, damage, damaged, objectText, type ReportLine, repeatedReports, reports } from '../support/reports.js';

/**
 * Lines with one report are read from their bytes where its objects are known, all others by JSON.parse. A blank behind
 * the first bracket means nothing, but leaves a line to JSON.parse: what is read must be the same with and without it.
 */
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

it('reports that are read from their bytes are those that JSON.parse reads', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(reports, repeatedReports), layouts, damage, async (lines, ways, where) => {
      const whole = lines.map((line, index) => (ways[index % ways.length] ?? keyed)(line));
      // The first byte stays what it is: the blank comes behind it.
      const rest = damaged(
        whole.map((text) => text.slice(1)),
        where,
      );
      const log = (blank: string) => {
        const first = (index: number) => Buffer.from(`${whole[index]?.slice(0, 1)}${blank}`);
        return partOf(Buffer.concat(rest.flatMap((text, index) => [first(index), text, Buffer.from('\n')])));
      };
      const fast = await readAll(getstatsReader, log(''));
      expect(content(fast)).toEqual(content(await readAll(getstatsReader, log(' '))));
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

it('reports of a document that are read from their bytes are those that JSON.parse reads', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(reports, repeatedReports),
      layouts,
      damage,
      documents,
      fc.constantFrom(',', ',\n', ' ,\n  '),
      async (lines, ways, where, [begin = '', end = ''], between) => {
        const whole = lines.map((line, index) => (ways[index % ways.length] ?? keyed)(line));
        const rest = damaged(
          whole.map((text) => text.slice(1)),
          where,
        );
        const log = (blank: string) => {
          const first = (index: number) =>
            Buffer.from(`${index > 0 ? between : ''}${whole[index]?.slice(0, 1)}${blank}`);
          const pieces = rest.flatMap((text, index) => [first(index), text]);
          return partOf(Buffer.concat([Buffer.from(begin), ...pieces, Buffer.from(end)]));
        };
        const fast = await readAll(getstatsReader, log(''));
        expect(content(fast)).toEqual(content(await readAll(getstatsReader, log(' '))));
      },
    ),
    { numRuns: 800 },
  );
}, 60_000);
