import { describe, expect, it } from 'vitest';
import type { EventType, RtcEvent } from '../../src/model/event.js';
import { StatsHoles } from '../../src/result/stats-holes.js';

const T = Date.parse('2026-02-10T10:00:00Z');
const AT = { source: 'x', line: 1, offset: 0 };
const STATS = [{ id: 'i', type: 'inbound-rtp', values: { packetsReceived: 1 }, labels: {} }] as const;

const sample = (holes: StatsHoles, seconds: number, connection = 'pc') =>
  holes.sample({ time: T + seconds * 1000, connection, stats: STATS, at: AT });
const event = (holes: StatsHoles, type: EventType, seconds: number) => {
  const told: RtcEvent = { type, time: T + seconds * 1000, connection: 'pc', fields: {}, at: AT, excerpt: '' };
  holes.event(told);
};

/** Statistics at these seconds, every `step` from the first to the last of each pair. */
function recorded(spans: readonly (readonly [number, number])[], step = 1, holes = new StatsHoles()): StatsHoles {
  for (const [from, to] of spans) for (let second = from; second <= to; second += step) sample(holes, second);
  return holes;
}

describe('holes in the statistics of a connection', () => {
  it('are told from the last report before to the first report after', () => {
    expect(
      recorded([
        [0, 20],
        [80, 90],
      ]).warning(0, 'UTC'),
    ).toEqual({
      code: 'statistics-hole',
      detail: 'pc 2026-02-10T10:00:20.000Z – 2026-02-10T10:01:20.000Z',
    });
  });

  it('have the real time and the zone of the log', () => {
    const detail = recorded([
      [0, 20],
      [80, 90],
    ]).warning(-8 * 3_600_000, '+08:00')?.detail;
    expect(detail).toBe('pc 2026-02-10T10:00:20.000+08:00 – 2026-02-10T10:01:20.000+08:00');
  });

  it('are at least half a minute long and longer than five usual intervals', () => {
    expect(
      recorded([
        [0, 20],
        [49, 60],
      ]).warning(0, 'UTC'),
    ).toBeUndefined();
    expect(
      recorded([
        [0, 20],
        [50, 60],
      ]).warning(0, 'UTC'),
    ).toBeDefined();
    // Once a minute: five minutes are no hole, six are.
    expect(
      recorded(
        [
          [0, 600],
          [900, 1200],
        ],
        60,
      ).warning(0, 'UTC'),
    ).toBeUndefined();
    expect(
      recorded(
        [
          [0, 600],
          [960, 1200],
        ],
        60,
      ).warning(0, 'UTC'),
    ).toBeDefined();
  });

  it('are none at the end, and none while other connections are silent', () => {
    const holes = recorded([[0, 20]]);
    for (let second = 0; second < 200; second++) sample(holes, second, 'other');
    expect(holes.warning(0, 'UTC')).toBeUndefined();
  });

  it.each<EventType>(['leave', 'join.start', 'connection.close', 'connection.create', 'session.start'])(
    'are none across %s: that is another recording',
    (type) => {
      const holes = recorded([[0, 20]]);
      event(holes, type, 30);
      expect(recorded([[80, 90]], 1, holes).warning(0, 'UTC')).toBeUndefined();
    },
  );

  it('are counted when there are many', () => {
    const spans = Array.from({ length: 8 }, (_, index) => [index * 100, index * 100 + 20] as const);
    const detail = recorded(spans).warning(0, 'UTC')?.detail ?? '';
    expect(detail.split('; ')).toHaveLength(6);
    expect(detail).toMatch(/; \+2$/);
  });

  it('do not come of a clock that goes back', () => {
    const holes = recorded([[0, 20]]);
    sample(holes, -100);
    expect(recorded([[21, 30]], 1, holes).warning(0, 'UTC')).toBeUndefined();
  });
});
