import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { rtcstatsReader } from '../../../src/formats/rtcstats/reader.js';
import { partOf, type Reading, readAll } from '../support/part.js';

const fixtures = new URL('../../../fixtures/rtcstats/', import.meta.url);
const linesOf = (name: string) =>
  gunzipSync(readFileSync(new URL(name, fixtures)))
    .toString()
    .split('\n');

/** Everything but the places in the file, which differ. */
const content = ({ events, samples, summary }: Reading) => ({
  events: events.map(({ type, time, fields }) => ({ type, time, fields })),
  samples: samples.map(({ time, connection, stats }) => ({
    time,
    connection,
    stats: stats.map(({ id, type, values }) => ({ id, type, values })),
  })),
  summary,
});

/** The same log with every report as JSON text in a string. */
const asText = (lines: readonly string[]) =>
  lines
    .map((line) => {
      if (!/^\["getstats"/i.test(line)) return line;
      const [name, connection, payload, ...rest]: unknown[] = JSON.parse(line);
      return JSON.stringify([name, connection, JSON.stringify(payload), ...rest]);
    })
    .join('\n');

describe('reports that stand as JSON text in a string', () => {
  it('are read in a dump: the fixture says the same as the part of the recording that it was made of', async () => {
    const text = linesOf('clean-A-text.rtcstats.gz');
    const original = linesOf('clean-A.rtcstats.gz').slice(0, text.length - 1);
    const read = await readAll(rtcstatsReader, partOf(text.join('\n'), 65_536));
    expect(read.samples).toHaveLength(12);
    expect(content(read)).toEqual(content(await readAll(rtcstatsReader, partOf(`${original.join('\n')}\n`, 65_536))));
  });

  const T = 1_700_000_000_000;
  const jitsi = [
    ['connectionInfo', null, { userAgent: 'Chrome' }, T],
    ['create', 'PC_0', {}, T + 1],
    [
      'getstats',
      'PC_0',
      { I: { type: 'inbound-rtp', kind: 'audio', ssrc: 1, packetsReceived: 10, timestamp: 0 }, timestamp: T + 1_000 },
      T + 1_002,
    ],
    ['getstats', 'PC_0', { I: { packetsReceived: 60, timestamp: 0 }, timestamp: T + 2_000 }, T + 2_002],
  ].map((line) => JSON.stringify(line));

  it('are read in JSON Lines, and still build upon each other', async () => {
    const read = await readAll(rtcstatsReader, asText(jitsi));
    expect(read.samples.map(({ stats }) => stats[0]?.values.packetsReceived)).toEqual([10, 60]);
    expect(content(read)).toEqual(content(await readAll(rtcstatsReader, jitsi.join('\n'))));
  });

  it('are read in one document', async () => {
    const report = { I: { id: 'I', type: 'inbound-rtp', kind: 'audio', ssrc: 1, packetsReceived: 10, timestamp: T } };
    const document = (value: unknown) =>
      JSON.stringify({
        userAgent: 'Chrome',
        getUserMedia: [],
        peerConnections: { PC_0: [{ time: new Date(T).toISOString(), type: 'getStats', value }] },
      });
    const read = await readAll(rtcstatsReader, document(JSON.stringify(report)));
    expect(read.samples).toHaveLength(1);
    expect(content(read)).toEqual(content(await readAll(rtcstatsReader, document(report))));
  });

  it.each(['', '"', 'null', '[1', '{"I":'])('that are damaged (%j) are no report and no failure', async (payload) => {
    const read = await readAll(
      rtcstatsReader,
      [...jitsi.slice(0, 2), JSON.stringify(['getstats', 'PC_0', payload, T + 1_000])].join('\n'),
    );
    expect(read.samples).toEqual([]);
  });
});
