import { describe, expect, it } from 'vitest';
import { ReportStore } from '../../../src/formats/webrtc-internals/columns.js';
import { PointPool } from '../../../src/formats/webrtc-internals/point-pool.js';

const AT = { source: 'x', line: 1, offset: 0 };
const EXTENT = { start: 0, end: 0, at: AT };

function series(values: readonly number[]) {
  return { values: Float64Array.from(values), length: values.length, isConstant: false, isInteger: false };
}

describe('more points of a connection than fit', () => {
  it('are given up in every series alike, and those that stay are paired as before', () => {
    const store = new ReportStore(100, new PointPool());
    const elements = Array.from({ length: 40 }, (_, k) => k);
    const reports = ['a', 'b', 'c', 'd'].map((id) => {
      const report = store.report(id, 'inbound-rtp', AT);
      if (report === undefined) throw new Error('no report');
      const points = store.knownTimes(1) ?? store.keepTimes(series(elements), 1);
      store.addTimes(report, { ...EXTENT, name: 'timestamp', count: 40, first: 0, step: 1, points });
      const ten = store.pool.keep(series(elements.map((k) => 10 * k)));
      store.add(report, { ...EXTENT, name: 'packetsReceived', count: 40, first: 0, step: 1, points: ten });
      return report;
    });
    expect(store.thinned).toBe(true);
    let points = 0;
    for (const { timestamps, columns } of reports) {
      for (const column of timestamps === undefined ? columns : [timestamps, ...columns]) {
        const { numbers, length } = column.points;
        points += length;
        expect(column.first + (length - 1) * column.step).toBe(39);
        const factor = column === timestamps ? 1 : 10;
        for (let k = 0; k < length; k++) expect(numbers[k]).toBe(factor * (column.first + k * column.step));
      }
    }
    expect(points).toBeLessThanOrEqual(100);
  });
});
