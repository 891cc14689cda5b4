import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SignalId } from '../../src/model/signal.js';
import { Limit } from '../../src/rules/limit.js';
import type { WindowPlan } from '../../src/rules/plan.js';
import { RecentTicks } from '../../src/rules/recent-ticks.js';
import { isHeld, Window } from '../../src/rules/window.js';
import { Windows } from '../../src/rules/windows.js';
import { push } from './push.js';

/** A rate, and a reading that stands until the next one. */
const COLUMNS: readonly SignalId[] = ['stall-ratio', 'round-trip-time'];
const PLANS: readonly WindowPlan[] = COLUMNS.flatMap((signal, column) =>
  [1000, 3000, 10_000, 60_000].flatMap((over) => [
    { signal, column, over, beyond: undefined },
    { signal, column, over, beyond: new Limit('above', 0.5) },
  ]),
);

interface Row {
  readonly start: number;
  readonly end: number;
  readonly values: readonly number[];
  /** Places of the windows that are asked after this tick. */
  readonly asked: readonly number[];
  readonly cleared: boolean;
}

const value = fc.oneof(fc.constant(Number.NaN), fc.constantFrom(0, 0.5, 0.75, 2));
const story = (pause: fc.Arbitrary<number>): fc.Arbitrary<Row[]> =>
  fc
    .array(
      fc.record({
        pause,
        // In windows of 1 s two ticks of 5 ms become one point, and with one of 992 ms it reaches out of the window.
        length: fc.constantFrom(1000, 1000, 1000, 2000, 992, 5, 5, 0),
        values: fc.tuple(value, value),
        asked: fc.oneof({ weight: 12, arbitrary: fc.constant([]) }, fc.subarray([...PLANS.keys()])),
        cleared: fc.integer({ min: 0, max: 60 }).map((chance) => chance === 0),
      }),
      { minLength: 100, maxLength: 400 },
    )
    .map((moments) => {
      let now = 0;
      return moments.map(({ pause, length, ...rest }) => {
        const start = now + pause;
        now = start + length;
        return { start, end: now, ...rest };
      });
    });

const BEYOND = new Limit('above', 0.6);

/** What conditions ask a window for. */
function read(window: Window): unknown {
  const round = (amount: number) => (Number.isNaN(amount) ? 'unknown' : Number(amount.toFixed(6)) + 0);
  return {
    covered: window.covered(),
    numbers: [window.mean(), window.sum(), window.max(), window.min(), window.last()].map(round),
    beyond: [window.firstBeyond(BEYOND), window.lastBeyond(BEYOND)].map(round),
  };
}

function expectEqual(rows: readonly Row[]): void {
  const recent = new RecentTicks(COLUMNS.length);
  const windows = new Windows(PLANS, recent, new Uint8Array(COLUMNS.length).fill(1));
  const eager = PLANS.map(({ signal, over }) => new Window(over, isHeld(signal)));
  for (const { start, end, values, asked, cleared } of rows) {
    if (recent.isFull) windows.makeRoom();
    const row = recent.add(start, end);
    recent.values.set(values, row);
    for (const [place, { column, beyond }] of PLANS.entries()) {
      const plain = values[column] ?? Number.NaN;
      const share = beyond !== undefined && !Number.isNaN(plain);
      const window = eager[place];
      if (window !== undefined) push(window, start, end, share ? Number(plain > 0.5) : plain);
    }
    for (const place of asked) expect(read(windows.at(place))).toEqual(read(eager[place] ?? new Window(0, false)));
    if (!cleared) continue;
    windows.clear();
    for (const window of eager) window.clear();
  }
}

describe('a window that takes ticks in only when it is asked', () => {
  it('holds the same as one that takes in every tick', () => {
    const pause = fc.oneof({ weight: 20, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 40_000 }));
    fc.assert(fc.property(story(pause), expectEqual), { numRuns: 60 });
  });

  it('holds the same where ticks overlap or come out of order', () => {
    fc.assert(fc.property(story(fc.integer({ min: -1500, max: 500 })), expectEqual), { numRuns: 60 });
  });
});
