// @ts-check
// The scorer calls the program's function. Whoever uses the command has to get the same.
import { spawnSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { builtTriage, CLI } from './program.mjs';
import { logsTogether } from './read-call.mjs';

/**
 * @param {import('./corpus.mjs').Call} call
 * @throws {Error} if the command and the function do not say the same of the logs of this call
 */
export async function checkCommand(call) {
  const paths = logsTogether(call, 'internals').map(({ path }) => path);
  const args = [CLI, '--format', 'json', '--lang', 'en', '--quiet', '--fail-on', 'never', ...paths];
  const command = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (command.stdout === '') throw new Error(`the command said nothing of ${call.id}: ${command.stderr}`);
  const triage = await builtTriage();
  // What JSON cannot carry (NaN, absent members) differs from the function's result without meaning anything.
  const own = JSON.parse(JSON.stringify(await triage(paths)));
  if (!isDeepStrictEqual(JSON.parse(command.stdout), own)) {
    throw new Error(`the command and the function say different things of ${call.id}`);
  }
}
