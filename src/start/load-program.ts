import { packagePath } from '../package-files.js';
import { Chunks } from './chunks.js';

type Program = typeof import('./program.js');

/** Where the build puts the bundled program. */
export const PROGRAM_FOLDER = packagePath('dist/program');

/** The chunks of the bundled program. */
export function openProgram(): { readonly chunks: Chunks; readonly program: Program } {
  const chunks = new Chunks(PROGRAM_FOLDER, packagePath('dist/cli.cjs'));
  return { chunks, program: chunks.load('main.cjs') as Program };
}

/** The program: bundled, or module by module where nothing has been bundled (a build that was cut short). */
export async function loadProgram(): Promise<Program> {
  try {
    return openProgram().program;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return import('./program.js');
    throw error;
  }
}
