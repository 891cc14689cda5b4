import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rtcstatsReader } from '../../../src/formats/rtcstats/reader.js';
import { partOf, readAll } from '../support/part.js';
import {
  content,
  damage,
  damaged,
  objectText,
  type ReportLine,
  repeatedReports,
  reports,
  T,
} from '../support/reports.js';

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

const bareReport = ({ objects, beside }: ReportLine) => {
  const members = objects.map(([id, object]) => `${JSON.stringify(id)}:${objectText(object)}`);
  return `{${[...members, ...beside].join(',')}}`;
};
const timedReport = (line: ReportLine) => bareReport({ ...line, beside: [...line.beside, `"timestamp":${line.time}`] });

describe('reports that are read from their bytes are those that JSON.parse reads', () => {
  it('in dumps, where they are complete', async () => {
    await fc.assert(
      fc.asyncProperty(reports, damage, async (lines, where) => {
        const texts = lines.map((line) => `,"1-1",${timedReport(line)},${1_000 + (line.time % 10)}]`);
        await expectSame(damaged(texts, where), DUMP);
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  it('in dumps, where they repeat each other', async () => {
    await fc.assert(
      fc.asyncProperty(repeatedReports, damage, async (lines, where) => {
        const texts = lines.map((line) => `,"1-1",${bareReport(line)},${1_000 + (line.time % 10)}]`);
        await expectSame(damaged(texts, where), DUMP);
      }),
      { numRuns: 600 },
    );
  }, 60_000);

  it('in dumps, where a line that was damaged behind its report is followed by the same one', async () => {
    const line = (codec: string, end: string) =>
      Buffer.from(`,"1-1",{"C":{"type":"codec","mimeType":"audio/${codec}","timestamp":${T}}},1000${end}`);
    const lines = [line('opus', ']'), line('opus', ']'), line('PCMU', 'x]'), line('PCMU', ']')];
    await expectSame(lines, DUMP);
  });

  it('in dumps of three connections, of which some fall silent', async () => {
    const turns = fc.array(fc.record({ connection: fc.nat(2), pause: fc.constantFrom(1_000, 90_000) }), {
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(fc.tuple(repeatedReports, repeatedReports, repeatedReports), turns, async (all, order) => {
        const waiting = all.map((lines) => lines.slice());
        const texts = order.flatMap(({ connection, pause }) => {
          const line = waiting[connection]?.shift();
          return line === undefined ? [] : [`,"1-${connection}",${bareReport(line)},${pause}]`];
        });
        await expectSame(damaged(texts, null), DUMP);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('in JSON Lines, where they build upon each other', async () => {
    await fc.assert(
      fc.asyncProperty(reports, damage, fc.boolean(), async (lines, where, numbered) => {
        const texts = lines.map((line) => `,"PC_0",${timedReport(line)},${line.time}${numbered ? ',5' : ''}]`);
        await expectSame(damaged(texts, where), JITSI);
      }),
      { numRuns: 400 },
    );
  }, 60_000);
});
