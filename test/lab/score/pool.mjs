// @ts-check
// Judges many calls, one worker a processor.
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** @typedef {import('./read-call.mjs').Case} Case */

/**
 * @param {readonly import('./corpus.mjs').Call[]} calls
 * @returns {Promise<Case[]>} in the order of the calls
 */
export async function readCalls(calls) {
  /** @type {Case[][]} */
  const byCall = [];
  const queue = [...calls.entries()];
  const work = async () => {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url));
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [index, call] = next;
        worker.postMessage(call);
        const [{ cases, error }] = await once(worker, 'message');
        if (error !== undefined) throw new Error(error);
        byCall[index] = cases;
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), calls.length) }, work));
  return byCall.flat();
}
