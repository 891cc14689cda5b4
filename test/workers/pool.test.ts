import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInThreads, type ThreadEnded } from '../../src/workers/pool.js';
import { folderWith } from '../support/folder.js';

type Task = {
  readonly say?: string;
  readonly after?: number;
  readonly end?: 'exit' | 'throw' | 'memory' | 'fault' | 'decline';
};
type Message = { readonly kind: string; readonly text?: string };

/** A thread that does what its tasks tell it, as the real one does with logs. */
const SCRIPT = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', (task) => {
  if (task.end === 'exit') process.exit(7);
  if (task.end === 'throw') throw new Error('broken');
  if (task.end === 'memory') { const all = []; for (;;) all.push(new Array(1e5).fill({})); }
  if (task.end === 'decline') return parentPort.postMessage({ kind: 'declined' });
  if (task.end === 'fault') return parentPort.postMessage({ kind: 'fault', text: 'a bug' });
  parentPort.postMessage({ kind: 'remark' });
  parentPort.postMessage({ kind: 'answer', text: task.say });
});
parentPort.postMessage({ kind: 'ready' });
`;

function run(tasks: readonly Task[], threads: number, script = SCRIPT) {
  return runInThreads<Task, Message, string>(tasks, {
    script: join(folderWith({ 'thread.mjs': script }), 'thread.mjs'),
    data: {},
    threads,
    heapMiB: 32,
    isReady: ({ kind }) => kind === 'ready',
    isDeclined: ({ kind }) => kind === 'declined',
    answer: ({ kind, text }) => {
      if (kind === 'fault') throw new Error(text);
      return kind === 'answer' ? text : undefined;
    },
    lost: (_task, reason: ThreadEnded) => `lost: ${reason.message}`,
  });
}

const said = (count: number): Task[] => Array.from({ length: count }, (_, n) => ({ say: `${n}` }));

describe('tasks on threads', () => {
  it('are answered in their order, whatever the number of threads', async () => {
    const expected = said(20).map(({ say }) => say);
    for (const threads of [1, 2, 4]) expect(await run(said(20), threads)).toEqual(expected);
    expect(await run([], 2)).toEqual([]);
  });

  it('that end their thread fail alone, with the reason', async () => {
    const answers = await run([{ say: 'a' }, { end: 'exit' }, { say: 'b' }, { end: 'throw' }, { say: 'c' }], 1);
    expect(answers).toEqual(['a', 'lost: exit code 7', 'b', 'lost: broken', 'c']);
  });

  it('that take more memory than there is fail alone', async () => {
    const answers = await run([{ say: 'a' }, { end: 'memory' }, { say: 'b' }], 2);
    expect([answers[0], answers[2]]).toEqual(['a', 'b']);
    expect(answers[1]).toMatch(/^lost: .*memory/);
  });

  it('are left to the caller where no thread can be started', async () => {
    expect(await run(said(3), 2, 'throw new Error("no")')).toEqual([undefined, undefined, undefined]);
    expect(await run(said(2), 2, 'syntax error')).toEqual([undefined, undefined]);
  });

  it('that are declined are done by a thread that can, and left to the caller where none can', async () => {
    // The first thread that is up can do nothing, those after it all.
    const once = (file: string) =>
      `import { openSync } from 'node:fs';
      let isFirst = true;
      try { openSync(${JSON.stringify(file)}, 'wx'); } catch { isFirst = false; }
      ${SCRIPT.replace("if (task.end === 'decline')", 'if (isFirst)')}`;
    const expected = said(20).map(({ say }) => say);
    expect(await run(said(20), 2, once(join(folderWith({}), 'taken')))).toEqual(expected);
    expect(await run([{ say: 'a' }, { end: 'decline' }, { say: 'b' }], 1)).toEqual(['a', undefined, undefined]);
    expect(await run([{ end: 'decline' }, ...said(5)], 2)).toEqual([undefined, '0', '1', '2', '3', '4']);
  });

  it('end all with a fault of the program', async () => {
    await expect(run([{ say: 'a' }, { end: 'fault' }, ...said(5)], 2)).rejects.toThrow('a bug');
  });
});
