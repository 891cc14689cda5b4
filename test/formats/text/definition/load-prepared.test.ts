import { describe, expect, it } from 'vitest';
import type { FormatSet } from '../../../../src/formats/text/definition/load.js';
import { checkedFormats, formatTexts, loadFormatsAfresh } from '../../../../src/formats/text/definition/load.js';
import { compiled, withoutSamples } from '../../../../src/formats/text/definition/load-prepared.js';
import { packagePath } from '../../../../src/package-files.js';
import { bytesOf } from '../../../../src/yaml/trusted.js';

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
    .map((format) => ({ ...format, messages: format.messages, scanner: format.scanner }));
  return JSON.parse(
    JSON.stringify({ formats, wrappers: [...wrappers], known }, (key, value: unknown) => {
      if (value instanceof Set || value instanceof Map) return [...value];
      return value instanceof RegExp ? value.toString() : withoutSamples(key, value);
    }),
  );
}

describe('the definitions that the build prepares', () => {
  const file = JSON.parse(JSON.stringify(checkedFormats()));

  it('make the same formats as the YAML files', () => {
    expect(plain(compiled(file, packagePath('rules/formats/'), home))).toEqual(plain(loadFormatsAfresh()));
  });

  it('are believed only while no file has been changed, added, removed or renamed', () => {
    const texts = formatTexts();
    const made = bytesOf(texts);
    expect(bytesOf(formatTexts())).toEqual(made);
    const [name = '', content = '', ...rest] = texts;
    const edited = Buffer.concat([Buffer.from(content), Buffer.from(' ')]);
    for (const others of [[name, edited, ...rest], [`a${name}`, content, ...rest], rest, [...texts, 'new.yaml', '']])
      expect(bytesOf(others)).not.toEqual(made);
  });
});
