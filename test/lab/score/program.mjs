// @ts-check
// The built program: its function and its command.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const DIST = new URL('../../../dist/', import.meta.url);

export const CLI = fileURLToPath(new URL('cli.js', DIST));

/**
 * Loaded when asked for, because tests and type checks have to do without a build.
 * @returns {Promise<typeof import('../../../src/index.js').triage>}
 */
export async function builtTriage() {
  if (!existsSync(CLI)) throw new Error(`${CLI} does not exist; build it with "npm run build"`);
  /** @type {typeof import('../../../src/index.js')} */
  const program = await import(new URL('index.js', DIST).href);
  return program.triage;
}
