// The paths between all ends of a call: one relay process for each pair, so that each pair is impaired by itself.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { LAB_ADDRESS } from './namespace.mjs';

/** Delay of the healthy path, each way. Zero would be unlike any real network. */
export const HEALTHY = { delay: 20 };

async function startRelay(seed) {
  const base = JSON.stringify({ ab: HEALTHY, ba: HEALTHY });
  const child = fork(new URL('./relay.mjs', import.meta.url), [LAB_ADDRESS, String(seed), base]);
  const [{ ready }] = await once(child, 'message');
  return { child, ports: { A: ready.toA, B: ready.toB } };
}

/** A relay calls its two sides A and B, whichever ends they are: the first of the pair is A. */
const sides = ([first], end) => (end === first ? 'A' : 'B');

/**
 * @param {string[]} ends names of the ends
 * @param {number} seed
 * @returns the paths: `seenBy(to, from)` is the address at which `to` reaches `from`, `locate` tells where an end really is,
 *   `set({ab: impairment})` changes directions from now on, `counts()` has the packets of each direction
 */
export async function startPaths(ends, seed) {
  const pairs = ends.flatMap((first, index) => ends.slice(index + 1).map((second) => first + second));
  const relays = new Map();
  const stop = () => {
    for (const { child } of relays.values()) child.kill();
  };
  try {
    for (const [index, pair] of pairs.entries()) relays.set(pair, await startRelay(seed + 2 * index));
  } catch (error) {
    stop();
    throw error;
  }
  const pairOf = (one, other) => [one, other].sort().join('');
  const send = (pair, message) => {
    const { child } = relays.get(pair);
    if (child.connected) child.send(message);
  };
  return {
    seenBy: (to, from) => {
      const pair = pairOf(to, from);
      return { address: LAB_ADDRESS, port: relays.get(pair).ports[sides(pair, to)] };
    },
    locate: (end, other, address, port) => {
      const pair = pairOf(end, other);
      send(pair, { peer: sides(pair, end), address, port });
    },
    set: (impairments) => {
      for (const [direction, impairment] of Object.entries(impairments)) {
        const [from, to] = direction.toUpperCase();
        const pair = pairOf(from, to);
        send(pair, { set: { [pair[0] === from ? 'ab' : 'ba']: impairment } });
      }
    },
    counts: async () => {
      const all = {};
      for (const [pair, { child }] of relays) {
        child.send({ report: true });
        const [{ counts }] = await once(child, 'message');
        const name = pair.toLowerCase();
        all[name] = counts.ab;
        all[name[1] + name[0]] = counts.ba;
      }
      return all;
    },
    stop,
  };
}
