import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArrayValues } from '../../../src/formats/webrtc-internals/array-values.js';
import { recogniseDump } from '../../../src/formats/webrtc-internals/recognise.js';
import { fixture, headOf, type Reading, readDump } from './support.js';

interface RawDump {
  readonly PeerConnections: Record<string, { readonly stats: Record<string, { values: unknown }> }>;
}

/** The dump as a tool saves it that has parsed every text of values. */
function withArrays(bytes: Buffer, indent: number): string {
  const dump = JSON.parse(bytes.toString()) as RawDump;
  for (const { stats } of Object.values(dump.PeerConnections))
    for (const series of Object.values(stats))
      if (typeof series.values === 'string' && series.values.startsWith('[')) series.values = JSON.parse(series.values);
  return JSON.stringify(dump, undefined, indent);
}

/** Everything but the places in the file, which differ. */
function content({ records, summary }: Reading): unknown {
  const places = new Set(['at', 'series']);
  const plain = (value: object) => Object.fromEntries(Object.entries(value).filter(([name]) => !places.has(name)));
  return {
    records: records.map((record) =>
      'stats' in record ? { ...plain(record), stats: record.stats.map(plain) } : plain(record),
    ),
    summary,
  };
}

describe('dumps whose values are JSON arrays', () => {
  it.each(['clean.json.gz', 'loss20.json.gz', 'loopback.json.gz', 'nopath.json.gz', 'chrome-86.json'])(
    '%s says the same as with values in text',
    async (name) => {
      const bytes = fixture(name);
      const expected = content(await readDump(bytes));
      expect(content(await readDump(withArrays(bytes, 0)))).toEqual(expected);
      expect(content(await readDump(withArrays(bytes, 2), 1_000))).toEqual(expected);
    },
  );

  it('the saved fixture is recognised and has its statistics', async () => {
    const arrays = fixture('chrome-120-arrays.json');
    expect(recogniseDump(headOf(arrays))).toBeGreaterThan(0.9);
    const reading = await readDump(arrays);
    expect(reading.samples.length).toBeGreaterThan(0);
    expect(content(reading)).toEqual(content(await readDump(fixture('chrome-120.json'))));
  });

  it('point at the line of the values', async () => {
    const arrays = fixture('chrome-120-arrays.json').toString();
    const { samples } = await readDump(arrays);
    const lines = arrays.split('\n');
    for (const { at } of samples) expect(lines[at.line - 1]).toContain('"values"');
  });

  it('that are cut within an array keep what stands before', async () => {
    const whole = withArrays(fixture('clean.json.gz'), 0);
    const { summary, samples } = await readDump(whole.slice(0, Math.floor(whole.length / 2)));
    expect(summary.cut).toBeDefined();
    expect(samples.length).toBeGreaterThan(0);
  });
});

describe('an array of values', () => {
  /** Feeds a value token by token, as the document does. */
  function feed(values: ArrayValues, value: unknown): void {
    if (Array.isArray(value)) {
      values.enter('array');
      for (const item of value) feed(values, item);
      values.leave('array');
    } else if (typeof value === 'object' && value !== null) {
      values.enter('object');
      for (const [name, item] of Object.entries(value)) {
        values.key(name);
        feed(values, item);
      }
      values.leave('object');
    } else if (typeof value === 'string') values.text(value);
    else values.plain(JSON.stringify(value));
  }

  it('becomes the text that the dump would have had, whatever it holds', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const item = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), text, fc.boolean(), fc.constant(null));
    const member = fc.dictionary(text, item, { maxKeys: 3 });
    fc.assert(
      fc.property(fc.array(fc.oneof(item, member, fc.array(item, { maxLength: 3 })), { maxLength: 200 }), (array) => {
        const pieces: Buffer[] = [];
        let ended = 0;
        const values = new ArrayValues();
        values.begin({
          write: (bytes, start, end, last) => {
            pieces.push(Buffer.from(bytes.subarray(start, end)));
            if (last) ended++;
          },
        });
        feed(values, array);
        expect(ended).toBe(1);
        const written = Buffer.concat(pieces).toString();
        expect(JSON.parse(String(JSON.parse(`"${written}"`)))).toEqual(JSON.parse(JSON.stringify(array)));
      }),
      { numRuns: 20 },
    );
  });
});
