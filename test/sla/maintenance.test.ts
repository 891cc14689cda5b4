import { describe, expect, it } from 'vitest';
import { parseMaintenance } from '../../src/sla/maintenance.js';

const read = (text: string, zone = 'UTC') => parseMaintenance(text, 'm.yaml', zone);
const window = (start: string, end: string) => `windows:\n  - start: ${start}\n    end: ${end}\n    reason: upgrade\n`;
const spans = (text: string, zone?: string) =>
  read(text, zone).windows?.map(({ start, end }) => [new Date(start).toISOString(), new Date(end).toISOString()]);

describe('maintenance windows', () => {
  it('are of the zone of the days, of the file, or of their own offset', () => {
    const text = window('2026-02-10T23:00', '2026-02-11 01:30:15.5');
    expect(spans(text)).toEqual([['2026-02-10T23:00:00.000Z', '2026-02-11T01:30:15.500Z']]);
    expect(spans(text, 'Europe/Berlin')).toEqual([['2026-02-10T22:00:00.000Z', '2026-02-11T00:30:15.500Z']]);
    expect(spans(`zone: Asia/Shanghai\n${text}`, 'Europe/Berlin')).toEqual([
      ['2026-02-10T15:00:00.000Z', '2026-02-10T17:30:15.500Z'],
    ]);
    expect(spans(window('2026-02-10T23:00-05:00', '2026-02-11T05:00Z'), 'Europe/Berlin')).toEqual([
      ['2026-02-11T04:00:00.000Z', '2026-02-11T05:00:00.000Z'],
    ]);
  });

  it('are as long as the clocks make them: one hour from 01:30 to 03:30 on the short day', () => {
    expect(spans(window('2026-03-29T01:30', '2026-03-29T03:30'), 'Europe/Berlin')).toEqual([
      ['2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.000Z'],
    ]);
  });

  it.each([
    ['windows:\n  - start: 2026-02-30T10:00\n    end: 2026-03-01T11:00\n    reason: x\n', '2:12', 'is no time'],
    ['windows:\n  - start: tomorrow\n    end: 2026-03-01T11:00\n    reason: x\n', '2:12', 'is no time'],
    [
      'windows:\n  - start: 2026-03-01T12:00\n    end: 2026-03-01T11:00\n    reason: x\n',
      '3:10',
      'not end after its start',
    ],
    ['windows:\n  - end: 2026-03-01T11:00\n    reason: x\n', '2:5', '`start` is missing'],
    ['windows:\n  - start: 2026-03-01T10:00\n    end: 2026-03-01T11:00\n', '2:5', '`reason` is no text'],
    ['windows:\n  - start: 2026-03-01T10:00\n    ende: 2026-03-01T11:00\n    reason: x\n', '3:5', 'unknown key `ende`'],
    ['zone: Mars/Base\nwindows: []\n', '1:7', 'no time zone'],
    ['windows: 5\n', '1:10', 'is not a list'],
    ['windows:\n  - just text\n', '2:5', 'not a mapping'],
    ['[]\n', '1:1', 'not a mapping'],
    ['', '1:1', 'not a mapping'],
    ['windows: [\n', '2:1', 'not valid YAML'],
    [window('2026-03-01T10:00+99:99', '2026-03-02T10:00'), '2:12', 'is no offset'],
    ['windows:\n  - __proto__: 1\n', '2:5', 'unknown key `__proto__`'],
  ])('are refused with line and column: %j', (text, place, reason) => {
    const { windows, mistakes } = read(text);
    expect(windows).toBeUndefined();
    expect(mistakes?.some((line) => line.startsWith(`m.yaml:${place} error: `) && line.includes(reason))).toBe(true);
  });

  it('ask for the offset of a time that the change of clocks skips or repeats', () => {
    expect(read(window('2026-03-29T02:30', '2026-03-29T04:00'), 'Europe/Berlin').mistakes?.join()).toContain(
      '`2026-03-29T02:30` does not exist in Europe/Berlin',
    );
    expect(read(window('2026-10-25T01:00', '2026-10-25T02:30'), 'Europe/Berlin').mistakes?.join()).toContain(
      '`2026-10-25T02:30` comes twice in Europe/Berlin',
    );
    expect(spans(window('2026-10-25T01:00', '2026-10-25T02:30+01:00'), 'Europe/Berlin')).toEqual([
      ['2026-10-24T23:00:00.000Z', '2026-10-25T01:30:00.000Z'],
    ]);
  });

  it('are all checked before anything is said', () => {
    expect(read('windows:\n  - { start: x, end: y, reason: 1 }\n  - 7\n').mistakes).toHaveLength(4);
  });
});
