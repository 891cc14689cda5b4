/**
 * What a thread runs that reads logs beside the main one. A thread begins with src/start/thread.ts, which loads this from
 * the bundled program.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { evaluatorFor, usableFormats, usableRules } from './analysis/prepare.js';
import { type ReadingProgress, readSource } from './analysis/read-source.js';
import { openGroup } from './input/input.js';
import { isShortage, SHORTAGE_WARNING } from './model/shortage.js';
import { packLog } from './result/packed-log.js';
import type { ReadLog } from './result/read-log.js';
import type { WorkerMessage, WorkerSettings, WorkerTask } from './workers/protocol.js';

/** Bytes between two messages about progress: each one costs the main thread a wake-up. */
const PROGRESS_STEP = 1024 * 1024;

if (parentPort === null) throw new Error('This file is run as a thread of rtc-triage, not by itself.');
const port = parentPort;
const post = (message: WorkerMessage) => port.postMessage(message);

const settings = workerData as WorkerSettings;
const rules = usableRules(settings.rules, settings.scenario);
const registry = usableFormats(settings.formats, rules, settings.rules);
const evaluator = evaluatorFor(rules, settings.scenario);
const options = {
  ...(settings.zone === undefined ? {} : { zone: settings.zone }),
  ...(settings.progress ? { onProgress: progressInSteps() } : {}),
};

port.on('message', (task: WorkerTask) => void answer(task));
post({ kind: 'ready' });

async function answer(group: WorkerTask): Promise<void> {
  try {
    const logs: ReadLog[] = [];
    for await (const source of openGroup(group, { cwd: settings.cwd })) {
      logs.push(...(await readSource(source, registry, evaluator, options)));
    }
    post(logs.some(isShort) ? { kind: 'declined' } : { kind: 'logs', logs: logs.map(packLog) });
  } catch (error) {
    if (isShortage(error)) return post({ kind: 'declined' });
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
    post({ kind: 'error', message, stack });
  }
}

/** True for a log that is not whole because other threads hold too many files. */
function isShort({ warnings }: ReadLog): boolean {
  return warnings.some(({ code }) => code === SHORTAGE_WARNING);
}

function progressInSteps(): (progress: ReadingProgress) => void {
  let told = 0;
  let path = '';
  return (progress) => {
    const isNew = progress.path !== path;
    if (!isNew && progress.bytes - told < PROGRESS_STEP) return;
    // Of a log that has only begun there is nothing to tell yet: most are read before a person would look.
    path = progress.path;
    told = isNew ? 0 : progress.bytes;
    if (!isNew) post({ kind: 'progress', progress });
  };
}
