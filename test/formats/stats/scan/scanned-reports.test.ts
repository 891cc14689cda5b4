import { expect, it } from 'vitest';
import { LineScanner } from '../../../../src/formats/rtcstats/line-scanner.js';
import { reportEntries } from '../../../../src/formats/stats/shapes.js';

const T = 1_700_000_000_000;
const REPORT = { I: { type: 'inbound-rtp', packetsReceived: 1, timestamp: T } };

/** Connections report one after the other, each at its time; those that are known then. */
function knownAfter(reports: readonly (readonly [connection: string, time: number])[], partial: boolean): string[] {
  const lines = new LineScanner(partial);
  for (const [connection, time] of reports) {
    const line = Buffer.from(JSON.stringify(['getStats', connection, REPORT, time]));
    if (lines.reports.connection(connection) === undefined)
      lines.reports.learn(connection, reportEntries(REPORT) ?? []);
    expect(lines.scan(line, 0, line.length)).toBe(true);
    lines.reports.sampleAt(time, connection, { source: 'call.log', line: 1, offset: 0 });
  }
  return ['a', 'b', 'c'].filter((connection) => lines.reports.connection(connection) !== undefined);
}

const MINUTE = 60_000;

it('a connection is forgotten once another one comes up after two minutes without its reports', () => {
  expect(
    knownAfter(
      [
        ['a', T],
        ['b', T + 3 * MINUTE],
        ['c', T + 4 * MINUTE],
      ] as const,
      false,
    ),
  ).toEqual(['b', 'c']);
});

it('a connection is not forgotten while it reports', () => {
  expect(
    knownAfter(
      [
        ['a', T],
        ['b', T + 3 * MINUTE],
        ['a', T + 4 * MINUTE],
        ['c', T + 4 * MINUTE],
      ],
      false,
    ),
  ).toEqual(['a', 'b', 'c']);
});

it('what partial reports are based on is not forgotten', () => {
  expect(
    knownAfter(
      [
        ['a', T],
        ['b', T + 3 * MINUTE],
        ['c', T + 4 * MINUTE],
      ],
      true,
    ),
  ).toEqual(['a', 'b', 'c']);
});
