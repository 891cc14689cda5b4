import { loadProgram } from './load-program.js';

/** The script of the threads that read logs: src/worker.ts out of the bundled program. */
const { readLogs } = await loadProgram();
await readLogs();
