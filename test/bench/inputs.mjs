import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { writeAgora, writeShortAgora } from './generate/agora.mjs';
import { writeCalls } from './generate/calls.mjs';
import { writeInternals, writeManyTracks } from './generate/internals.mjs';
import { writeLongCall } from './generate/long-call.mjs';
import { writeRtcstats } from './generate/rtcstats.mjs';
import { writeSmallLogs } from './generate/small-logs.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
/** What an installed `rtc-triage` runs. */
const CLI = at('../../dist/cli.cjs');
const YARDSTICK = at('yardstick.mjs');

/**
 * The logs, what is run on each, and what has to hold. `goal` is in MB per CPU s, `memory` a ceiling in MB, `ratios` say
 * how many times the CPU time of rtc-triage another program needs at least (or, with `most`, at most).
 */
export const INPUTS = [
  dump(50),
  dump(500),
  dump(1500),
  {
    id: 'meeting',
    name: 'meeting.json',
    about: 'a dump that has only what is read, of 18 people: the rules more than the reading',
    write: (path, scale) => writeInternals(path, 100 * scale),
    beside: ['read', 'JSON.parse + numbers'],
    memory: 120,
  },
  {
    id: 'tracks',
    name: '200-tracks.json',
    about: 'a dump of one connection with 200 received tracks',
    write: writeManyTracks,
    beside: ['read', 'JSON.parse + numbers'],
    memory: 200,
  },
  {
    id: 'rtcstats',
    name: 'dump.rtcstats',
    about: 'rtcstats lines, meetings of 8 people',
    write: (path, scale) => writeRtcstats(path, 500 * scale),
    beside: ['read', 'JSON.parse of lines'],
    goal: 150,
    memory: 120,
  },
  {
    id: 'day',
    name: 'day.rtcstats',
    about: 'rtcstats lines, one call of 24 hours',
    write: writeLongCall,
    beside: ['read', 'JSON.parse of lines'],
    memory: 200,
  },
  {
    id: 'agora',
    name: 'agorasdk.log',
    about: "text of Agora's native SDK",
    write: (path, scale) => writeAgora(path, 500 * scale),
    beside: ['read', 'readline', 'grep'],
    goal: 200,
    memory: 100,
  },
  {
    id: 'small',
    name: 'agorasdk-short.log',
    about: 'one short call',
    write: (path) => writeShortAgora(path, 1),
    beside: ['nothing'],
    rounds: 7,
    ratios: [{ of: 'nothing', most: 2.5 }],
  },
  {
    id: 'fleet',
    name: 'fleet',
    about: 'a folder of 2,000 short logs',
    write: (path, scale) => writeSmallLogs(path, Math.ceil(2000 * scale)),
    ways: [
      { way: 'rtc-triage --jobs 1', args: ['--jobs', '1'] },
      { way: `rtc-triage --jobs ${availableParallelism()}`, args: ['--jobs', String(availableParallelism())] },
    ],
    beside: [],
  },
];

function dump(megabytes) {
  const fits = megabytes < 512;
  return {
    id: `dump${megabytes}`,
    name: 'dump.json',
    about: "a dump of chrome://webrtc-internals, calls of two people with Chrome's 1000 points",
    write: (path, scale) => writeCalls(path, megabytes * scale),
    beside: [
      'read',
      ...(fits ? ['JSON.parse', 'JSON.parse + numbers'] : ['JSON.parse']),
      'stream-json',
      ...(megabytes <= 50 ? ['DuckDB', 'jq'] : []),
    ],
    // stream-json takes about a minute for the largest.
    ...(fits ? {} : { rounds: 1 }),
    goal: 250,
    memory: 120,
    ratios: [{ of: 'stream-json', least: 6 }, ...(fits ? [{ of: 'JSON.parse + numbers', least: 2 }] : [])],
  };
}

/** Programs of others that are run where they are installed. */
const PEERS = {
  jq: {
    command: (path) => ['jq', '-n', '--stream', 'reduce inputs as $item (0; . + 1)', path],
    probe: ['jq', '--version'],
  },
  grep: { command: (path) => ['grep', '-c', 'connection state changed', path], probe: ['grep', '--version'] },
};

/** What is run on an input: name, command, and the arguments for node where it is a node program. */
export function runsOf({ ways = [{ way: 'rtc-triage', args: [] }], beside }, path, output) {
  const own = ways.map(({ way, args }) =>
    nodeRun(`**${way}**`, [CLI, path, '--format', 'json', '-o', output, ...args]),
  );
  return [...own, ...beside.filter(isInstalled).map((name) => besideRun(name, path))];
}

function besideRun(name, path) {
  if (name in PEERS) return { way: name, command: PEERS[name].command(path) };
  return nodeRun(name, name === 'nothing' ? ['-e', '0'] : [YARDSTICK, name, path]);
}

function nodeRun(way, args) {
  return { way, command: [process.execPath, ...args], args };
}

function isInstalled(name) {
  if (name in PEERS) return spawnSync(PEERS[name].probe[0], PEERS[name].probe.slice(1)).status === 0;
  if (name !== 'DuckDB') return true;
  try {
    createRequire(import.meta.url).resolve('@duckdb/node-api');
    return true;
  } catch {
    return false;
  }
}

/** Versions of what is run beside, for the report. */
export function versions() {
  const require = createRequire(import.meta.url);
  const packages = ['stream-json', '@duckdb/node-api'].flatMap((name) => {
    try {
      return [`${name} ${require(`${name}/package.json`).version}`];
    } catch {
      return [];
    }
  });
  const peers = Object.entries(PEERS).flatMap(([, { probe }]) => {
    const { status, stdout } = spawnSync(probe[0], probe.slice(1), { encoding: 'utf8' });
    return status === 0 ? [stdout.split('\n')[0]] : [];
  });
  return [`Node ${process.version}`, ...packages, ...peers];
}
