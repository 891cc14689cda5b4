// A sound server of its own for one call, with devices that exist only in it. Nothing of the user's is touched.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startService } from './service.mjs';

const run = promisify(execFile);

/**
 * @returns {Promise<{env: Record<string, string>, control: (...args: string[]) => Promise<string>,
 *   play: (sink: string, file: string) => Promise<{stop: () => Promise<void>}>, stop: () => Promise<void>}>} `env` leads a
 *   program to the server, `control` is pactl
 */
export async function startPulse() {
  const folder = mkdtempSync(join(tmpdir(), 'call-lab-pulse-'));
  const socket = join(folder, 'native');
  const home = { HOME: folder, XDG_RUNTIME_DIR: folder, PULSE_RUNTIME_PATH: folder, PULSE_STATE_PATH: folder };
  const env = { PULSE_SERVER: `unix:${socket}`, PULSE_COOKIE: join(folder, 'cookie') };
  const started = [];
  const stop = async () => {
    for (const service of started.splice(0).reverse()) await service.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const args = [
    // No script of the system, no looking for real devices, no other server of this user.
    ...['-n', '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1', '--log-target=stderr', '--log-level=error'],
    ...['-L', `module-native-protocol-unix socket=${socket} auth-anonymous=1`],
  ];
  try {
    started.push(await startService('pulseaudio', args, { env: home, isReady: () => existsSync(socket) }));
  } catch (error) {
    await stop();
    throw error;
  }
  const environment = { ...process.env, ...home, ...env };
  return {
    env,
    control: async (...words) => (await run('pactl', words, { env: environment })).stdout.trim(),
    play: async (sink, file) => {
      const player = await startService('paplay', ['-d', sink, file], { env: { ...home, ...env } });
      started.push(player);
      return player;
    },
    stop,
  };
}
