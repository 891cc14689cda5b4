import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { triage } from '../../../src/index.js';
import { callsOf } from './corpus.mjs';
import { figuresOf } from './figures.mjs';
import { parseFloor, shortfalls } from './floor.mjs';
import { readCall } from './read-call.mjs';
import { wrongVerdicts } from './wrong.mjs';

const CORPUS = resolve(import.meta.dirname, '../../../fixtures/calls');

describe('the recorded calls', () => {
  it('are still judged at least as well as the committed floor', { timeout: 300_000 }, async () => {
    const floor = parseFloor(readFileSync(resolve(import.meta.dirname, 'floor.json'), 'utf8'));
    const cases = [];
    for (const call of callsOf(CORPUS).filter(({ part }) => part === 'scored'))
      cases.push(...(await readCall(call, triage)));
    expect(shortfalls(figuresOf(cases), floor), wrongVerdicts(cases).join('\n')).toEqual([]);
  });
});
