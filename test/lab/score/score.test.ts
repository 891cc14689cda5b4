import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callsOf } from './corpus.mjs';
import { figuresOf } from './figures.mjs';
import { parseFloor, shortfalls } from './floor.mjs';
import { readCalls } from './pool.mjs';
import { wrongVerdicts } from './wrong.mjs';

const CORPUS = resolve(import.meta.dirname, '../../../fixtures/calls');
const FLOOR = resolve(import.meta.dirname, 'floor.json');

describe('the recorded calls', () => {
  const calls = callsOf(CORPUS);

  it('were all made on a machine that was free enough', () => {
    expect(calls.filter(({ truth }) => truth.control?.clean === false).map(({ id }) => id)).toEqual([]);
  });

  it('stay small enough for the repository', () => {
    const folders = calls.map(({ id }) => join(CORPUS, id));
    const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
    expect(files.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(25_000_000);
  });

  // As in the tests of the command line, `npm test` builds it first.
  it('are judged by the built program at least as well as the committed floor', { timeout: 300_000 }, async () => {
    const cases = await readCalls(calls.filter(({ part }) => part === 'scored'));
    const wrong = shortfalls(figuresOf(cases), parseFloor(readFileSync(FLOOR, 'utf8')));
    expect(wrong, ['the wrong verdicts are:', ...wrongVerdicts(cases)].join('\n')).toEqual([]);
  });
});
