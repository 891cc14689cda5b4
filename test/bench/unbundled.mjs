/** The program module by module, not as the bundle that users run: a profile of it names the source files. */
import { tuneEngine, tuning } from '../../dist/start/engine.js';

// As src/cli.ts does: before anything of the program is loaded.
tuneEngine();
const { run } = await import('../../dist/start/program.js');
tuning.tuneForLongRun();
process.exitCode = await run(process.argv.slice(2), {
  out: () => undefined,
  err: (text) => void process.stderr.write(text),
  stdin: () => process.stdin,
  env: process.env,
  columns: undefined,
  progressTerminal: false,
});
