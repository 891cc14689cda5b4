import { appendFileSync, cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FormatSet } from '../../../../src/formats/text/definition/load.js';
import { checkedFormats, loadFormatsAfresh, visitFormats } from '../../../../src/formats/text/definition/load.js';
import { compiled, visitDefinitions, withoutSamples } from '../../../../src/formats/text/definition/load-prepared.js';
import { packagePath } from '../../../../src/package-files.js';
import { isMadeOf, sourceBytes } from '../../../../src/yaml/sources.js';
import { type Made, preparedOf } from '../../../../src/yaml/trusted.js';

const home = (file: string) => ({
  file,
  fail: (): never => {
    throw new Error(`a mistake in ${file}`);
  },
  locate: () => ({ line: 1, column: 1 }),
});

/** What logs are read with: everything but functions, and the samples that only tests look at. */
function plain({ shipped, wrappers, known }: FormatSet): unknown {
  const formats = shipped
    .map((format) => format.compile())
    .map((format) => ({ ...format, messages: format.messages.all(), scanner: format.scanner }));
  return JSON.parse(
    JSON.stringify({ formats, wrappers: [...wrappers], known }, (key, value: unknown) => {
      if (value instanceof Set || value instanceof Map) return [...value];
      return value instanceof RegExp ? value.toString() : withoutSamples(key, value);
    }),
  );
}

describe('the definitions that the build prepares', () => {
  const file = preparedOf(JSON.parse(JSON.stringify(checkedFormats())) as Made);

  it('make the same formats as the YAML files', () => {
    expect(plain(compiled(file, packagePath('rules/formats/'), home))).toEqual(plain(loadFormatsAfresh()));
  });

  it('are believed only while no file has been changed, added, removed or renamed', () => {
    const made = sourceBytes(visitFormats);
    expect(isMadeOf(made, visitFormats)).toBe(true);
    const folder = mkdtempSync(join(tmpdir(), 'formats-'));
    const isSameWith = (change: () => void) => {
      cpSync(packagePath('rules/formats/'), folder, { recursive: true });
      change();
      const same = isMadeOf(made, (visitor) => visitDefinitions(folder, visitor));
      rmSync(folder, { recursive: true });
      return same;
    };
    const file = join(folder, 'wrappers.yaml');
    expect(isSameWith(() => undefined)).toBe(true);
    expect(isSameWith(() => appendFileSync(file, ' '))).toBe(false);
    expect(isSameWith(() => renameSync(file, join(folder, 'renamed.yaml')))).toBe(false);
    expect(isSameWith(() => rmSync(file))).toBe(false);
    expect(isSameWith(() => writeFileSync(join(folder, 'zzz.yaml'), ''))).toBe(false);
  });
});
