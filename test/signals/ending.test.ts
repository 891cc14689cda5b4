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
});
