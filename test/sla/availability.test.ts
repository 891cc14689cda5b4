import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compute } from './compute.js';
import type { TestCall, TestFinding } from './results.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const DAY = 24 * HOUR;

/** A call of 2026-02-10 (UTC) from and to these times of day. */
const call = (from: string, to: string, ...findings: readonly TestFinding[]): TestCall => ({
  from: at(from),
  to: at(to),
  findings,
});
const at = (time: string) => `2026-02-10T${time}:00.000Z`;
const fault = (from: string, to: string, more: Partial<TestFinding> = {}): TestFinding => ({
  from: at(from),
  to: at(to),
  ...more,
});
const FEBRUARY = { month: '2026-02' };

describe('downtime', () => {
  it('is the time of the findings, those of one call at the same time counted once', () => {
    // 10:00–10:10 and 10:05–10:20 together are 20 minutes, 10:30–10:31 one more.
    const result = compute(
      [
        call(
          '10:00',
          '11:00',
          fault('10:00', '10:10'),
          fault('10:05', '10:20', { symptom: 'silence' }),
          fault('10:30', '10:31', { symptom: 'stutter' }),
        ),
      ],
      FEBRUARY,
    );
    expect(result.budget?.usedMs).toBe(21 * MINUTE);
    expect(result.availability?.callTime).toEqual({
      numerator: 39 * MINUTE,
      denominator: 60 * MINUTE,
      percent: '65.0000',
    });
    expect(result.availability?.calls).toEqual({ numerator: 0, denominator: 1, percent: '0.0000' });
  });

  it('of two calls at the same time is one time of the service, and two times of calls', () => {
    const result = compute(
      [call('10:00', '11:00', fault('10:00', '10:30')), call('10:00', '11:00', fault('10:20', '10:40'))],
      FEBRUARY,
    );
    expect(result.budget?.usedMs).toBe(40 * MINUTE);
    expect(result.availability?.callTime).toMatchObject({ numerator: 70 * MINUTE, denominator: 120 * MINUTE });
  });

  it('needs a symptom and a severity that make a call unusable', () => {
    const mild = [
      fault('10:00', '10:10', { severity: 'P2' }),
      fault('10:10', '10:20', { symptom: 'latency', severity: 'P0' }),
      fault('10:20', '10:30', { symptom: 'echo', severity: 'P1' }),
    ];
    const result = compute([call('10:00', '11:00', ...mild)], FEBRUARY);
    expect(result.budget?.usedMs).toBe(0);
    expect(result.availability?.calls.numerator).toBe(1);
    expect(compute([call('10:00', '11:00', ...mild)], { ...FEBRUARY, severity: 'P2' }).budget?.usedMs).toBe(
      10 * MINUTE,
    );
    const p1 = [call('10:00', '11:00', fault('10:00', '10:10'), fault('10:20', '10:21', { severity: 'P0' }))];
    expect(compute(p1, { ...FEBRUARY, severity: 'P0' }).budget?.usedMs).toBe(MINUTE);
  });

  it('is never longer than the call', () => {
    const result = compute([call('10:00', '10:30', fault('09:00', '12:00'))], FEBRUARY);
    expect(result.budget?.usedMs).toBe(30 * MINUTE);
  });

  it('of a finding without a length or a time is none, but the call is unusable', () => {
    for (const finding of [fault('10:10', '10:10'), { from: null, to: null }]) {
      const result = compute([call('10:00', '11:00', finding)], FEBRUARY);
      expect(result.budget?.usedMs).toBe(0);
      expect(result.availability?.calls.numerator).toBe(0);
      expect(result.verdict).toBe('met');
    }
  });
});

describe('the verdict', () => {
  // 99.9 % of February 2026 (28 days) allow 40 min 19.2 s.
  it('is met up to the allowed time', () => {
    const end = '2026-02-10T10:40:19.200Z';
    const result = compute([{ ...call('10:00', '12:00'), findings: [{ from: at('10:00'), to: end }] }], FEBRUARY);
    expect(result.budget).toEqual({ allowedMs: 2_419_200, usedMs: 2_419_200, leftMs: 0, usedPercent: '100.0' });
    expect(result.verdict).toBe('met');
    expect(result.availability?.time).toEqual({
      numerator: 28 * DAY - 2_419_200,
      denominator: 28 * DAY,
      percent: '99.9000',
    });
  });

  it('is missed one millisecond later, and the printed share shows it', () => {
    const end = '2026-02-10T10:40:19.201Z';
    const result = compute([{ ...call('10:00', '12:00'), findings: [{ from: at('10:00'), to: end }] }], FEBRUARY);
    expect(result.verdict).toBe('not-met');
    expect(result.budget).toMatchObject({ leftMs: -1, usedPercent: '100.1' });
    expect(result.availability?.time.percent).toBe('99.8999');
  });

  it('is neither when no call could be judged', () => {
    const result = compute([{ ...call('10:00', '11:00'), outcome: 'not-observable' }], FEBRUARY);
    expect(result).toMatchObject({ verdict: 'nothing-to-judge', availability: null, budget: null, days: [] });
  });
});

