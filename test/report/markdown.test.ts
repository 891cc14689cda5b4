import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/locale/locale.js';
import { markdown } from '../../src/report/markdown.js';
import { codeBlock, escapeText, inlineCode } from '../../src/report/markup/markdown-escape.js';
import { encryptedResult, hostileResult, richResult } from '../support/sample-result.js';

/** Lines outside fenced blocks, with inline code blanked: what a renderer takes for markup. */
function markup(text: string): string {
  const lines: string[] = [];
  let fence = '';
  for (const line of text.split('\n')) {
    const [mark] = /^`{3,}/.exec(line) ?? [];
    if (fence !== '') {
      if (line === fence) fence = '';
    } else if (mark !== undefined) fence = mark;
    else lines.push(line.replace(/\\`/g, '').replace(/(`+)(?!`).*?[^`]\1(?!`)/g, 'CODE'));
  }
  expect(fence).toBe('');
  return lines.join('\n');
}

/** Cells of a table line: pipes that no backslash takes away. */
const cells = (line: string) => line.split(/(?<!\\)\|/).length;

describe('the Markdown report', () => {
  it('has all that a support engineer asks for', () => {
    const text = markdown(richResult('en'));
    for (const part of [
      '2026-03-14 10:16:30.250 +08:00',
      '35.6% | 5%',
      'received video `IT01V2468`',
      '`stutter/video-freeze`',
      'logs/call.json (byte 1203441): totalFreezesDuration 1.21 → 4.77, framesDecoded 250 → 268',
      'Chrome WebRTC 126.0.6478.61',
      'Operating system: Windows 11',
      'signalling 1.6 s<br>candidate gathering 150 ms',
      'relay/udp → srflx/udp',
      '**Against**: The round-trip time stayed as usual.',
      '**Echo**: The log has no audio energy of the own microphone.',
      '1. Test the same call over another network.',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('has no line of a table with more or fewer cells than its head', () => {
    for (const language of LANGUAGES) {
      const lines = markdown(richResult(language)).split('\n');
      lines.forEach((line, index) => {
        const above = lines[index - 1];
        if (line.startsWith('|') && above?.startsWith('|')) expect(cells(line)).toBe(cells(above));
      });
    }
  });

  it('says what to do with an encrypted log', () => {
    expect(markdown(encryptedResult('en'))).toContain('Attach the file as it is');
    expect(markdown(encryptedResult('zh-CN'))).toContain('请原样附上该文件');
  });

  it.each([
    ['table cells', 'a | b || c \\| d'],
    ['code', '`a` ``` b ```` c'],
    ['a fence', '```\n# heading\n```'],
    ['HTML', '<script>alert(1)</script><img src=x onerror=y>&lt;'],
    ['links', '[x](javascript:alert(1)) ![y](http://e.example/z.png) <http://e.example>'],
    ['bare links and mentions', 'https://e.example www.e.example a@e.example @someone'],
    ['emphasis and headings', '# x **y** _z_ ~~w~~'],
    ['lists and rules', '- x'],
    ['numbered lists', '1. x'],
    ['control characters', '\u001b[31m\u0000\u202e\r\n\r\n## x'],
    ['prototype keys', '__proto__'],
  ])('cannot be broken by %s', (_, hostile) => {
    const clean = markup(markdown(hostileResult('en', 'harmless')));
    const shape = (text: string) =>
      text
        .split('\n')
        .map((line) => `${/^(#+ |- |\d+\. |\|)?/.exec(line)?.[0]}${line.startsWith('|') ? cells(line) : ''}`);
    const dirty = markup(markdown(hostileResult('en', hostile)));
    expect(shape(dirty)).toEqual(shape(clean));
    expect(dirty.replaceAll('<br>', '')).not.toMatch(/(?<!\\)</);
    expect(dirty).not.toMatch(/(?<!\\)\]\(|https?:\/|www\.|@[a-z]/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not appear
    expect(dirty).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});

describe('escaping for Markdown', () => {
  it('leaves ordinary words readable', () => {
    expect(escapeText('RTT 35.6% (limit 5%), -12 dB!')).toBe('RTT 35.6% (limit 5%), -12 dB!');
  });

  it('fences code with more backticks than it holds', () => {
    expect(inlineCode('a`b')).toBe('``a`b``');
    expect(inlineCode('`a`')).toBe('`` `a` ``');
    expect(codeBlock(['x ```` y'])).toBe('`````text\nx ```` y\n`````');
  });

  it('shows control characters instead of sending them', () => {
    expect(codeBlock(['\u001b[2J'])).toBe('```text\n\\u001b[2J\n```');
  });
});
