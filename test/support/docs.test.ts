import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deadlines } from '../../src/support/deadlines.js';
import { loadSupport } from '../../src/support/load.js';
import { loadVersions } from '../../src/versions/load.js';
import { folderWith } from './folder.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/support.md'), 'utf8');
const [contract = '', versions = ''] = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');

describe('the examples of docs/support.md', () => {
  it('are a contract that can be used, and two working days are what the page says', () => {
    const support = loadSupport(join(folderWith({ 'contract.yaml': contract }), 'contract.yaml'));
    expect(support.tiers.map(({ id }) => id)).toEqual(['gold']);
    const whole = contract.replace(
      / {6}mon: .*/,
      ['mon', 'tue', 'wed', 'thu'].map((day) => `      ${day}: "09:00-18:00"`).join('\n'),
    );
    const file = join(folderWith({ 'contract.yaml': whole.replace('respond: 3d', 'respond: 2d') }), 'contract.yaml');
    const tuesdayNoon = Date.parse('2026-03-10T12:00:00+01:00');
    expect(deadlines(loadSupport(file), 'gold', 'P3', tuesdayNoon).respondBy?.local).toBe(
      '2026-03-12T12:00:00.000+01:00',
    );
  });

  it('are a list of versions that lacks only the component of another list', () => {
    const file = (text: string) => join(folderWith({ 'versions.yaml': text }), 'versions.yaml');
    expect(() => loadVersions(['stutter/video-freeze'], file(versions))).toThrow(/no component `chromium`/);
    const alone = versions.replace(/ {4}together: .*\n/, '');
    expect(loadVersions(['stutter/video-freeze'], file(alone)).entries).toHaveLength(1);
  });
});
