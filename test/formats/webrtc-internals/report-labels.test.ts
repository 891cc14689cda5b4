import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReportLabels } from '../../../src/formats/webrtc-internals/report-labels.js';

const axisOf = (times: readonly number[]) => ({
  times: Float64Array.from(times),
  first: 0,
  step: 1,
  count: times.length,
});
const seconds = (count: number) => Array.from({ length: count }, (_, k) => 1000 * k);

/** A series of texts by its changes, taken once a second from `start` on. */
function column(name: string, values: readonly unknown[], start = 0) {
  const runs = values.flatMap((value, from) => (from > 0 && value === values[from - 1] ? [] : [{ from, value }]));
  const end = start + 1000 * (values.length - 1);
  return { name, start, end, count: values.length, first: 0, step: 1, runs } as const;
}

describe('the labels of a report', () => {
  it('are at every row the values of that row; what is no text there stays what it was', () => {
    const value = fc.constantFrom('none', 'bandwidth', 'cpu', true, 1, null);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), fc.array(fc.boolean()), (values, asked) => {
        const labels = new ReportLabels(
          [column('qualityLimitationReason', values)],
          'outbound-rtp',
          axisOf(seconds(30)),
        );
        let before: Readonly<Record<string, string>> = {};
        for (let row = 0; row < values.length; row++) {
          // As a reader asks: only where something changed, but not at all rows.
          if (row >= labels.until && asked[row] !== false) before = labels.at(row);
          if (row >= labels.until) continue;
          const last = values.slice(0, row + 1).findLast((element) => element !== null);
          expect(before.qualityLimitationReason).toBe(last === undefined || last === null ? undefined : String(last));
        }
      }),
    );
  });

  it('of a series that began later begin at its row', () => {
    const labels = new ReportLabels([column('mid', ['0', '0', '1'], 5000)], 'inbound-rtp', axisOf(seconds(8)));
    expect([0, 4, 5, 6, 7].map((row) => labels.at(row).mid)).toEqual([undefined, undefined, '0', '0', '1']);
  });

  it('take time in proportion to their changes, however many there are', () => {
    const values = Array.from({ length: 200_000 }, (_, k) => k % 2);
    const axis = axisOf(seconds(200_001));
    const labels = new ReportLabels([column('active', values)], 'outbound-rtp', axis);
    let changes = 0;
    for (let row = 0; row <= values.length; row++) {
      if (row < labels.until) continue;
      labels.at(row);
      changes++;
    }
    expect(changes).toBe(values.length);
  });
});
