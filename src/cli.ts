#!/usr/bin/env node
import { LONG_RUN_MS, tuneEngine, tuneForLastSteps, tuneForLongRun } from './start/engine.js';
import { loadProgram } from './start/load-program.js';
import { StandardStream } from './start/standard-stream.js';

tuneEngine();
setTimeout(tuneForLongRun, LONG_RUN_MS).unref();
// The build makes a CommonJS module of this one: there nothing can be awaited at the top level.
void main();

async function main(): Promise<void> {
  const { run } = await loadProgram();
  const out = new StandardStream(1, () => process.stdout);
  const err = new StandardStream(2, () => process.stderr);
  process.exitCode = await run(process.argv.slice(2), {
    out: (text) => out.write(text),
    err: (text) => err.write(text),
    stdin: () => process.stdin,
    env: process.env,
    columns: out.terminal?.columns,
    progressTerminal: err.terminal !== undefined,
    logsRead: tuneForLastSteps,
  });
}
