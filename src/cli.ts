#!/usr/bin/env node
import { LONG_RUN_MS, tuneEngine, tuneForLongRun } from './start/engine.js';
import { loadProgram } from './start/load-program.js';

tuneEngine();
setTimeout(tuneForLongRun, LONG_RUN_MS).unref();
const { run } = await loadProgram();

// A reader that closes early (`| head`) is no error of ours, and changes nothing about the exit status.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  stdin: () => process.stdin,
  env: process.env,
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  progressTerminal: process.stderr.isTTY === true,
});