describe('causes', () => {
  const calls = [
    call(
      '10:00',
      '11:00',
      fault('10:00', '10:10', { domain: 'network' }),
      fault('10:05', '10:07', { domain: 'network' }),
      fault('10:20', '10:21', { domain: 'device' }),
      fault('10:30', '10:33', { domain: 'application' }),
      fault('10:40', '10:44', { domain: 'far-end' }),
      fault('10:50', '10:55', { domain: 'unknown' }),
    ),
    call('12:00', '13:00', fault('12:00', '12:02', { domain: 'network' })),
    call('14:00', '15:00', fault('14:00', '14:01')),
  ];

  it('outside the service are left out, with how many and how long', () => {
    const { leftOut, counted, budget, availability } = compute(calls, FEBRUARY);
    expect(leftOut.map(({ domain, findings, calls: of, unusableMs }) => [domain, findings, of, unusableMs])).toEqual([
      ['network', 3, 2, 12 * MINUTE],
      ['far-end', 1, 1, 4 * MINUTE],
      ['application', 1, 1, 3 * MINUTE],
      ['device', 1, 1, MINUTE],
    ]);
    expect(counted).toMatchObject([{ domain: 'service', findings: 1, calls: 1, unusableMs: MINUTE }]);
    expect(budget?.usedMs).toBe(MINUTE);
    expect(availability?.calls).toMatchObject({ numerator: 2, denominator: 3 });
  });

  it('that nobody knows are undecided, and counted only when asked to', () => {
    const without = compute(calls, FEBRUARY);
    expect(without.undecided).toMatchObject([{ domain: 'unknown', findings: 1, unusableMs: 5 * MINUTE }]);
    expect(without.availability?.timeWithUndecided.numerator).toBe(28 * DAY - 6 * MINUTE);
    const counted = compute(calls, { ...FEBRUARY, countUnknown: true });
    expect(counted.undecided).toEqual([]);
    expect(counted.budget?.usedMs).toBe(6 * MINUTE);
    expect(counted.availability?.calls.numerator).toBe(1);
  });

  it('of the service count also where another cause covers the same time', () => {
    const both = [call('10:00', '11:00', fault('10:00', '10:10', { domain: 'network' }), fault('10:05', '10:20'))];
    expect(compute(both, FEBRUARY).budget?.usedMs).toBe(15 * MINUTE);
  });
});

describe('maintenance', () => {
  const window = (from: string, to: string) => `windows:\n  - { start: ${from}, end: ${to}, reason: upgrade }\n`;

  it('is taken out of the period, of calls that it overlaps, and of their findings', () => {
    const result = compute([call('10:00', '11:00', fault('10:15', '10:45'))], {
      ...FEBRUARY,
      maintenance: window('2026-02-10T10:30', '2026-02-10T11:30'),
    });
    expect(result.period).toMatchObject({
      lengthMs: 28 * DAY,
      maintenanceMs: HOUR,
      serviceMs: 28 * DAY - HOUR,
      observedMs: 30 * MINUTE,
    });
    expect(result.budget?.usedMs).toBe(15 * MINUTE);
    expect(result.budget?.allowedMs).toBe(Math.floor((28 * DAY - HOUR) / 1000));
    expect(result.availability?.callTime).toMatchObject({ numerator: 15 * MINUTE, denominator: 30 * MINUTE });
  });

  it('excuses what happens within it: the finding, and the call that lies in it as a whole', () => {
    const result = compute(
      [
        call('10:00', '12:00', fault('10:40', '10:50'), fault('10:45', '10:45')),
        call('10:35', '10:55', fault('10:35', '10:55')),
      ],
      { ...FEBRUARY, maintenance: window('2026-02-10T10:30', '2026-02-10T11:00') },
    );
    expect(result.calls).toEqual({ judged: 1, outsidePeriod: 0, inMaintenance: 1 });
    expect(result.availability?.calls).toMatchObject({ numerator: 1, denominator: 1 });
    expect(result.counted).toEqual([]);
  });

  it('across midnight belongs to both days, and windows that overlap count once', () => {
    const maintenance =
      'windows:\n' +
      '  - { start: 2026-02-09T23:00, end: 2026-02-10T02:00, reason: first }\n' +
      '  - { start: 2026-02-10T01:00, end: 2026-02-10T03:00, reason: second }\n';
    const result = compute([call('10:00', '11:00')], { ...FEBRUARY, maintenance });
    const closed = result.days.filter(({ maintenanceMs }) => maintenanceMs > 0);
    expect(closed.map(({ date, maintenanceMs }) => [date, maintenanceMs])).toEqual([
      ['2026-02-09', HOUR],
      ['2026-02-10', 3 * HOUR],
    ]);
    expect(result.period?.maintenanceMs).toBe(4 * HOUR);
    expect(result.maintenance.map(({ withinMs }) => withinMs)).toEqual([3 * HOUR, 2 * HOUR]);
  });

  it('of a whole day leaves nothing to share of it', () => {
    const result = compute([call('10:00', '11:00')], {
      ...FEBRUARY,
      maintenance: window('2026-02-09T00:00', '2026-02-10T00:00'),
    });
    expect(result.days[8]).toMatchObject({ date: '2026-02-09', time: { numerator: 0, denominator: 0, percent: null } });
  });
});

