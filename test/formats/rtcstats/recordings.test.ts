import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getstatsReader } from '../../../src/formats/getstats/reader.js';
import { rtcstatsReader } from '../../../src/formats/rtcstats/reader.js';
import { METRICS } from '../../../src/model/metric.js';
import type { StatsSample } from '../../../src/model/sample.js';
import { partOf, readAll } from '../support/part.js';

const fixtures = new URL('../../../fixtures/', import.meta.url);

async function recordings(call: string) {
  const unpack = (path: string) => partOf(gunzipSync(readFileSync(new URL(path, fixtures))), 65_536);
  return {
    dump: await readAll(rtcstatsReader, unpack(`rtcstats/${call}.rtcstats.gz`)),
    lines: await readAll(getstatsReader, unpack(`getstats/${call}.stats.ndjson.gz`)),
  };
}

/** [time, value] of one counter of one object, by `id member`. */
function counters(samples: readonly StatsSample[]): Map<string, [number, number][]> {
  const series = new Map<string, [number, number][]>();
  for (const sample of samples)
    for (const { id, type, values, time } of sample.stats)
      for (const [member, value] of Object.entries(values)) {
        const form = Object.entries(METRICS[type]).find(([name]) => name === member)?.[1].form;
        if (form !== 'counter') continue;
        const key = `${id} ${member}`;
        const known = series.get(key) ?? [];
        series.set(key, known);
        known.push([time ?? sample.time, value]);
      }
  return series;
}

describe.each(['clean-A', 'loss20-A', 'loss20-B', 'echo-aec-off-A'])('the call %s', (call) => {
  it('has the same counters in its dump and in the page’s own reports', async () => {
    const { dump, lines } = await recordings(call);
    const known = counters(dump.samples);
    let compared = 0;
    for (const [key, series] of counters(lines.samples)) {
      const other = known.get(key);
      expect(other, key).toBeDefined();
      for (const [time, value] of series) {
        // Both polled the same growing counter: a value lies between those of the polls around it.
        const before = other?.filter(([t]) => t <= time).at(-1);
        const after = other?.find(([t]) => t >= time);
        if (before === undefined || after === undefined) continue;
        expect(value, `${key} at ${time}`).toBeGreaterThanOrEqual(before[1] - 1e-9);
        expect(value, `${key} at ${time}`).toBeLessThanOrEqual(after[1] + 1e-9);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(2_000);
  });

  it('connects: offer or answer, checking, ICE connected, connected', async () => {
    const { dump } = await recordings(call);
    const states = dump.events
      .filter(({ type }) => type === 'ice.state' || type === 'pc.state')
      .map(({ fields }) => fields.to);
    expect(states.slice(0, 4)).toEqual(['checking', 'connecting', 'connected', 'connected']);
    const start = dump.events.find(({ type }) => type === 'negotiation');
    const connected = dump.events.find(({ type, fields }) => type === 'pc.state' && fields.to === 'connected');
    expect((connected?.time ?? 0) - (start?.time ?? 0)).toBeGreaterThan(50);
    expect((connected?.time ?? 0) - (start?.time ?? 0)).toBeLessThan(5_000);
    expect(dump.summary).toMatchObject({ unknownLines: 0, warnings: [], clock: { zone: 'UTC', resolutionMs: 1 } });
    expect(new Set(dump.samples.map((sample) => sample.connection)).size).toBe(1);
  });
});

describe('echo cancellation as the page asked for it', () => {
  const told = async (call: string) => {
    const bytes = gunzipSync(readFileSync(new URL(`rtcstats/${call}.rtcstats.gz`, fixtures)));
    const { events } = await readAll(rtcstatsReader, partOf(bytes, 65_536));
    return events.filter(({ type }) => type === 'aec').map(({ fields }) => fields.enabled);
  };

  it('is told where it was switched off, and left open where the browser decided', async () => {
    expect(await told('echo-aec-off-B')).toEqual([false]);
    expect(await told('clean-A')).toEqual([]);
  });
});

describe('a damaged recording', () => {
  it('never breaks the reader, whatever bytes are lost or changed', async () => {
    const whole = gunzipSync(readFileSync(new URL('rtcstats/clean-A.rtcstats.gz', fixtures))).subarray(0, 60_000);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 30 }),
        fc.nat(whole.length),
        async (changes, length) => {
          const damaged = Buffer.from(whole);
          for (const [at, byte] of changes) damaged[at] = byte;
          for (const reader of [rtcstatsReader, getstatsReader]) {
            const { events, samples, summary } = await readAll(reader, partOf(damaged.subarray(0, length), 8_192));
            expect(summary.records).toBe(events.length + samples.length);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
