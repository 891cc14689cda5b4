import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadlines } from '../../src/support/deadlines.js';
import { loadSupport } from '../../src/support/load.js';
import { contract, officeIn } from './contract.js';

const at = (iso: string) => Date.parse(iso);

/** Response and solution of a ticket filed at a time, as local times. */
function promised(calendar: string, filedAt: string, targets?: string, hours?: string) {
  const { respondBy, solveBy } = deadlines(contract(calendar, targets, hours), 'gold', 'P2', at(filedAt));
  return { respond: respondBy?.local, solve: solveBy?.local };
}

describe('a deadline in service hours', () => {
  it('is met on the same day when enough of it is left', () => {
    expect(promised(officeIn('Asia/Shanghai'), '2026-03-10T10:30:00+08:00').respond).toBe(
      '2026-03-10T14:30:00.000+08:00',
    );
  });

  it('goes on in the morning of the next working day', () => {
    expect(promised(officeIn('Asia/Shanghai'), '2026-03-10T16:00:00+08:00').respond).toBe(
      '2026-03-11T11:00:00.000+08:00',
    );
  });

  it('ends when the service closes if the target is used up then', () => {
    expect(promised(officeIn('Asia/Shanghai'), '2026-03-10T14:00:00+08:00').respond).toBe(
      '2026-03-10T18:00:00.000+08:00',
    );
  });

  it('starts when the service opens for a ticket of the night, and says so', () => {
    const { respondBy, hours } = deadlines(
      contract(officeIn('Asia/Shanghai')),
      'gold',
      'P2',
      at('2026-03-10T23:00:00+08:00'),
    );
    expect(respondBy?.local).toBe('2026-03-11T13:00:00.000+08:00');
    expect(hours).toMatchObject({ id: 'desk', openAtFiling: false });
    expect(hours.from.local).toBe('2026-03-11T09:00:00.000+08:00');
  });

  it('leaves out the weekend', () => {
    expect(promised(officeIn('Asia/Shanghai'), '2026-03-13T17:00:00+08:00').respond).toBe(
      '2026-03-16T12:00:00.000+08:00',
    );
  });

  it('leaves out holidays: a date, a day of every year, a span', () => {
    const more = 'holidays: ["2026-12-31", "01-01", "2027-01-04..2027-01-05"]';
    // Wednesday evening; Thursday, Friday, Monday and Tuesday are closed.
    expect(promised(officeIn('Europe/Berlin', more), '2026-12-30T17:00:00+01:00').respond).toBe(
      '2027-01-06T12:00:00.000+01:00',
    );
  });

  it('counts an extra working day, even on a weekend or holiday', () => {
    const more = 'holidays: ["2026-10-10"]\nworkdays: ["2026-10-10"]';
    // 2026-10-10 is a Saturday.
    expect(promised(officeIn('Asia/Shanghai', more), '2026-10-09T17:00:00+08:00').respond).toBe(
      '2026-10-10T12:00:00.000+08:00',
    );
  });

  it.each([
    ['a month of 31 days', '2026-01-30T12:00:00+08:00', '2026-02-03T12:00:00.000+08:00'],
    ['a month of 30 days', '2026-04-29T12:00:00+08:00', '2026-05-01T12:00:00.000+08:00'],
    ['February', '2026-02-26T12:00:00+08:00', '2026-03-02T12:00:00.000+08:00'],
    ['February of a leap year', '2028-02-28T12:00:00+08:00', '2028-03-01T12:00:00.000+08:00'],
    ['a year', '2026-12-30T12:00:00+08:00', '2027-01-01T12:00:00.000+08:00'],
  ])('of two working days crosses the end of %s', (_, filed, solve) => {
    expect(promised(officeIn('Asia/Shanghai'), filed).solve).toBe(solve);
  });

  it('pauses at noon where the hours do', () => {
    const split = 'zone: Asia/Shanghai\nweek: { mon: "09:00-12:00, 13:30-18:00" }';
    expect(promised(split, '2026-03-09T11:00:00+08:00').respond).toBe('2026-03-09T16:30:00.000+08:00');
  });

  it('is told in the zone of the service, wherever the machine and the ticket are', () => {
    // 01:00 in Berlin is 20:00 of the day before in New York.
    expect(promised(officeIn('America/New_York'), '2026-07-15T01:00:00+02:00').respond).toBe(
      '2026-07-15T13:00:00.000-04:00',
    );
    expect(promised(officeIn('"+05:30"'), '2026-03-10T00:00:00Z').respond).toBe('2026-03-10T13:00:00.000+05:30');
  });
});

