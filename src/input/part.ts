import type { ByteReader, Head, SourcePart } from '../formats/format.js';
import { DamagedInputError } from './damage.js';
import { type Detected, decodeHead, detectEncoding, type Encoding } from './decode.js';
import type { ExpansionOptions } from './expansion.js';
import { gzipReader, isGzip } from './gzip.js';
import { isPadded, PaddedReader } from './padding.js';
import { type ClosableReader, type RawReader, ReplayReader, readFully } from './readers.js';
import { type MappedReader, SkipReader, TranscodingReader } from './transcode.js';

/** Bytes of a source that recognition looks at. */
const HEAD_BYTES = 64 * 1024;

/** A part with what the input stage knows beyond the reader's contract. */
export interface InputPart extends SourcePart {
  readonly encoding: Encoding;
  readonly binary: boolean;
  readonly empty: boolean;
  /** Rotation number; undefined for the current file. */
  readonly number: number | undefined;
  /** Unpacked bytes, when known before reading. */
  readonly bytes: number | undefined;
  /** Bytes of the file as it lies there, when known: the total that `position` runs up to. */
  readonly storedBytes: number | undefined;
  /** Damage that is seen in the head already. */
  readonly damage: DamagedInputError | undefined;
  /** Stored (compressed) bytes read so far; undefined when the reader does not tell. */
  position(): number | undefined;
  /** Gives back what the part holds open; may be called more than once. */
  close(): Promise<void>;
}

export interface PartOptions {
  /** Shown path. */
  readonly path: string;
  /** File name without folder. */
  readonly name: string;
  /** Opens the unpacked bytes from the beginning. */
  readonly open: () => RawReader;
  /** True when `open` works only once: the head is then replayed. */
  readonly once?: boolean;
  readonly modified?: number | undefined;
  readonly bytes?: number | undefined;
  readonly storedBytes?: number | undefined;
  readonly number?: number | undefined;
  /** How far what is packed within the source may expand. */
  readonly expansion?: ExpansionOptions | undefined;
}

/** Gzip data within gzip data are unpacked so often: a server packs what was packed already. */
const MOST_LAYERS = 2;

/** Reads the head of a source, finds its encoding, and makes it a part that can be opened. */
export async function makePart(options: PartOptions, layers = 0): Promise<InputPart> {
  const first = options.open();
  const buffer = Buffer.allocUnsafe(HEAD_BYTES + 1);
  let size = 0;
  let damage: DamagedInputError | undefined;
  try {
    size = await readFully(
      countInto(first, (count) => (size += count)),
      buffer,
      HEAD_BYTES + 1,
    );
  } catch (error) {
    await first.close();
    if (!(error instanceof DamagedInputError)) throw error;
    damage = error;
  }
  if (options.once !== true) await first.close();
  const complete = size <= HEAD_BYTES;
  const bytes = Buffer.from(buffer.subarray(0, Math.min(size, HEAD_BYTES)));
  const start = (): RawReader => {
    if (options.once !== true) return options.open();
    return new ReplayReader(Buffer.from(buffer.subarray(0, size)), first);
  };
  if (isPadded(bytes)) return makePart({ ...options, open: () => new PaddedReader(start()) }, layers);
  if (isGzip(bytes) && layers < MOST_LAYERS) return makePart(unpacked(options, start), layers + 1);
  const detected = detectEncoding(bytes);
  return new Part(options, makeHead(options.name, bytes, detected, complete), detected, damage, start);
}

/** What is packed within a source: of the size of the file, its expansion is judged as a whole. */
function unpacked(options: PartOptions, open: () => RawReader): PartOptions {
  const { storedBytes, once, expansion } = options;
  const packed = storedBytes === undefined ? {} : { packedBytes: storedBytes };
  const limits = { ...packed, ...(expansion === undefined ? {} : { expansion }) };
  const reader = () => gzipReader(open, { reopenable: once !== true, ...limits });
  return { ...options, open: reader, bytes: undefined };
}

/** Counts what is read even if a later read fails. */
function countInto(reader: ByteReader, add: (count: number) => void): ByteReader {
  return {
    async read(target, at) {
      const count = await reader.read(target, at);
      add(count);
      return count;
    },
  };
}

function makeHead(name: string, bytes: Buffer, detected: Detected, complete: boolean): Head {
  const text = decodeHead(bytes, detected, complete);
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  // After the last LF nothing, or the start of a line that goes on behind the head.
  if (lines.length > 1 && (!complete || lines.at(-1) === '')) lines.pop();
  if (text === '') lines.pop();
  return { name, bytes, text, lines, complete };
}

class Part implements InputPart {
  readonly path: string;
  readonly modified?: number;
  readonly encoding: Encoding;
  readonly binary: boolean;
  readonly empty: boolean;
  readonly number: number | undefined;
  readonly bytes: number | undefined;
  readonly storedBytes: number | undefined;
  private readonly once: boolean;
  private raw: RawReader | undefined;
  private text: ClosableReader | MappedReader | undefined;

  constructor(
    options: PartOptions,
    readonly head: Head,
    private readonly detected: Detected,
    readonly damage: DamagedInputError | undefined,
    private readonly start: () => RawReader,
  ) {
    this.path = options.path;
    this.once = options.once === true;
    if (options.modified !== undefined) this.modified = options.modified;
    this.encoding = detected.encoding;
    this.binary = detected.binary;
    this.empty = head.complete && head.bytes.length === 0 && damage === undefined;
    this.number = options.number;
    this.bytes = options.bytes;
    this.storedBytes = options.storedBytes;
  }

  open(): ByteReader {
    if (this.raw !== undefined) throw new Error(`${this.path} is opened a second time.`);
    const { encoding, bom } = this.detected;
    this.raw = this.start();
    if (encoding !== 'utf-8') this.text = new TranscodingReader(this.raw, encoding, bom);
    else this.text = bom === 0 ? this.raw : new SkipReader(this.raw, bom);
    return this.text;
  }

  originalOffset(offset: number): number {
    const skipped = this.raw?.skipped ?? 0;
    if (this.text !== undefined && 'originalOffset' in this.text) return skipped + this.text.originalOffset(offset);
    return skipped + offset + this.detected.bom;
  }

  position(): number | undefined {
    return this.raw?.position;
  }

  async close(): Promise<void> {
    // A stream that can be read only once is open from the head on, even if nobody opens the part.
    if (this.raw === undefined && this.once) this.raw = this.start();
    await this.raw?.close();
  }
}
