import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Report, Reports } from '../../../../src/formats/text/session/reported.js';
import type { EventType } from '../../../../src/model/event.js';

const TYPES: readonly EventType[] = ['join.ok', 'leave', 'connection.close'];
const name = fc.constantFrom('', 'a', 'b', 'c');
const report: fc.Arbitrary<Report> = fc.record({
  time: fc.nat(9),
  value: fc.constantFrom('x', 'y'),
  until: fc.subarray([...TYPES]).map((types) => new Set(types)),
  connection: name,
});
const step = fc.oneof(
  fc.record({ key: fc.constantFrom('1', '2', '3', '4', '5'), report }),
  fc.record({ type: fc.constantFrom(...TYPES), connection: fc.option(name, { nil: undefined }) }),
);

test('an event lets what waits for it be said again: in its connection, or wherever none is named', () => {
  const property = fc.property(fc.array(step), (steps) => {
    const reports = new Reports();
    const plain = new Map<string, Report>();
    for (const one of steps) {
      if ('key' in one) {
        reports.set(one.key, one.report);
        plain.set(one.key, one.report);
      } else {
        const { type, connection } = one;
        reports.happened(type, connection);
        for (const [key, { until, connection: own }] of plain) {
          const isOther = connection !== undefined && own !== '' && own !== connection;
          if (until.has(type) && !isOther) plain.delete(key);
        }
      }
      for (const key of ['1', '2', '3', '4', '5']) expect(reports.get(key)).toBe(plain.get(key));
    }
  });
  fc.assert(property);
});

test('the oldest of thousands are forgotten, and an event of no connection ends what waits in any', () => {
  const reports = new Reports();
  const until = new Set<EventType>(['leave']);
  for (let i = 0; i < 5000; i++) reports.set(`${i}`, { time: i, value: '', until, connection: `room${i}` });
  expect(reports.get('0')).toBeUndefined();
  expect(reports.get('4999')).toBeDefined();
  reports.happened('leave', undefined);
  expect(reports.get('4999')).toBeUndefined();
});