describe('days', () => {
  it('of 23 and 25 hours are as long as they are', () => {
    const spring = { from: '2026-03-29T08:00:00+02:00', to: '2026-03-29T09:00:00+02:00' };
    const short = compute([spring], { zone: 'Europe/Berlin', from: '2026-03-29', to: '2026-03-29' });
    expect(short.period).toMatchObject({
      start: '2026-03-29T00:00:00.000+01:00',
      end: '2026-03-30T00:00:00.000+02:00',
      lengthMs: 23 * HOUR,
    });
    // 0.1 % of 23 h is 82.8 s, of 25 h 90 s.
    expect(short.budget?.allowedMs).toBe(82_800);
    const autumn = { from: '2026-10-25T08:00:00+01:00', to: '2026-10-25T09:00:00+01:00' };
    const long = compute([autumn], { zone: 'Europe/Berlin', days: '1' });
    expect(long.period).toMatchObject({ first: '2026-10-25', lengthMs: 25 * HOUR });
    expect(long.budget?.allowedMs).toBe(90_000);
  });

  it('share a fault across midnight of the zone; the call belongs to the day on which it begins', () => {
    const night: TestCall = {
      from: '2026-02-10T22:30:00Z',
      to: '2026-02-10T23:30:00Z',
      findings: [{ from: '2026-02-10T22:50:00Z', to: '2026-02-10T23:20:00Z' }],
    };
    const days = (zone: string) =>
      compute([night], { ...FEBRUARY, zone })
        .days.filter(({ calls, downMs }) => calls > 0 || downMs > 0)
        .map(({ date, calls, unusableCalls, downMs }) => [date, calls, unusableCalls, downMs / MINUTE]);
    expect(days('UTC')).toEqual([['2026-02-10', 1, 1, 30]]);
    expect(days('Europe/Berlin')).toEqual([
      ['2026-02-10', 1, 1, 10],
      ['2026-02-11', 0, 0, 20],
    ]);
  });

  it('of the period only: calls outside are left out, calls across its edge count with what is in it', () => {
    const result = compute(
      [
        {
          from: '2026-01-31T23:00:00Z',
          to: '2026-02-01T01:00:00Z',
          findings: [{ from: '2026-01-31T23:30:00Z', to: '2026-02-01T00:10:00Z' }],
        },
        { from: '2026-01-31T22:00:00Z', to: '2026-02-01T00:00:00Z' },
        { from: '2026-03-01T00:00:00Z', to: '2026-03-01T00:10:00Z' },
        { from: '2026-02-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
      ],
      FEBRUARY,
    );
    expect(result.calls).toEqual({ judged: 2, outsidePeriod: 2, inMaintenance: 0 });
    expect(result.budget?.usedMs).toBe(10 * MINUTE);
    expect(result.availability?.callTime.denominator).toBe(HOUR);
    expect(result.days[0]).toMatchObject({ date: '2026-02-01', calls: 2, unusableCalls: 1, downMs: 10 * MINUTE });
  });
});

describe('groups', () => {
  const inRegion = (region: string | undefined, one: TestCall): TestCall =>
    region === undefined ? one : { ...one, environment: { Region: region, host: `edge.${region}` } };
  const calls = [
    inRegion('eu', call('10:00', '11:00', fault('10:00', '10:10'))),
    inRegion('eu', call('10:00', '11:00', fault('10:05', '10:15'))),
    inRegion('us', call('10:00', '11:00', fault('10:00', '10:05'))),
    inRegion(undefined, call('12:00', '13:00')),
  ];

  it('are regions where the log tells them, each with the union of its calls', () => {
    const { groups, budget } = compute(calls, FEBRUARY);
    expect(groups?.label).toBe('region');
    expect(
      groups?.lines.map(({ name, calls: of, unusableCalls, downMs }) => [name, of, unusableCalls, downMs]),
    ).toEqual([
      ['eu', 2, 2, 15 * MINUTE],
      ['us', 1, 1, 5 * MINUTE],
      [null, 1, 0, 0],
    ]);
    expect(budget?.usedMs).toBe(15 * MINUTE);
  });

  it('are what is asked for, and none where no log tells', () => {
    expect(compute(calls, { ...FEBRUARY, by: 'HOST' }).groups?.lines.map(({ name }) => name)).toEqual([
      'edge.eu',
      'edge.us',
      null,
    ]);
    expect(compute(calls, { ...FEBRUARY, by: 'carrier' }).groups).toBeNull();
    expect(compute([call('10:00', '11:00')], FEBRUARY).groups).toBeNull();
  });
});

describe('sums', () => {
  const START = Date.parse('2026-10-20T00:00:00Z');
  const iso = (minute: number) => new Date(START + minute * MINUTE).toISOString();
  const domain = fc.constantFrom('service', 'network', 'unknown' as const);
  const span = (most: number) => fc.tuple(fc.integer({ min: 0, max: 12 * 24 * 60 }), fc.integer({ min: 0, max: most }));
  const anyCall = fc.tuple(span(600), fc.array(fc.tuple(fc.nat(600), fc.nat(120), domain), { maxLength: 4 })).map(
    ([[start, length], faults]): TestCall => ({
      from: iso(start),
      to: iso(start + length),
      findings: faults.map(([offset, lasts, of]) => ({
        from: iso(start + Math.min(offset, length)),
        to: iso(start + Math.min(offset + lasts, length)),
        domain: of,
      })),
    }),
  );
  const anyWindows = fc
    .array(span(900), { maxLength: 4 })
    .map((list) =>
      [
        'windows:',
        ...list.map(([from, length]) => `  - { start: ${iso(from)}, end: ${iso(from + length + 1)}, reason: x }`),
      ].join('\n'),
    );

  it('over the days are the totals, whatever the zone, the calls and the maintenance', () => {
    const setting = { from: '2026-10-21', to: '2026-10-30' };
    fc.assert(
      fc.property(
        fc.array(anyCall, { minLength: 1, maxLength: 8 }),
        anyWindows,
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'),
        (calls, windows, zone) => {
          const maintenance = windows === 'windows:' ? 'windows: []' : windows;
          const result = compute(calls, { ...setting, zone, maintenance });
          const { period, budget, availability, days } = result;
          const { judged, outsidePeriod, inMaintenance } = result.calls;
          expect(judged + outsidePeriod + inMaintenance).toBe(calls.length);
          if (period === null || budget === null || availability === null) {
            expect(judged).toBe(0);
            return;
          }
          const sum = (of: (day: (typeof days)[number]) => number) => days.reduce((total, day) => total + of(day), 0);
          expect(sum(({ lengthMs }) => lengthMs)).toBe(period.lengthMs);
          expect(sum(({ maintenanceMs }) => maintenanceMs)).toBe(period.maintenanceMs);
          expect(sum(({ downMs }) => downMs)).toBe(budget.usedMs);
          expect(sum(({ calls: of }) => of)).toBe(judged);
          expect(sum(({ unusableCalls }) => unusableCalls)).toBe(
            availability.calls.denominator - availability.calls.numerator,
          );
          expect(availability.time.numerator + budget.usedMs).toBe(period.serviceMs);
          expect(budget.usedMs).toBeLessThanOrEqual(period.observedMs);
          // The union over calls is never more than their sum.
          const { numerator, denominator } = availability.callTime;
          expect(budget.usedMs).toBeLessThanOrEqual(denominator - numerator);
          expect(availability.timeWithUndecided.numerator).toBeLessThanOrEqual(availability.time.numerator);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('do not depend on the order of the calls', () => {
    fc.assert(
      fc.property(fc.array(anyCall, { minLength: 2, maxLength: 6 }), (calls) => {
        const setting = { from: '2026-10-21', to: '2026-10-30' };
        expect(compute([...calls].reverse(), setting)).toEqual(compute(calls, setting));
      }),
      { numRuns: 20 },
    );
  });
});
