import { type DamageCode, DamagedInputError } from './damage.js';
import type { ExpansionLimit } from './expansion.js';
import { CorruptDeflateError } from './inflate.js';
import type { ClosableReader } from './readers.js';
import { InputWindow } from './window.js';

/** Thrown inside an unpacker, which does not know how much has been delivered. */
export class UnpackError extends Error {
  override readonly name = 'UnpackError';

  constructor(
    readonly code: DamageCode,
    reason: string,
  ) {
    super(reason);
  }
}

/** Unpacks what `window` holds; throws UnpackError or CorruptDeflateError after the good bytes. */
export type Unpacker = (window: InputWindow, carefulFrom: number) => AsyncGenerator<Buffer, void>;

export interface UnpackOptions {
  /** False when `open` works only once (standard input): up to 256 KiB before corrupt data may then be lost. */
  readonly reopenable: boolean;
  readonly limit: ExpansionLimit;
}

/**
 * Delivers unpacked bytes. When the compressed data turn out to be corrupt, it unpacks them a second time in small
 * steps near the error, so that all good bytes are delivered before the DamagedInputError.
 */
export class UnpackReader implements ClosableReader {
  private window: InputWindow | undefined;
  private chunks: AsyncGenerator<Buffer, void> | undefined;
  private chunk: Buffer = Buffer.alloc(0);
  private delivered = 0;
  /** Bytes of a second pass that the first one has delivered already. */
  private skip = 0;
  private careful = false;
  private end: DamagedInputError | 'end' | undefined;

  constructor(
    private readonly open: () => ClosableReader,
    private readonly unpack: Unpacker,
    private readonly options: UnpackOptions,
  ) {}

  /** Compressed bytes taken so far. */
  get position(): number {
    return this.window?.position ?? 0;
  }

  async read(target: Buffer, at: number): Promise<number> {
    while (this.chunk.length === 0 && this.end === undefined) await this.next();
    if (this.chunk.length === 0) {
      if (this.end instanceof DamagedInputError) throw this.end;
      return 0;
    }
    const count = this.chunk.copy(target, at);
    this.chunk = this.chunk.subarray(count);
    this.delivered += count;
    return count;
  }

  async close(): Promise<void> {
    this.end ??= 'end';
    this.chunk = Buffer.alloc(0);
    await this.stop();
  }

  private async next(): Promise<void> {
    try {
      this.chunks ??= this.start(Number.POSITIVE_INFINITY);
      const { done, value } = await this.chunks.next();
      if (done) this.end = 'end';
      else this.accept(value);
    } catch (error) {
      if (error instanceof CorruptDeflateError && this.options.reopenable && !this.careful) {
        await this.stop();
        this.careful = true;
        this.skip = this.delivered;
        this.chunks = this.start(error.position);
        return;
      }
      this.end = this.damage(error);
    }
    if (this.end !== undefined) await this.stop();
  }

  private accept(value: Buffer): void {
    const skipped = Math.min(this.skip, value.length);
    this.skip -= skipped;
    const chunk = value.subarray(skipped);
    const reason = this.options.limit.add(chunk.length, this.position);
    if (reason === undefined) this.chunk = chunk;
    else this.end = new DamagedInputError('expansion-limit', this.delivered, reason);
  }

  /** Turns an unpacker's error into one with an offset; others (a disk error, a bug) are thrown on. */
  private damage(error: unknown): DamagedInputError {
    const source = this.window?.damage;
    if (error instanceof UnpackError) {
      return new DamagedInputError(error.code, this.delivered, source?.reason ?? error.message);
    }
    if (error instanceof CorruptDeflateError) {
      return new DamagedInputError('corrupt', this.delivered, 'The compressed data are damaged.');
    }
    throw error;
  }

  private start(carefulFrom: number): AsyncGenerator<Buffer, void> {
    this.window = new InputWindow(this.open());
    return this.unpack(this.window, carefulFrom);
  }

  private async stop(): Promise<void> {
    await this.chunks?.return();
    await this.window?.close();
  }
}
