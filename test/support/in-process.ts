import { Readable } from 'node:stream';
import { run } from '../../src/commands/program.js';

export interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs the program without a process of its own, as a user does whose streams are no terminals.
 * @param input what standard input holds
 */
export async function inProcess(args: readonly string[], input = ''): Promise<Outcome> {
  let out = '';
  let err = '';
  const status = await run(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    stdin: () => Readable.from(input === '' ? [] : [Buffer.from(input)]),
    env: {},
    columns: undefined,
    progressTerminal: false,
  });
  return { status, out, err };
}
