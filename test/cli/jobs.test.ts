import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/folder.js';
import { ROOT, rtcTriage } from './program.js';

/** Logs of several formats, what is not read at all, and the two ends of one call. */
const LOGS = ['fixtures/rtcstats', 'no-such.log', 'fixtures/declined', 'fixtures/agora-web/no-network.log'];

/** What the system says to threads of which others have all files open, from the nth time on that a log is opened. */
const shortage = (opens: number) => `
  const fs = require('node:fs');
  const { isMainThread } = require('node:worker_threads');
  const { openSync } = fs;
  let left = ${opens};
  if (!isMainThread) fs.openSync = (file, ...how) => {
    if (!/fixtures/.test(String(file)) || --left > 0) return openSync(file, ...how);
    throw Object.assign(new Error('EMFILE: too many open files, open'), { code: 'EMFILE', syscall: 'open' });
  };`;

describe('the thread that reads logs', () => {
  it('is a part of the build, beside the program', async () => {
    const workerData = { rules: [], formats: {}, cwd: '.', progress: false };
    const worker = new Worker(join(ROOT, 'dist/worker.js'), { workerData });
    const [message] = await once(worker, 'message');
    expect(message).toEqual({ kind: 'ready' });
    await worker.terminate();
  });
});

describe('--jobs', () => {
  it('gives the same bytes and the same warnings for every number', () => {
    const [one, two, four] = ['1', '2', '4'].map((jobs) => rtcTriage([...LOGS, '--format', 'json', '--jobs', jobs]));
    expect(one?.stdout.length).toBeGreaterThan(1000);
    expect(one?.stderr).toContain('no-such.log does not exist');
    expect(two).toEqual(one);
    expect(four).toEqual(one);
  });

  it("reads standard input beside the threads, and knows the user's rules and zone in them", () => {
    const folder = folderWith({});
    mkdirSync(join(folder, 'stutter'));
    copyFileSync(join(ROOT, 'rules/stutter/video-freeze.yaml'), join(folder, 'stutter/mine.yaml'));
    const input = readFileSync(join(ROOT, 'fixtures/agora-native/v4-bad-token.log'));
    const logs = ['fixtures/agora-web/no-network.log', '-', 'fixtures/rtcstats/loss20-A.rtcstats.gz'];
    const args = [...logs, '--rules', folder, '--tz', '+08:00', '--format', 'json', '--jobs'];
    const [one, two] = ['1', '2'].map((jobs) => rtcTriage([...args, jobs], { input }));
    expect(one?.stdout).toContain('stutter/mine');
    expect(one?.stdout).toContain('"path": "-"');
    expect(two).toEqual(one);
  });

  it('gives the same ticket', () => {
    const logs = ['fixtures/agora-native/v4-bad-token.log', 'fixtures/agora-web/no-network.log'];
    const [one, two] = ['1', '2'].map((jobs) => rtcTriage(['ticket', ...logs, '--jobs', jobs]));
    expect(one?.stdout.length).toBeGreaterThan(1000);
    expect(two).toEqual(one);
  });

  it.each([1, 2, 3])('gives the same bytes where threads may open no more files (open no. %i)', (opens) => {
    const preload = join(folderWith({ 'shortage.cjs': shortage(opens) }), 'shortage.cjs');
    const env = { NODE_OPTIONS: `--require ${JSON.stringify(preload)}` };
    const [one, two] = ['1', '2'].map((jobs) => rtcTriage([...LOGS, '--format', 'json', '--jobs', jobs], { env }));
    expect(one?.stdout.length).toBeGreaterThan(1000);
    expect(two).toEqual(one);
  });

  it('wants a number', () => {
    for (const wrong of ['0', 'many']) {
      const { status, stderr } = rtcTriage(['fixtures/rtcstats', '--jobs', wrong]);
      expect(status).toBe(2);
      expect(stderr).toMatch(/give a number from 1 to 256/);
    }
  });
});
