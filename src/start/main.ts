import type { Io } from '../commands/io.js';
import { explain, run } from '../commands/program.js';
import type { Tuning } from './engine.js';
import { Pace } from './pace.js';
import { StandardStream } from './standard-stream.js';

/** The program as a process: its arguments, its standard streams and its exit status. */
export async function main(tuning: Tuning): Promise<void> {
  const pace = new Pace(tuning);
  const out = new StandardStream(1, () => process.stdout);
  const err = new StandardStream(2, () => process.stderr);
  const argv = process.argv.slice(2);
  const io: Io = {
    out: (text) => out.write(text),
    err: (text) => err.write(text),
    stdin: () => process.stdin,
    env: process.env,
    columns: out.terminal?.columns,
    progressTerminal: err.terminal !== undefined,
    phase: pace.phase,
  };
  // A full disk behind standard output, mostly. Node would end with 1, which says that something was found.
  process.once('uncaughtException', (error) => process.exit(explain(error, io, argv)));
  process.exitCode = await run(argv, io);
}
