import { tuneThread } from './engine.js';
import { loadProgram } from './load-program.js';

/** The script of the threads that read logs: src/worker.ts out of the bundled program. */
tuneThread();
const { readLogs } = await loadProgram();
await readLogs();
