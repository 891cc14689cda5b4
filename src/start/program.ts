/** All that runs as a program: what the build bundles (src/generate/bundle.ts). */
export { run } from '../commands/program.js';
export { main } from './main.js';

/** Makes this thread one that reads logs for the main one (src/worker.ts). */
export async function readLogs(): Promise<void> {
  await import('../worker.js');
}
