import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ROOT } from './program.js';

/** Prints the bytes of V8's young generation in a long run of a large log: as it begins, and when 100 MB have outlived a collection. */
const LONG_RUN = `
  import { getHeapSpaceStatistics } from 'node:v8';
  import { tuneEngine, tuneForLongRun, tuneForSize } from '${pathToFileURL(join(ROOT, 'dist/start/engine.js')).href}';
  const young = () => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size;
  tuneEngine();
  tuneForSize(100_000_000);
  tuneForLongRun();
  const begin = young();
  const survivors = [];
  for (let n = 0; n < 1_000_000; n++) survivors[n % 100_000] = { n, list: [n] };
  console.log(JSON.stringify([begin, young()]));
`;

describe('the settings of the engine', () => {
  it('give a long run a young generation of two times 3 MB, which grows no further', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', LONG_RUN], {
      encoding: 'utf8',
    });
    // V8 complains there about what it does not know.
    expect(stderr).toBe('');
    const size = 2 * 3 * 1024 * 1024;
    const [begin, end] = JSON.parse(stdout) as readonly [number, number];
    expect(begin).toBe(size);
    // Node 24 counts more pages than the two semi-spaces have; to grow would double them.
    expect(end).toBeLessThan(2 * size);
  });
});
