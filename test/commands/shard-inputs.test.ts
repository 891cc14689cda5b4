import { join, resolve } from 'node:path';
import { expect, it, vi } from 'vitest';
import { findInputs } from '../../src/input/input.js';
import { folderWith } from '../support/folder.js';
import { inProcess } from '../support/in-process.js';

vi.mock('../../src/input/input.js', async (original) => {
  const input = await original<typeof import('../../src/input/input.js')>();
  return { ...input, findInputs: vi.fn(input.findInputs) };
});

const LOGS = resolve(import.meta.dirname, '../../fixtures/agora-web');

it('a shard looks once what its paths lead to: what is checked is what is read', async () => {
  const { status } = await inProcess([LOGS, '--shard', '1/2', '-o', join(folderWith({}), 'part.json')]);
  expect(status).toBe(0);
  expect(findInputs).toHaveBeenCalledTimes(1);
});
