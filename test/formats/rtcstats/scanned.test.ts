import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rtcstatsReader } from '../../../src/formats/rtcstats/reader.js';
import { partOf, readAll } from '../support/part.js';
import { content, damage, damaged, objectText, type ReportLine, reports, T } from '../support/reports.js';

/**
 * Statistics lines are read from their bytes where their objects are known, all others by JSON.parse. A blank behind the
 * first bracket means nothing, but leaves a line to JSON.parse: what is read must be the same with and without it.
 */
const FAST = '["getStats"';
const PARSED = '[ "getStats"';

async function expectSame(lines: readonly Buffer[], begin: readonly string[]): Promise<void> {
  const log = (first: string) =>
    partOf(
      Buffer.concat([
        ...begin.map((line) => Buffer.from(`${line}\n`)),
        ...lines.flatMap((l) => [Buffer.from(first), l, Buffer.from('\n')]),
      ]),
    );
  const fast = await readAll(rtcstatsReader, log(FAST));
  expect(content(fast)).toEqual(content(await readAll(rtcstatsReader, log(PARSED))));
}

const DUMP = ['RTCStatsDump', '{"fileFormat":3}', `["create",null,{},${T}]`];
const JITSI = [`["create","PC_0",{},${T},1]`];

const reportText = ({ objects, beside, time }: ReportLine) => {
  const members = objects.map(([id, object]) => `${JSON.stringify(id)}:${objectText(object)}`);
  return `{${[...members, ...beside, `"timestamp":${time}`].join(',')}}`;
};

describe('reports that are read from their bytes are those that JSON.parse reads', () => {
  it('in dumps, where they are complete', async () => {
    await fc.assert(
      fc.asyncProperty(reports, damage, async (lines, where) => {
        const texts = lines.map((line) => `,"1-1",${reportText(line)},${1_000 + (line.time % 10)}]`);
        await expectSame(damaged(texts, where), DUMP);
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  it('in JSON Lines, where they build upon each other', async () => {
    await fc.assert(
      fc.asyncProperty(reports, damage, fc.boolean(), async (lines, where, numbered) => {
        const texts = lines.map((line) => `,"PC_0",${reportText(line)},${line.time}${numbered ? ',5' : ''}]`);
        await expectSame(damaged(texts, where), JITSI);
      }),
      { numRuns: 400 },
    );
  }, 60_000);
});
