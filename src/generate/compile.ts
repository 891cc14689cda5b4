import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Io } from '../commands/io.js';
import { packagePath } from '../package-files.js';
import { tuneEngine, tuning } from '../start/engine.js';
import { openProgram, PROGRAM_FOLDER } from '../start/load-program.js';

/**
 * The last step of `npm run build`: keeps the compiled code of the bundled program. V8 compiles a function when it runs
 * first, so the program is run once on each kind of small log.
 */
tuneEngine();
const { chunks, program } = openProgram();
const silent: Io = {
  out: () => undefined,
  err: () => undefined,
  stdin: () => Readable.from([]),
  env: {},
  columns: undefined,
  progressTerminal: false,
};
const LOGS = [
  'fixtures/agora-native/v4-slow-join-freeze-reconnect.log',
  'fixtures/agora-native/v3-logcat.log',
  'fixtures/agora-iris/flutter-logcat.log',
  'fixtures/livekit/android.log',
  'fixtures/trtc-web/call.log',
  'fixtures/webrtc-internals/clean.json.gz',
  'fixtures/webrtc-internals/outage2s.json.gz',
].map(packagePath);
for (const args of [
  ...LOGS.map((log) => [log]),
  [...LOGS.slice(0, 1), '--format', 'json'],
  [...LOGS.slice(0, 1), '--lang', 'zh-CN'],
  ['--help'],
]) {
  await program.run(args, silent);
}
// And as a process, for what stands around a run. It tells its version.
process.argv = [...process.argv.slice(0, 2), '--version'];
await program.main(tuning);
for (const [name, code] of chunks.compiled()) writeFileSync(join(PROGRAM_FOLDER, name), code);
