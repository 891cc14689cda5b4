// A TURN server for one call that is reached over TCP, and ends that have no other way: their UDP is blocked.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LAB_ADDRESS } from './namespace.mjs';
import { startService } from './service.mjs';

const USER = 'caller';
const PASSWORD = 'open-sesame';
/** Ports of one call: the server, the path to it, then those that it relays from. Below the kernel's own range. */
const FIRST_PORT = 20_000;
const PORTS_PER_CALL = 100;
let calls = 0;

const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, LAB_ADDRESS);
    const done = (yes) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => done(true)).once('error', () => done(false));
  });

const nft = (...args) => execFileSync('nft', args, { stdio: ['ignore', 'ignore', 'inherit'] });

/** A firewall table of this call in the namespace of the lab; gone with `stop`. */
function startFilter(name, rule) {
  nft(`add table inet ${name}; add chain inet ${name} input { type filter hook input priority 0; }`);
  const stop = () => nft('delete', 'table', 'inet', name);
  try {
    nft(`add rule inet ${name} input ${rule} drop`);
  } catch (error) {
    stop();
    throw error;
  }
  return { stop };
}

async function startServer(port, ports) {
  const folder = mkdtempSync(join(tmpdir(), 'call-lab-turn-'));
  const args = [
    ...['-n', '--no-cli', '--no-tls', '--no-dtls', '--lt-cred-mech', '--realm=lab', `--user=${USER}:${PASSWORD}`],
    ...[`--listening-ip=${LAB_ADDRESS}`, `--listening-port=${port}`, `--relay-ip=${LAB_ADDRESS}`],
    ...[`--min-port=${ports[0]}`, `--max-port=${ports[1]}`],
    // Without these it writes into folders of the system.
    ...[`--userdb=${join(folder, 'db')}`, `--pidfile=${join(folder, 'pid')}`],
    ...[`--log-file=${join(folder, 'log')}`, '--simple-log', '--no-stdout-log'],
  ];
  const clean = () => rmSync(folder, { recursive: true, force: true });
  try {
    const server = await startService('turnserver', args, { isReady: () => answers(port) });
    return { stop: () => server.stop().finally(clean) };
  } catch (error) {
    clean();
    throw error;
  }
}

/** The way to the server, a process of its own so that nothing else delays its timers. */
async function startPath(port, to, delay) {
  const child = fork(new URL('./tcp-path.mjs', import.meta.url), [
    LAB_ADDRESS,
    String(port),
    String(to),
    String(delay),
  ]);
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('The path to the TURN server did not start.'))),
  ]);
  return { stop: () => void child.kill() };
}

/**
 * @param {{role: string, turn: object}[]} faults `role` is the end whose UDP is blocked and that gets a TURN server, or
 *   `both`; the plan has another fault that blocks the direct path. Members of `turn`: `server`, what becomes of the request
 *   for a relay address: `works`; `rejects` = the password is wrong; `closed` = nothing listens at that port; `unreachable` =
 *   no answer at all. `delay` = of the path to the server, each way, ms.
 * @returns {Promise<import('./equipment.mjs').Part>}
 */
export async function startTurn([{ role, turn }], plan) {
  const roles = role === 'both' ? plan.ends : [role];
  const base = FIRST_PORT + PORTS_PER_CALL * calls++;
  const [listen, path, ...ports] = [base, base + 1, base + 10, base + PORTS_PER_CALL - 1];
  const parts = [];
  const stop = async () => {
    for (const part of parts.splice(0).reverse()) await part.stop();
  };
  const filter = (what, rule) => parts.push(startFilter(`lab_${what}_${base}`, rule));
  try {
    if (turn.server === 'works' || turn.server === 'rejects') {
      parts.push(await startServer(listen, ports));
      parts.push(await startPath(path, listen, turn.delay));
      // The relay addresses of the server are UDP too, so an end behind the block cannot reach them by itself.
      const range = ports.join('-');
      if (roles.length > 1) filter('relayed', `udp dport ${range} udp sport != ${range}`);
    }
    if (turn.server === 'unreachable') filter('server', `tcp dport ${path}`);
  } catch (error) {
    await stop();
    throw error;
  }
  const credential = turn.server === 'rejects' ? 'not-the-password' : PASSWORD;
  const iceServers = [{ urls: `turn:${LAB_ADDRESS}:${path}?transport=tcp`, username: USER, credential }];
  return {
    page: Object.fromEntries(roles.map((end) => [end, { iceServers }])),
    passes: (_role, candidate) => (candidate.split(' ')[7] === 'relay' ? candidate : undefined),
    stop,
  };
}
