import { describe, expect, it } from 'vitest';
import { openInputs } from '../../src/input/input.js';
import { forEachLine, lineText } from '../../src/input/lines.js';
import { ZipWriter } from '../../src/ticket/zip.js';
import { folderWith } from '../support/folder.js';

function zipped(entries: Readonly<Record<string, string>>): Buffer {
  const chunks: Uint8Array[] = [];
  const zip = new ZipWriter((chunk) => chunks.push(chunk));
  for (const [name, text] of Object.entries(entries)) {
    zip.begin(name);
    for (let at = 0; at < text.length; at += 70_000) zip.push(Buffer.from(text.slice(at, at + 70_000)));
  }
  zip.end();
  return Buffer.concat(chunks);
}

const ENTRIES = {
  'ticket.md': '# 卡顿\n',
  'empty.txt': '',
  'logs/通话.log': 'a line of a log\n'.repeat(20_000),
};

describe('a zip file', () => {
  it('holds what was written, in that order', async () => {
    const cwd = folderWith({ 'ticket.zip': zipped(ENTRIES) });
    const read: [string, string][] = [];
    for await (const { parts } of openInputs(['ticket.zip'], { cwd })) {
      for (const part of parts) {
        let text = '';
        if (!part.empty)
          await forEachLine(part.open(), (buffer, start, end) => {
            text += `${lineText(buffer, start, end)}\n`;
          });
        read.push([part.path, text]);
      }
    }
    expect(new Map(read)).toEqual(new Map(Object.entries(ENTRIES).map(([name, text]) => [`ticket.zip:${name}`, text])));
  });

  it('is the same bytes at any time and in any zone', () => {
    const before = process.env.TZ;
    const first = zipped(ENTRIES);
    try {
      for (const zone of ['Asia/Shanghai', 'America/St_Johns', 'Pacific/Apia']) {
        process.env.TZ = zone;
        expect(zipped(ENTRIES).equals(first)).toBe(true);
      }
    } finally {
      process.env.TZ = before;
    }
  });

  it('is compressed', () => {
    expect(zipped(ENTRIES).length).toBeLessThan(10_000);
  });
});
