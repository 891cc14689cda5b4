import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Io } from '../../src/commands/io.js';
import { progressLine } from '../../src/commands/progress.js';

/** A stand-in for the terminal behind standard error, and a clock that the test moves. */
function setUp(terminal = true) {
  const written: string[] = [];
  const clock = { now: 0 };
  const io: Io = {
    out: () => undefined,
    err: (text) => void written.push(text),
    stdin: () => Readable.from([]),
    env: {},
    columns: undefined,
    progressTerminal: terminal,
  };
  const line = progressLine(io, () => clock.now);
  return { written, clock, ...line };
}

describe('the progress line', () => {
  it('shows nothing for what is done within a second', () => {
    const { written, clock, report, done } = setUp();
    clock.now = 900;
    report({ path: 'call.log', bytes: 1e6, total: 2e6 });
    done();
    expect(written).toEqual([]);
  });

  it('shows nothing where there is no terminal, however long it takes', () => {
    const { written, clock, report, done } = setUp(false);
    clock.now = 60_000;
    report({ path: 'call.log', bytes: 1e6, total: 2e6 });
    done();
    expect(written).toEqual([]);
  });

  it('shows the file, the share, the size and the time left', () => {
    const { written, clock, report } = setUp();
    clock.now = 4_000;
    report({ path: 'call.log', bytes: 50e6, total: 200e6 });
    expect(written.join('')).toMatch(/call\.log {2}25 % {2}50 of 200 MB {2}about 12 s left$/);
  });

  it('shows what was read where the size is not known', () => {
    const { written, clock, report } = setUp();
    clock.now = 4_000;
    report({ path: '-', bytes: 5_300_000, total: undefined });
    expect(written.join('')).toMatch(/- {2}5\.3 MB$/);
  });

  it('is drawn at most five times a second, on one line', () => {
    const { written, clock, report } = setUp();
    for (clock.now = 1_000; clock.now < 2_000; clock.now += 10) report({ path: 'a', bytes: 1, total: 2 });
    expect(written).toHaveLength(5);
    expect(written.join('')).not.toContain('\n');
  });

  it('is gone at the end', () => {
    const { written, clock, report, done } = setUp();
    clock.now = 4_000;
    report({ path: 'a', bytes: 1, total: 2 });
    done();
    expect(written.at(-1)).toBe('\r\u001b[K');
  });
});
