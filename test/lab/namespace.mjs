// A network of its own for the calls: no way out, addresses known beforehand. Needs root.
import { execFileSync } from 'node:child_process';

export const LAB_ADDRESS = '10.99.1.1';

/** The command that runs a program inside. `ip netns exec` is no use: it mounts /sys anew and cgroups vanish. */
export const inside = (name) => ['nsenter', `--net=/run/netns/${name}`];

const ip = (...args) => execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'inherit'] });

/** Creates the namespace with loopback and one address. The far half of the pair stays inside too. */
export function createNamespace(name) {
  ip('netns', 'add', name);
  try {
    ip('-n', name, 'link', 'add', 'v0', 'type', 'veth', 'peer', 'name', 'v1');
    ip('-n', name, 'addr', 'add', `${LAB_ADDRESS}/24`, 'dev', 'v0');
    for (const device of ['v0', 'v1', 'lo']) ip('-n', name, 'link', 'set', device, 'up');
    // Leads nowhere: Firefox finds out its address by asking for the way to the outside.
    ip('-n', name, 'route', 'add', 'default', 'dev', 'v0');
  } catch (error) {
    removeNamespace(name);
    throw error;
  }
}

export function removeNamespace(name) {
  ip('netns', 'delete', name);
}
