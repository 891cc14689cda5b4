import { describe, expect, it } from 'vitest';
import type { ReadSummary } from '../../src/formats/format.js';
import type { ReadLog } from '../../src/result/read-log.js';
import { resultSources } from '../../src/result/sources.js';

const NOON = Date.parse('2026-01-01T12:00:00Z');

const summary: ReadSummary = {
  records: 30,
  unknownLines: 0,
  start: NOON,
  end: NOON + 60_000,
  clock: { zone: 'unknown', resolutionMs: 1 },
  shiftMs: 0,
  warnings: [],
};
const part = { path: 'a.log', bytes: 100, records: 30, start: NOON - 5_000, end: NOON + 90_000 };
const log: ReadLog = { path: 'a.log', format: 'mine', status: 'analyzed', parts: [part], warnings: [], summary };

describe('the sources of a result', () => {
  it('have the times of the records that count for the call', () => {
    expect(resultSources([log], undefined)[0]).toMatchObject({
      start: '2026-01-01T12:00:00.000Z',
      end: '2026-01-01T12:01:00.000Z',
    });
  });

  it('have as many records as the reader counted, which may hand them over at the end only', () => {
    expect(resultSources([{ ...log, parts: [{ ...part, records: 0 }] }], undefined)[0]?.records).toBe(30);
  });

  it('are the files of a rotated log one by one, each with its own times and bytes', () => {
    const older = { ...part, path: 'a_1.log', bytes: 50, start: NOON - 9_000, end: NOON - 6_000 };
    const result = resultSources([{ ...log, parts: [older, part] }], undefined);
    expect(result.map(({ path, bytes, start }) => [path, bytes, start])).toEqual([
      ['a_1.log', 50, '2026-01-01T11:59:51.000Z'],
      ['a.log', 100, '2026-01-01T11:59:55.000Z'],
    ]);
  });

  it('have no times when the log has no clock, and times when only some of its lines have none', () => {
    const warnings = [{ code: 'no-clock' as const }];
    const timeless = { ...summary, start: 0, end: 0, clock: { zone: 'unknown', resolutionMs: 0 } };
    expect(resultSources([{ ...log, summary: timeless, warnings }], 'Asia/Shanghai')[0]).toMatchObject({
      start: null,
      end: null,
    });
    expect(resultSources([{ ...log, warnings }], undefined)[0]?.start).toBe('2026-01-01T12:00:00.000Z');
  });

  it('are shown in the zone that was named, else in their own', () => {
    const shanghai = { ...summary, shiftMs: -8 * 3_600_000, clock: { zone: '+08:00', resolutionMs: 1 } };
    expect(resultSources([{ ...log, summary: shanghai }], undefined)[0]?.start).toBe('2026-01-01T12:00:00.000+08:00');
    expect(resultSources([{ ...log, summary: shanghai }], 'UTC')[0]?.start).toBe('2026-01-01T04:00:00.000Z');
  });

  it('say where reading had to stop, on the file in which it did', () => {
    const cut = { ...summary, cut: { offset: 77, reason: 'The file ends within a value.' } };
    const older = { ...part, path: 'a_1.log' };
    const result = resultSources([{ ...log, parts: [older, part], summary: cut }], undefined);
    expect(result.map(({ warnings }) => warnings)).toEqual([[], ['cut: 77 The file ends within a value.']]);
  });

  it('hold a file of which nothing could be read, without times', () => {
    const missing: ReadLog = {
      path: 'b.log',
      format: 'unknown',
      status: 'failed',
      parts: [],
      warnings: [{ code: 'not-found', detail: 'b.log does not exist.' }],
    };
    expect(resultSources([missing], undefined)).toEqual([
      {
        path: 'b.log',
        format: 'unknown',
        status: 'failed',
        bytes: 0,
        records: 0,
        start: null,
        end: null,
        clock: { zone: 'unknown', resolutionMs: 0 },
        warnings: ['not-found: b.log does not exist.'],
      },
    ]);
  });
});
