import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/folder.js';
import { ROOT } from './program.js';

const ENGINE = pathToFileURL(join(ROOT, 'dist/start/engine.js')).href;

/** Prints the bytes of V8's young generation in a long run of a large log: as it begins, and when 100 MB have outlived a collection. */
const LONG_RUN = `
  import { getHeapSpaceStatistics } from 'node:v8';
  import { tuneEngine, tuning } from '${ENGINE}';
  const young = () => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size;
  tuneEngine();
  tuning.tuneForSize(100_000_000);
  tuning.tuneForLongRun();
  const begin = young();
  const survivors = [];
  for (let n = 0; n < 1_000_000; n++) survivors[n % 100_000] = { n, list: [n] };
  console.log(JSON.stringify([begin, young()]));
`;

/** Prints whether V8 refuses in a thread the code that the main thread has compiled. */
const THREAD = `
  import { Script } from 'node:vm';
  import { isMainThread, Worker, workerData } from 'node:worker_threads';
  import { tuneEngine, tuneThread } from '${ENGINE}';
  const text = 'function sum(a, b) { return a + b; } sum(1, 2)';
  if (isMainThread) {
    tuneEngine();
    new Worker(process.argv[1], { workerData: new Script(text).createCachedData() });
  } else {
    tuneThread();
    console.log(new Script(text, { cachedData: Buffer.from(workerData) }).cachedDataRejected);
  }
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

  it('are those of the compiled code in a thread, too', () => {
    const script = join(folderWith({ 'thread.mjs': THREAD }), 'thread.mjs');
    const { stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['false\n', '']);
  });
});
