import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const RUN = join(import.meta.dirname, 'run.mjs');

describe('the benchmark', () => {
  it('says which inputs there are when one is asked for that is none, instead of an empty report', () => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [RUN, '--only', 'small,nosuch'], {
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('There is no input nosuch; there are dump50, dump500');
  });

  it.each(['abc', '0', '-1', '1.5'])('refuses %s rounds', (rounds) => {
    const { status, stderr } = spawnSync(process.execPath, [RUN, `--rounds=${rounds}`], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain(`--rounds ${rounds}: a number from 1 to 99 is wanted.`);
  });
});
