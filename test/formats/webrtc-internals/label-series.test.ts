import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelSeries } from '../../../src/formats/webrtc-internals/label-series.js';

function read(values: readonly unknown[], chunk = Number.POSITIVE_INFINITY): LabelSeries {
  const series = new LabelSeries();
  const bytes = Buffer.from(JSON.stringify(JSON.stringify(values)).slice(1, -1));
  let at = 0;
  for (; at + chunk < bytes.length; at += chunk) series.write(bytes, at, at + chunk, false);
  series.write(bytes, at, bytes.length, true);
  return series;
}

function expanded(series: LabelSeries): unknown[] {
  const values: unknown[] = [];
  for (const [k, run] of series.runs.entries()) {
    const end = series.runs[k + 1]?.from ?? series.count;
    for (let n = run.from; n < end; n++) values.push(run.value);
  }
  return values;
}

describe('a series of labels', () => {
  it('gives every element back, constant or not, whole or in pieces', () => {
    const label = fc.oneof(
      fc.constantFrom('a,b', '"', '\\', 'a', '', 'a","a'),
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.integer(),
    );
    const constant = fc
      .tuple(label, fc.integer({ min: 1, max: 20 }))
      .map(([value, count]) => new Array<unknown>(count).fill(value));
    fc.assert(
      fc.property(fc.oneof(fc.array(label), constant), fc.integer({ min: 1, max: 50 }), (values, chunk) => {
        for (const series of [read(values), read(values, chunk)]) {
          expect(series.valid).toBe(true);
          expect(series.count).toBe(values.length);
          expect(expanded(series)).toEqual(JSON.parse(JSON.stringify(values)));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps one entry for a constant', () => {
    expect(read(new Array(1000).fill('CIT01_111_minptime=10;useinbandfec=1')).runs).toHaveLength(1);
  });

  it('is invalid when it is no array', () => {
    const series = new LabelSeries();
    const text = Buffer.from('{\\"a\\":1}');
    series.write(text, 0, text.length, true);
    expect(series.valid).toBe(false);
  });
});
