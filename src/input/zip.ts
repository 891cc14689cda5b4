import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { isShortage } from '../model/shortage.js';
import { ExpansionLimit, type ExpansionOptions } from './expansion.js';
import { gzipReader, isGzip } from './gzip.js';
import { inflateRaw } from './inflate.js';
import { type InputPart, makePart } from './part.js';
import { fileProblem, type InputProblem } from './problem.js';
import { type ClosableReader, type RawReader, readFully, StreamReader } from './readers.js';
import { UnpackError, type Unpacker, UnpackReader } from './unpack.js';
import type { InputWindow } from './window.js';
import { escapeName, isSkippedMember, isZip, memberName } from './zip-names.js';

const STORED = 0;
const DEFLATED = 8;
const MAX_MEMBERS = 10_000;

export interface ZipOptions {
  /** Members looked at; default 10,000. */
  readonly maxMembers?: number;
  readonly expansion?: ExpansionOptions;
}

/** A file in a zip file. Names come from the archive: they are shown escaped and never used as paths on disk. */
export interface ZipMember {
  /** `bundle.zip:inner/name.log`, safe to show. */
  readonly path: string;
  /** Folder with the archive's path, for grouping. */
  readonly folder: string;
  readonly name: string;
  readonly entry: Entry;
}

/** An open zip file: its table of contents is read, members are opened one by one. Nothing is written to disk. */
export class ZipArchive {
  readonly members: ZipMember[] = [];
  /** Set when the table of contents could not be read to its end. */
  problem: InputProblem | undefined;
  private readonly limit: ExpansionLimit;

  private constructor(
    private readonly path: string,
    private readonly zip: ZipFile,
    size: number,
    private readonly options: ZipOptions,
  ) {
    this.limit = new ExpansionLimit(size, options.expansion);
  }

  /**
   * @param path shown path; `source` the file's path or the whole archive; `size` the archive's bytes
   * @returns the archive, or the problem when it is none
   */
  static async open(
    path: string,
    source: string | Buffer,
    size: number,
    options: ZipOptions = {},
  ): Promise<ZipArchive | InputProblem> {
    // Names are decoded here because the library gives up on the whole archive at the first hostile one.
    const settings = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
    try {
      const opened =
        typeof source === 'string' ? yauzl.openPromise(source, settings) : yauzl.fromBufferPromise(source, settings);
      const archive = new ZipArchive(path, await opened, size, options);
      await archive.readContents();
      return archive;
    } catch (error) {
      return broken(path, error);
    }
  }

  /** Reads a member's head; the member's bytes follow when the part is opened. */
  async part(member: ZipMember, number: number | undefined): Promise<InputPart | InputProblem> {
    const unreadable = this.unreadable(member);
    if (unreadable !== undefined) return unreadable;
    try {
      const magic = await this.magic(member);
      if (isZip(magic)) {
        const message = `${member.path} is a zip file inside a zip file. Unpack the outer one and give the inner one.`;
        return { code: 'nested-archive', message };
      }
      const packed = isGzip(magic);
      const plain = () => this.reader(member, this.limit);
      const open: () => RawReader = packed
        ? () => gzipReader(plain, { reopenable: true, ...this.gzipExpansion() })
        : plain;
      const { entry, path, name } = member;
      const bytes = packed ? undefined : entry.uncompressedSize;
      const storedBytes = packed ? entry.uncompressedSize : entry.compressedSize;
      const modified = modifiedTime(entry);
      return await makePart({ path, name, open, modified, bytes, storedBytes, number, ...this.gzipExpansion() });
    } catch (error) {
      return broken(member.path, error);
    }
  }

  close(): void {
    this.zip.close();
  }

  private async readContents(): Promise<void> {
    const maxMembers = this.options.maxMembers ?? MAX_MEMBERS;
    let seen = 0;
    try {
      for await (const entry of this.zip.eachEntry()) {
        if (++seen > maxMembers) {
          const message = `${this.path} holds more than ${maxMembers} files; the rest was not read. Pack the logs alone.`;
          this.problem = { code: 'too-many-members', message };
          return;
        }
        this.add(entry);
      }
    } catch (error) {
      this.problem = broken(this.path, error);
      return;
    }
    if (this.members.length === 0) {
      this.problem = { code: 'empty-zip', message: `${this.path} holds no files. Pack the logs again.` };
    }
  }

  private add(entry: Entry): void {
    const { fileNameRaw: raw, generalPurposeBitFlag: flags, extraFields } = entry;
    const full = memberName(raw, yauzl.getFileNameLowLevel(flags, raw, extraFields, false));
    if (isSkippedMember(full)) return;
    const path = `${this.path}:${escapeName(full)}`;
    const slash = full.lastIndexOf('/');
    const folder = `${this.path}:${full.slice(0, slash + 1)}`;
    this.members.push({ path, folder, name: escapeName(full.slice(slash + 1)), entry });
  }

  private unreadable(member: ZipMember): InputProblem | undefined {
    const { entry, path } = member;
    if (entry.isEncrypted()) {
      return { code: 'encrypted-member', message: `${path} is protected by a password. Unpack it and give the file.` };
    }
    if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
      const message = `${path} is packed with method ${entry.compressionMethod}, which is not supported. Unpack it and give the file.`;
      return { code: 'unsupported-member', message };
    }
    return undefined;
  }

  private async magic(member: ZipMember): Promise<Buffer> {
    const reader = this.reader(member, new ExpansionLimit(undefined));
    const bytes = Buffer.alloc(4);
    try {
      await readFully(reader, bytes, bytes.length);
    } catch {
      // Damage shows again, with its place, when the head is read.
    } finally {
      await reader.close();
    }
    return bytes;
  }

  private reader(member: ZipMember, limit: ExpansionLimit): UnpackReader {
    const { entry } = member;
    const packed = (): ClosableReader =>
      new StreamReader(() => this.zip.openReadStreamPromise(entry, { decodeFileData: false }));
    return new UnpackReader(packed, unpackMember(entry), { reopenable: true, limit });
  }

  private gzipExpansion(): { expansion?: ExpansionOptions } {
    return this.options.expansion === undefined ? {} : { expansion: this.options.expansion };
  }
}

function unpackMember(entry: Entry): Unpacker {
  return async function* unpack(window, carefulFrom) {
    const chunks = entry.compressionMethod === DEFLATED ? inflateRaw(window, carefulFrom) : stored(window);
    let crc = 0;
    let size = 0;
    for await (const chunk of chunks) {
      crc = crc32(chunk, crc);
      size += chunk.length;
      yield chunk;
    }
    if (size < entry.uncompressedSize) {
      throw new UnpackError(
        'truncated',
        `The zip member ends early: ${size} of ${entry.uncompressedSize} bytes are there.`,
      );
    }
    if (crc >>> 0 !== entry.crc32) {
      throw new UnpackError('checksum', 'The checksum of the zip member does not match; the file was changed.');
    }
  };
}

async function* stored(window: InputWindow): AsyncGenerator<Buffer, void> {
  while (window.available > 0 || (await window.more())) {
    const bytes = Buffer.from(window.peek(window.available));
    window.consume(bytes.length);
    yield bytes;
  }
}

function modifiedTime(entry: Entry): number | undefined {
  const time = entry.getLastModDate().getTime();
  return Number.isFinite(time) ? time : undefined;
}

function broken(path: string, error: unknown): InputProblem {
  if (isShortage(error)) return fileProblem(path, error);
  const detail = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
  const message = `${path} cannot be read as a zip file: ${escapeName(detail)}. It may be cut off; copy it again or unpack it.`;
  return { code: 'broken-zip', message };
}
