import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../src/generate/files.js';
import { README_FIXTURE } from '../src/generate/readme.js';

const ROOT = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const readme = read('README.md');

/** The shell block that follows a sentence of the README. */
function commandAfter(sentence: string): string {
  const from = readme.indexOf(sentence);
  expect(from, `README.md has the sentence "${sentence}"`).toBeGreaterThanOrEqual(0);
  return (/```sh\n([\s\S]*?)\n```/.exec(readme.slice(from))?.[1] ?? '').trim();
}

describe('files that are made from others', async () => {
  it.each(await generatedFiles(ROOT, read))('$path is fresh', ({ path, text }) => {
    const present = existsSync(join(ROOT, path)) ? read(path) : '';
    expect(present === text, `${path} is out of date: run \`npm run generate\` and commit what it changes`).toBe(true);
  });
});

describe('README.md', () => {
  it('names exactly the command that CI runs', () => {
    const command = commandAfter('Install and pass every test:');
    const script = read('.ci/run').split('\n');
    expect(script.filter((line) => /^npm /.test(line))).toEqual([command]);
  });

  it('shows the report of the log that its first command triages', () => {
    expect(commandAfter('install, build and triage a recorded call')).toMatch(
      new RegExp(`^npm ci && npm run build && node dist/cli\\.js ${README_FIXTURE.replaceAll('.', '\\.')}$`),
    );
  });

  it('links to files that exist, as the other documents do', () => {
    for (const document of [
      'README.md',
      'CONTRIBUTING.md',
      'docs/architecture.md',
      'docs/ci.md',
      'docs/fleet.md',
      'docs/formats.md',
      'docs/tickets.md',
    ]) {
      const text = read(document);
      const folder = join(ROOT, document, '..');
      for (const [, target = ''] of text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        expect(() => readFileSync(join(folder, target)), `${document} links to ${target}`).not.toThrow();
      }
    }
  });
});
