import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DamagedInputError } from '../../src/input/damage.js';
import type { InputPart } from '../../src/input/part.js';
import { ZipArchive, type ZipOptions } from '../../src/input/zip.js';
import { readAll } from '../support/readers.js';
import { type ZipEntry, zipBytes } from '../support/zip.js';

async function archive(entries: readonly ZipEntry[], options: ZipOptions = {}): Promise<ZipArchive> {
  const bytes = zipBytes(entries);
  const opened = await ZipArchive.open('b.zip', bytes, bytes.length, options);
  if (opened instanceof ZipArchive) return opened;
  throw new Error(opened.message);
}

async function onlyPart(entry: ZipEntry, options: ZipOptions = {}): Promise<InputPart> {
  const opened = await archive([entry], options);
  const [member] = opened.members;
  if (member === undefined) throw new Error('no member');
  const part = await opened.part(member, undefined);
  if ('code' in part) throw new Error(part.message);
  return part;
}

async function problemOf(entry: ZipEntry): Promise<string> {
  const opened = await archive([entry]);
  const [member] = opened.members;
  if (member === undefined) throw new Error('no member');
  const part = await opened.part(member, undefined);
  return 'code' in part ? part.code : 'none';
}

const data = Buffer.from('a line of the log\n'.repeat(20));

describe('a zip file', () => {
  it('shows hostile names escaped, and skips folders, hidden files and macOS shadows', async () => {
    const names = [
      '../../etc/passwd',
      '/abs.log',
      'C:\\x.log',
      'esc\u001b[2J.log',
      'rtl\u202egol.log',
      '__proto__',
      'nul\0.log',
    ];
    const skipped = ['dir/', '.hidden', 'a/.git/x', '__MACOSX/a.log', 'a/._b.log'];
    const opened = await archive([...names, ...skipped].map((name) => ({ name, data })));
    expect(opened.members.map((member) => member.path)).toEqual([
      'b.zip:../../etc/passwd',
      'b.zip:/abs.log',
      'b.zip:C:/x.log',
      'b.zip:esc\\u{1b}[2J.log',
      'b.zip:rtl\\u{202e}gol.log',
      'b.zip:__proto__',
      'b.zip:nul\\u{0}.log',
    ]);
    for (const member of opened.members) {
      const part = await opened.part(member, undefined);
      expect('code' in part ? part.message : part.head.text).toBe(data.toString());
    }
  });

  it('reads names that a Chinese Windows wrote', async () => {
    const opened = await archive([{ name: Buffer.from('bfa8b6d92e6c6f67', 'hex'), data }]);
    expect(opened.members[0]?.name).toBe('卡顿.log');
  });

  it('knows sizes and times of its members', async () => {
    const part = await onlyPart({ name: 'a.log', data });
    expect(part.bytes).toBe(data.length);
    expect(part.storedBytes).toBe(deflateRawSync(data).length);
    expect(part.modified).toBe(new Date(2024, 4, 6, 7, 8, 10).getTime());
  });

  it('names members that it cannot open', async () => {
    expect(await problemOf({ name: 'a', data, encrypted: true })).toBe('encrypted-member');
    expect(await problemOf({ name: 'a', data, method: 12 })).toBe('unsupported-member');
    expect(await problemOf({ name: 'a.zip', data: zipBytes([{ name: 'b', data }]) })).toBe('nested-archive');
  });

  it('unpacks a member that is a gzip file', async () => {
    const part = await onlyPart({ name: 'a.log.gz', data: gzipSync(data) });
    expect((await readAll(part.open())).bytes.equals(data)).toBe(true);
  });

  it('delivers what is good of a damaged member and says what is wrong', async () => {
    const packed = deflateRawSync(data);
    for (const [entry, code] of [
      [{ packed: packed.subarray(0, packed.length - 4) }, 'truncated'],
      [{ packed: Buffer.concat([deflateRawSync(data, { finishFlush: 2 }), Buffer.alloc(50, 7)]) }, 'corrupt'],
      [{ crc: 1 }, 'checksum'],
    ] as const) {
      const { bytes, error } = await readAll((await onlyPart({ name: 'a', data, ...entry })).open());
      expect(error).toBeInstanceOf(DamagedInputError);
      expect(error).toMatchObject({ code, offset: bytes.length });
      expect(data.subarray(0, bytes.length).equals(bytes)).toBe(true);
      expect(bytes.length).toBeGreaterThan(0);
    }
  });

  it('is stopped when its members unpack beyond all measure', async () => {
    const expansion = { freeBytes: 1_000_000, ratio: 200 };
    const part = await onlyPart({ name: 'bomb', data: Buffer.alloc(20_000_000) }, { expansion });
    const { bytes, error } = await readAll(part.open());
    expect(error).toMatchObject({ code: 'expansion-limit' });
    expect(bytes.length).toBeLessThan(6_000_000);
  });

  it('with too many members is read up to the limit, and says so', async () => {
    const entries = Array.from({ length: 12 }, (_, i) => ({ name: `${i}.log`, data }));
    const opened = await archive(entries, { maxMembers: 10 });
    expect(opened.members).toHaveLength(10);
    expect(opened.problem?.code).toBe('too-many-members');
  });

  it('cut or garbled anywhere never does worse than a problem', async () => {
    const whole = zipBytes([
      { name: 'a.log', data },
      { name: 'b.log', data: Buffer.from('stored\n'), method: 0 },
    ]);
    for (let place = 4; place < whole.length; place++) {
      const garbled = Buffer.from(whole);
      garbled[place] = (garbled[place] ?? 0) ^ 0xff;
      for (const bytes of [garbled, whole.subarray(0, place)]) {
        const opened = await ZipArchive.open('b.zip', bytes, bytes.length);
        if (!(opened instanceof ZipArchive)) {
          expect(opened.code).toBe('broken-zip');
          continue;
        }
        for (const member of opened.members) {
          const part = await opened.part(member, undefined);
          if ('code' in part) continue;
          const { error } = await readAll(part.open());
          if (error !== undefined) expect(error).toBeInstanceOf(DamagedInputError);
        }
      }
    }
  });
});
