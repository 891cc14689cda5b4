import { describe, expect, it } from 'vitest';
import { parseLocal, settle } from '../../../src/formats/webrtc-internals/local-time.js';

describe('a local time of Chrome 86', () => {
  it.each([
    ['11/6/2020, 2:03:15 PM', 'mdy', '2020-11-06T14:03:15Z'],
    ['11/6/2020, 12:03:15 AM', 'mdy', '2020-11-06T00:03:15Z'],
    ['07/11/2020, 09:15:02', 'dmy', '2020-11-07T09:15:02Z'],
    ['8.11.2020, 10:58:45', 'dmy', '2020-11-08T10:58:45Z'],
    ['2020/11/8 下午2:03:15', 'mdy', '2020-11-08T14:03:15Z'],
    ['2020-11-08 09:15:02', 'dmy', '2020-11-08T09:15:02Z'],
    ['11/6/2020, 2:03:15\u202fPM', 'mdy', '2020-11-06T14:03:15Z'],
  ] as const)('%s is read as %s', (text, order, expected) => {
    expect(parseLocal(text, order)).toBe(Date.parse(expected));
  });

  it.each(['', 'yesterday', '13/13/2020, 10:00:00', '1/1/2020, 25:00:00', `${'1'.repeat(10_000)}`])(
    '%s is none',
    (text) => {
      expect(parseLocal(text, 'mdy')).toBeUndefined();
    },
  );
});

describe('the zone and the order of the date', () => {
  const start = Date.parse('2020-11-07T08:15:03.100Z');

  it('come from the statistics of the same connection', () => {
    expect(settle(['07/11/2020, 09:15:02'], start, start + 60_000)).toEqual({ order: 'dmy', offsetMs: 3_600_000 });
    expect(settle(['11/7/2020, 1:45:02 PM'], start, start + 60_000)).toEqual({
      order: 'mdy',
      offsetMs: 5.5 * 3_600_000,
    });
  });

  it('stay open when the log lies elsewhere, or there are no statistics', () => {
    expect(settle(['01/02/2019, 09:15:02'], start, start + 60_000)).toBeUndefined();
    expect(settle(['07/11/2020, 09:15:02'], Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)).toBeUndefined();
    expect(settle([], start, start)).toBeUndefined();
  });
});
