import { describe, expect, it } from 'vitest';
import { decodeHead, detectEncoding } from '../../src/input/decode.js';

/** 扬声器 卡顿 网络 音频 in GB18030, from the standard's code table. */
const GB_WORDS = Buffer.from('d1efc9f9c6f720bfa8b6d920cdf8c2e720d2f4c6b5', 'hex');

function utf16(text: string, order: 'le' | 'be', mark: boolean): Buffer {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

/** Bytes without any order, the same in each run. */
function noise(size: number): Buffer {
  let seed = 42;
  const next = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed >> 16;
  };
  return Buffer.from(Array.from({ length: size }, next));
}

describe('detectEncoding', () => {
  const log = '[12:00:00] joined channel, 声音\n'.repeat(20);

  it('takes a byte order mark at its word', () => {
    expect(detectEncoding(Buffer.from(`\ufeff${log}`))).toEqual({ encoding: 'utf-8', bom: 3, binary: false });
    expect(detectEncoding(utf16(log, 'le', true))).toEqual({ encoding: 'utf-16le', bom: 2, binary: false });
    expect(detectEncoding(utf16(log, 'be', true))).toEqual({ encoding: 'utf-16be', bom: 2, binary: false });
  });

  it('sees UTF-16 without a mark when it is ASCII text', () => {
    expect(detectEncoding(utf16('12:00 joined\r\n', 'le', false)).encoding).toBe('utf-16le');
    expect(detectEncoding(utf16('12:00 joined\r\n', 'be', false)).encoding).toBe('utf-16be');
  });

  it('takes text with NUL bytes for UTF-8 text', () => {
    const text = Buffer.from(`12:00 device name${'\0'.repeat(200)}\n`.repeat(10));
    expect(detectEncoding(text)).toEqual({ encoding: 'utf-8', bom: 0, binary: false });
  });

  it('is not misled by a character cut at the end of the head', () => {
    const text = Buffer.from('声音'.repeat(100));
    for (const cut of [0, 1, 2]) {
      expect(detectEncoding(text.subarray(0, text.length - cut)).encoding).toBe('utf-8');
    }
  });

  it('finds GB18030 in Chinese text', () => {
    const head = Buffer.concat([Buffer.from('12:00 device '), GB_WORDS, Buffer.from(' ok\n')]);
    const detected = detectEncoding(head);
    expect(detected).toEqual({ encoding: 'gb18030', bom: 0, binary: false });
    expect(decodeHead(head, detected, true)).toBe('12:00 device 扬声器 卡顿 网络 音频 ok\n');
  });

  it('does not take a few bad bytes for GB18030, with or without Chinese UTF-8 around them', () => {
    const bad = Buffer.from([0xd1, 0xef, 0x80, 0xff]);
    expect(detectEncoding(Buffer.concat([Buffer.from(log), bad, Buffer.from(log)])).encoding).toBe('utf-8');
    expect(detectEncoding(Buffer.concat([Buffer.from('ascii only '), bad])).encoding).toBe('utf-8');
  });

  it('does not take Latin-1 for GB18030', () => {
    const head = Buffer.from('Périphérique prêt, caméra arrêtée, réseau coupé\n'.repeat(5), 'latin1');
    expect(detectEncoding(head)).toMatchObject({ encoding: 'utf-8', binary: true });
    const rare = Buffer.from(`Périphérique prêt\n${'plain line\n'.repeat(20)}`, 'latin1');
    expect(detectEncoding(rare)).toMatchObject({ encoding: 'utf-8', binary: false });
  });

  it('calls bytes without order binary, with a UTF-16 mark too', () => {
    expect(detectEncoding(noise(8000)).binary).toBe(true);
    expect(detectEncoding(Buffer.concat([Buffer.from([0xff, 0xfe]), noise(8000)])).binary).toBe(true);
  });

  it('draws the line at a tenth of the first 4 KiB', () => {
    const head = (bad: number) => Buffer.concat([Buffer.alloc(bad, 0xff), Buffer.alloc(4096 - bad, 'a'), noise(1000)]);
    expect(detectEncoding(head(400)).binary).toBe(false);
    expect(detectEncoding(head(420)).binary).toBe(true);
  });

  it('takes nothing for empty UTF-8 text', () => {
    expect(detectEncoding(Buffer.alloc(0))).toEqual({ encoding: 'utf-8', bom: 0, binary: false });
  });
});
