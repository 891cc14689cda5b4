import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type InputOptions, type InputSource, openInputs } from '../../src/input/input.js';
import { forEachLine, lineText } from '../../src/input/lines.js';
import { folderWith } from '../support/folder.js';
import { zipBytes } from '../support/zip.js';

interface Read {
  path: string;
  problem?: string;
  texts: string[];
  cuts: number[];
  source: InputSource;
}

/** Opens the inputs and reads every part. */
async function readInputs(args: string[], options: InputOptions): Promise<Read[]> {
  const reads: Read[] = [];
  for await (const source of openInputs(args, options)) {
    const read: Read = { path: source.path, texts: [], cuts: [], source };
    if (source.problem !== undefined) read.problem = source.problem.code;
    for (const part of source.parts) {
      const lines: string[] = [];
      const summary = await forEachLine(part.open(), (buffer, start, end) => lines.push(lineText(buffer, start, end)));
      read.texts.push(lines.join('\n'));
      if (summary.cut !== undefined) read.cuts.push(summary.cut.offset);
    }
    reads.push(read);
  }
  return reads;
}

const summary = (reads: Read[]) =>
  reads.map(({ path, problem, texts }) => (problem ? [path, problem] : [path, ...texts]));

describe('openInputs', () => {
  it('reads plain, gzip and zip files by their content, whatever their names', async () => {
    const inner = zipBytes([
      { name: 'a/one.log', data: Buffer.from('in zip\n') },
      { name: 'a/two.log', data: Buffer.from('stored\n'), method: 0 },
      { name: 'three.gz', data: gzipSync('twice packed\n') },
    ]);
    const cwd = folderWith({ 'plain.gz': 'plain\n', 'packed.txt': gzipSync('packed\n'), 'bundle.log': inner });
    expect(summary(await readInputs(['plain.gz', 'packed.txt', 'bundle.log'], { cwd }))).toEqual([
      ['plain.gz', 'plain'],
      ['packed.txt', 'packed'],
      ['bundle.log:a/one.log', 'in zip'],
      ['bundle.log:a/two.log', 'stored'],
      ['bundle.log:three.gz', 'twice packed'],
    ]);
  });

  it('reads what was packed twice, from a file, a zip file and standard input', async () => {
    const twice = gzipSync(gzipSync('one\ntwo\n'));
    const cwd = folderWith({ 'a.log.gz': twice, 'b.zip': zipBytes([{ name: 'c.gz', data: twice }]) });
    const stdin = Readable.from([twice]);
    expect(summary(await readInputs(['a.log.gz', 'b.zip', '-'], { cwd, stdin }))).toEqual([
      ['a.log.gz', 'one\ntwo'],
      ['b.zip:c.gz', 'one\ntwo'],
      ['-', 'one\ntwo'],
    ]);
  });

  it('does not unpack without end', async () => {
    let data: Buffer = Buffer.from('one\n');
    for (let i = 0; i < 5; i++) data = gzipSync(data);
    const [read] = await readInputs(['a.gz'], { cwd: folderWith({ 'a.gz': data }) });
    expect(read?.source.binary).toBe(true);
  });

  it('stops a bomb that hides in gzip data within gzip data', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(3_000_000, 'a\n')));
    const expansion = { freeBytes: 1_000_000, ratio: 200 };
    const [read] = await readInputs(['a.gz'], { cwd: folderWith({ 'a.gz': bomb }), expansion });
    expect(read?.cuts).toHaveLength(1);
    expect(read?.texts.join('').length).toBeLessThan(2_000_000);
  });

  describe('leaves out the NULs that a source begins with', () => {
    const encodings = [
      ['UTF-8', Buffer.from('one\ntwo\n'), 4],
      ['UTF-16, low byte first', Buffer.from('one\ntwo\n', 'utf16le'), 8],
      ['UTF-16, high byte first', Buffer.from('one\ntwo\n', 'utf16le').swap16(), 8],
    ] as const;
    const sizes = [16, 17, 4096, 65_536, 65_537, 300_000, 300_001];
    it.each(encodings)('%s', async (encoding, text, second) => {
      for (const size of encoding === 'UTF-8' ? sizes : sizes.filter((one) => one % 2 === 0)) {
        const padded = Buffer.concat([Buffer.alloc(size), text]);
        for (const args of [['a.log'], ['-']]) {
          const options = { cwd: folderWith({ 'a.log': padded }), stdin: Readable.from([padded]) };
          const [read] = await readInputs(args, options);
          expect(read?.texts).toEqual(['one\ntwo']);
          expect(read?.source.parts[0]?.head.text).toBe('one\ntwo\n');
          expect(read?.source.parts[0]?.originalOffset(4)).toBe(size + second);
        }
      }
    });

    it('and finds nothing where nothing else is', async () => {
      const [read] = await readInputs(['a.log'], { cwd: folderWith({ 'a.log': Buffer.alloc(200_000) }) });
      expect(read?.source.empty).toBe(true);
    });
  });

  it('tells what is known of a source before it is read', async () => {
    const cwd = folderWith({ 'a.log': 'one\ntwo\nthr', 'empty.log': '', 'noise.bin': Buffer.alloc(9000, 0xff) });
    const [a, empty, noise] = await readInputs(['.'], { cwd });
    expect(a?.source).toMatchObject({ bytes: 11, storedBytes: 11, encoding: 'utf-8', binary: false, empty: false });
    expect(a?.source.parts[0]?.head).toMatchObject({ name: 'a.log', complete: true, lines: ['one', 'two', 'thr'] });
    expect(a?.source.parts[0]?.position()).toBe(11);
    expect(empty?.source).toMatchObject({ empty: true, binary: false, bytes: 0 });
    expect(noise?.source).toMatchObject({ empty: false, binary: true });
  });

  it('gives a head of 64 KiB with whole lines, and all bytes again from the beginning', async () => {
    const text = '0123456789\n'.repeat(10_000);
    const cwd = folderWith({ 'a.log': text });
    const [read] = await readInputs(['a.log'], { cwd });
    const head = read?.source.parts[0]?.head;
    expect(head?.bytes.length).toBe(65_536);
    expect(head?.complete).toBe(false);
    expect(new Set(head?.lines)).toEqual(new Set(['0123456789']));
    expect(`${read?.texts[0]}\n`).toBe(text);
  });

  it('decodes UTF-16 on the way and maps offsets back to the file', async () => {
    const cwd = folderWith({ 'a.log': Buffer.from('\ufeff声音\r\nsecond\r\n', 'utf16le') });
    for await (const source of openInputs(['a.log'], { cwd })) {
      const [part] = source.parts;
      if (part === undefined) throw new Error('no part');
      expect(part.head.lines).toEqual(['声音', 'second']);
      const places: number[] = [];
      await forEachLine(part.open(), (_b, _s, _e, _line, offset) => places.push(part.originalOffset(offset)));
      expect(places).toEqual([2, 10]);
    }
  });

  it('joins rotated files, also in a zip, and keeps strangers apart', async () => {
    const log = (text: string) => Buffer.from(`${text}\n`);
    const cwd = folderWith({
      'ann/agorasdk.log': 'new\n',
      'ann/agorasdk_1.log': 'old\n',
      'bob/agorasdk_1.log': 'bob\n',
      'c.zip': zipBytes([
        { name: 'x.log.1', data: log('z1') },
        { name: 'x.log', data: log('z0') },
      ]),
    });
    const reads = await readInputs(['.'], { cwd });
    expect(reads.map((read) => [read.path, ...read.texts.sort()])).toEqual([
      ['ann/agorasdk.log', 'new', 'old'],
      ['bob/agorasdk_1.log', 'bob'],
      ['c.zip:x.log', 'z0', 'z1'],
    ]);
  });

  it('reads standard input once, plain, gzip or zip', async () => {
    const text = `${'line\n'.repeat(40_000)}last`;
    const zip = zipBytes([{ name: 'in.log', data: Buffer.from(text) }]);
    for (const [bytes, path] of [
      [Buffer.from(text), '-'],
      [gzipSync(text), '-'],
      [zip, '-:in.log'],
    ] as const) {
      const chunks = [bytes.subarray(0, 3), bytes.subarray(3, 70_000), bytes.subarray(70_000)].filter((c) => c.length);
      const [read] = await readInputs(['-'], { cwd: '.', stdin: Readable.from(chunks) });
      expect(read?.path).toBe(path);
      expect(read?.texts[0] === text).toBe(true);
    }
    expect(summary(await readInputs(['-'], { cwd: '.' }))).toEqual([['-', 'no-stdin']]);
    const [empty] = await readInputs(['-'], { cwd: '.', stdin: Readable.from([]) });
    expect(empty?.source.empty).toBe(true);
  });

  it('reports what cannot be read, each on its own', async () => {
    const cwd = folderWith({
      'cut.zip': zipBytes([{ name: 'a.log', data: Buffer.from('a') }]).subarray(0, 40),
      'empty.zip': zipBytes([]),
      'none.zip': zipBytes([{ name: '__MACOSX/._a.log', data: Buffer.from('a') }]),
      'garbage.gz': Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(100, 0xee)]),
      'good.log': 'good\n',
    });
    const args = ['missing.log', 'cut.zip', 'none.zip', 'garbage.gz', 'good.log'];
    expect(summary(await readInputs(args, { cwd }))).toEqual([
      ['missing.log', 'not-found'],
      ['cut.zip', 'broken-zip'],
      ['none.zip', 'empty-zip'],
      ['garbage.gz', 'damaged'],
      ['good.log', 'good'],
    ]);
  });

  it('reads a cut gzip file up to the cut', async () => {
    const packed = gzipSync('one\ntwo\nthree\n'.repeat(10));
    const cwd = folderWith({ 'a.gz': packed.subarray(0, packed.length - 9) });
    const [read] = await readInputs(['a.gz'], { cwd });
    expect(read?.texts[0]?.startsWith('one\ntwo\nthree\none')).toBe(true);
    expect(read?.cuts).toHaveLength(1);
  });

  it('closes everything, whether all is read, some is read, or an error comes', async () => {
    const files = { 'a.log': 'x\n'.repeat(200_000), 'b.gz': gzipSync('y\n'.repeat(200_000)), 'c.log': 'z\n' };
    const cwd = folderWith({ ...files, 'd.zip': zipBytes([{ name: 'e.log', data: Buffer.alloc(300_000, 'e') }]) });
    const stop = async () => {
      for await (const source of openInputs(['.'], { cwd })) {
        await source.parts[0]?.open().read(Buffer.alloc(10), 0);
        if (source.path.endsWith('e.log')) throw new Error('stop');
      }
    };
    await expect(stop()).rejects.toThrow('stop');
    // The archive's file is closed in the background: other file operations give it its turn.
    const open = () => (existsSync('/proc/self/fd') ? openFilesUnder(cwd) : []);
    for (let turn = 0; turn < 1000 && open().length > 0; turn++) await stat(cwd);
    expect(open()).toEqual([]);
  });

  it('opens a part only once', async () => {
    const cwd = folderWith({ 'a.log': 'a\n' });
    for await (const { parts } of openInputs(['a.log'], { cwd })) {
      parts[0]?.open();
      expect(() => parts[0]?.open()).toThrow('a second time');
    }
  });
});

/** Paths under `folder` that this process holds open (Linux). */
function openFilesUnder(folder: string): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const target = readlinkSync(join('/proc/self/fd', fd));
      return target.startsWith(folder) ? [target] : [];
    } catch {
      return [];
    }
  });
}