describe('a change to or from summer time', () => {
  it('moves no opening time: the offset of the deadline is that of its own day', () => {
    // Friday before the clocks go forward in Berlin (29 March 2026), and back in New York (1 November 2026).
    expect(promised(officeIn('Europe/Berlin'), '2026-03-27T16:00:00+01:00').respond).toBe(
      '2026-03-30T11:00:00.000+02:00',
    );
    expect(promised(officeIn('America/New_York'), '2026-10-30T16:00:00-04:00').respond).toBe(
      '2026-11-02T11:00:00.000-05:00',
    );
  });

  const allDay = (zone: string) =>
    `zone: ${zone}\nweek: { sat: "00:00-24:00", sun: "00:00-24:00", mon: "00:00-24:00" }`;

  it('makes a day of service 23 or 25 hours long', () => {
    const hours = (zone: string, filed: string) => promised(allDay(zone), filed, 'respond: 24h, solve: none').respond;
    expect(hours('Europe/Berlin', '2026-03-29T00:00:00+01:00')).toBe('2026-03-30T01:00:00.000+02:00');
    expect(hours('Europe/Berlin', '2026-10-25T00:00:00+02:00')).toBe('2026-10-25T23:00:00.000+01:00');
    expect(hours('America/New_York', '2026-03-08T00:00:00-05:00')).toBe('2026-03-09T01:00:00.000-04:00');
    expect(hours('America/New_York', '2026-11-01T00:00:00-04:00')).toBe('2026-11-01T23:00:00.000-05:00');
  });

  it('opens after the gap when the opening time does not exist, and at the first of two', () => {
    const night = (day: string) => `zone: Europe/Berlin\nweek: { ${day}: "02:30-06:00" }`;
    expect(promised(night('sun'), '2026-03-28T12:00:00+01:00', 'respond: 1h, solve: none').respond).toBe(
      '2026-03-29T04:30:00.000+02:00',
    );
    expect(promised(night('sun'), '2026-10-24T12:00:00+02:00', 'respond: 1h, solve: none').respond).toBe(
      '2026-10-25T02:30:00.000+01:00',
    );
  });
});

describe('a deadline around the clock', () => {
  it('counts every hour, and a day as 24 of them', () => {
    const { respond, solve } = promised(officeIn('Europe/Berlin'), '2026-03-28T20:00:00Z', undefined, 'always');
    expect(Date.parse(respond ?? '') - at('2026-03-28T20:00:00Z')).toBe(4 * 3_600_000);
    expect(Date.parse(solve ?? '') - at('2026-03-28T20:00:00Z')).toBe(48 * 3_600_000);
  });
});

describe('what a contract does not promise', () => {
  it('has no deadline', () => {
    expect(promised(officeIn('UTC'), '2026-03-10T10:00:00Z', 'respond: none, solve: none')).toEqual({});
  });

  it('a calendar that is hardly ever open is a mistake that names the file and the calendar', () => {
    const closed = officeIn(
      'UTC',
      `holidays: [${[...Array(12).keys()].map((year) => `"${2026 + year}-01-01..${2026 + year}-12-31"`)}]`,
    );
    expect(() => promised(closed, '2026-03-10T10:00:00Z')).toThrow(/support\.yaml.*"desk" is open too seldom/);
  });

  it('an unknown tier names the known ones', () => {
    expect(() => deadlines(loadSupport(), 'enterprize', 'P0', 0)).toThrow(
      /enterprise.*\n.*basic, professional, enterprise/,
    );
  });
});

describe('any deadline in service hours', () => {
  const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Shanghai', 'Asia/Kolkata', 'Australia/Lord_Howe'];
  const MINUTE = 60_000;

  /** Minutes between two instants at which the zone's wall clock shows an open time: counted one by one. */
  function openMinutes(zone: string, from: number, to: number): number {
    const clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    let open = 0;
    for (let time = from; time < to; time += MINUTE) {
      const [, day = '', hour = '', minute = ''] = /^(\w+),? (\d+):(\d+)$/.exec(clock.format(time)) ?? [];
      const now = Number(hour) * 60 + Number(minute);
      if (day !== 'Sat' && day !== 'Sun' && now >= 9 * 60 && now < 18 * 60) open++;
    }
    return open;
  }

  it('lies as much service time after filing as was promised', () => {
    const instant = fc.integer({ min: at('2025-01-01T00:00:00Z') / MINUTE, max: at('2028-01-01T00:00:00Z') / MINUTE });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instant, fc.integer({ min: 1, max: 1200 }), (zone, filed, minutes) => {
        const support = contract(officeIn(zone), `respond: ${minutes}min, solve: none`);
        const { respondBy } = deadlines(support, 'gold', 'P1', filed * MINUTE);
        expect(openMinutes(zone, filed * MINUTE, respondBy?.at ?? 0)).toBe(minutes);
        // It is the first such moment: a minute earlier the promise was still open.
        expect(openMinutes(zone, filed * MINUTE, (respondBy?.at ?? 0) - MINUTE)).toBe(minutes - 1);
      }),
      { numRuns: 40 },
    );
  });
});
