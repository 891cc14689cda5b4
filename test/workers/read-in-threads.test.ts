import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findInputs } from '../../src/input/input.js';
import type { Phase } from '../../src/model/phase.js';
import { readInThreads } from '../../src/workers/read-in-threads.js';
import { folderWith } from '../support/folder.js';

/** A thread that cannot stand one log. */
const SCRIPT = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ path, files }) => {
  if (path.includes('bad')) process.exit(5);
  parentPort.postMessage({ kind: 'progress', progress: { path, bytes: 1, total: 2 } });
  parentPort.postMessage({ kind: 'logs', logs: [{ path, format: 'x', status: 'empty', parts: [], warnings: [] }] });
});
parentPort.postMessage({ kind: 'ready' });
`;

async function setUp() {
  const cwd = folderWith({ 'a.log': 'a', 'bad.log': 'b', 'bad.log.1': 'older', 'c.log': 'longer than the others' });
  const script = join(folderWith({ 'thread.mjs': SCRIPT }), 'thread.mjs');
  return { groups: await findInputs(['a.log', 'none.log', 'bad.log', 'bad.log.1', 'c.log'], { cwd }), script };
}

describe('logs that threads read', () => {
  it('stand in the order of the inputs; one that ends its thread has failed, with all its parts', async () => {
    const { groups, script } = await setUp();
    const seen: string[] = [];
    const onProgress = ({ path }: { readonly path: string }) => void seen.push(path);
    const logs = await readInThreads(groups, { jobs: 2, formats: {}, script, onProgress });
    expect(logs.map((own) => own?.map(({ path, status }) => `${path} ${status}`))).toEqual([
      ['a.log empty'],
      undefined,
      ['bad.log failed'],
      ['c.log empty'],
    ]);
    expect(logs[2]?.[0]?.warnings).toEqual([{ code: 'reading-ended', detail: 'exit code 5' }]);
    expect(logs[2]?.[0]?.parts.map(({ path }) => path)).toEqual(['bad.log', 'bad.log.1']);
    expect(seen.sort()).toEqual(['a.log', 'c.log']);
  });

  it('are left to the caller where one thread is enough, and where a witness has to see them in order', async () => {
    const { groups, script } = await setUp();
    expect(await readInThreads(groups, { formats: {}, script })).toEqual([]);
    expect(await readInThreads(groups, { jobs: 'auto', formats: {}, script })).toEqual([]);
    const witness = () => ({ push: () => undefined, end: () => undefined });
    expect(await readInThreads(groups, { jobs: 2, formats: {}, script, witness })).toEqual([]);
  });

  it('are read when threads have been started, of which the caller is told once', async () => {
    const { groups, script } = await setUp();
    const phases: string[] = [];
    const onPhase = ({ name }: Phase) => void phases.push(name);
    await readInThreads(groups, { jobs: 2, formats: {}, script, onPhase });
    expect(phases).toEqual(['starting-threads', 'reading']);
    await readInThreads(groups, { jobs: 1, formats: {}, script, onPhase });
    expect(phases).toHaveLength(2);
  });
});
