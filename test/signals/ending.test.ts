import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ending } from '../../src/signals/ending.js';

describe('how long a connection is judged', () => {
  it('leaves the last two seconds of a log out: teardown shows falling rates of which nobody suffered', () => {
    expect(new Ending().judgedUntil(60_000)).toBe(58_000);
  });

  it('ends when the connection is closed', () => {
    const ending = new Ending();
    ending.close(30_000);
    expect(ending.judgedUntil(60_000)).toBe(30_000);
  });

  it('reaches past a failure that is the last thing the log says', () => {
    const ending = new Ending();
    ending.fail(60_000);
    expect(ending.judgedUntil(60_000)).toBeGreaterThan(60_000);
  });

  it('takes no notice of a failure after the connection was closed', () => {
    const ending = new Ending();
    ending.close(30_000);
    ending.fail(45_000);
    expect(ending.judgedUntil(60_000)).toBe(30_000);
  });

  it('ends no sooner than is foretold at any time, whatever comes later', () => {
    const told = fc.record({
      after: fc.integer({ min: 1, max: 4000 }),
      what: fc.constantFrom('packets', 'few', 'silence', 'close', 'fail', 'reopen'),
    });
    fc.assert(
      fc.property(fc.array(told, { maxLength: 30 }), fc.integer({ min: 0, max: 9000 }), (story, rest) => {
        const ending = new Ending();
        const foretold: number[] = [];
        let now = 10_000;
        for (const { after, what } of story) {
          const before = now;
          now += after;
          if (what === 'close') ending.close(now);
          else if (what === 'fail') ending.fail(now);
          else if (what === 'reopen') ending.reopen();
          else ending.received(what === 'packets' ? after : what === 'few' ? after / 10 : 0, before, now);
          foretold.push(ending.judgedFrom(now));
        }
        expect(Math.max(...foretold, 0)).toBeLessThanOrEqual(ending.judgedUntil(now + rest));
      }),
    );
  });
});
