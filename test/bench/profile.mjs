import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const UNBUNDLED = fileURLToPath(new URL('unbundled.mjs', import.meta.url));

/** Where a function of the program belongs, by the folder of its source. */
const LAYERS = [
  ['reading', /\/(?:json|input|formats)\//],
  ['signals', /\/signals\//],
  ['rules', /\/rules\//],
  ['result and report', /\/(?:result|report|diagnosis|locale|versions|triage)/],
];

/**
 * Runs the program once with V8's sampling profiler.
 * @param args those of the command line
 * @returns pairs of layer and ms of the main thread, the largest first
 */
export function profileOf(args, folder) {
  rmSync(folder, { recursive: true, force: true });
  spawnSync(process.execPath, ['--cpu-prof', '--cpu-prof-dir', folder, UNBUNDLED, ...args], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  const [name] = readdirSync(folder);
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const layers = new Map(nodes.map(({ id, callFrame }) => [id, layerOf(callFrame)]));
  const times = new Map();
  for (const [k, sample] of samples.entries()) {
    const layer = layers.get(sample);
    // µs → ms
    times.set(layer, (times.get(layer) ?? 0) + timeDeltas[k] / 1000);
  }
  times.delete('idle');
  return [...times].sort((a, b) => b[1] - a[1]);
}

function layerOf({ functionName, url }) {
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName === '(idle)') return 'idle';
  if (functionName.startsWith('RegExp: ')) return 'reading';
  if (functionName === 'read') return 'reading';
  const source = url.replace(/^.*\/(?:dist|src)\//, '/');
  for (const [layer, folder] of LAYERS) if (folder.test(source)) return layer;
  return url.includes('node_modules') ? 'libraries' : 'Node itself and start-up';
}
