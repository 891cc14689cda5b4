import { constants, createInflateRaw } from 'node:zlib';
import type { InputWindow } from './window.js';

/** Compressed bytes handed to zlib at a time. */
const PIECE = 64 * 1024;
/** zlib drops what it unpacked from a piece with an error in it: small pieces near the error lose nearly nothing. */
const CAREFUL_PIECE = 16;
const CHUNK = 256 * 1024;

/** The deflate data are not valid. `position` is the compressed byte from which a careful second pass has to go in small steps. */
export class CorruptDeflateError extends Error {
  override readonly name = 'CorruptDeflateError';

  constructor(readonly position: number) {
    super('The compressed data are not valid.');
  }
}

/**
 * Unpacks one raw deflate stream that starts where `window` stands and leaves `window` at the first byte after it.
 * Ends without an error when the input ends early: the caller sees it by what should follow (trailer, sizes).
 *
 * @param carefulFrom compressed position from which pieces of 16 bytes are used; Infinity for a first pass
 * @throws CorruptDeflateError
 */
export async function* inflateRaw(window: InputWindow, carefulFrom: number): AsyncGenerator<Buffer, void> {
  const zlib = createInflateRaw({ chunkSize: CHUNK, finishFlush: constants.Z_SYNC_FLUSH });
  const bell = new Bell();
  let ended = false;
  let failed = false;
  /** Size of the piece that zlib works on; 0 when it waits for one, -1 when it gets no more. */
  let writing = 0;
  let consumed = 0;
  const ring = () => bell.ring();
  zlib.on('readable', ring);
  zlib.on('end', () => {
    ended = true;
    ring();
  });
  zlib.on('error', () => {
    failed = true;
    ring();
  });
  const take = () => {
    window.consume(zlib.bytesWritten - consumed);
    consumed = zlib.bytesWritten;
  };
  const written = (size: number) => {
    const before = consumed;
    take();
    // zlib confirms the piece in which the deflate data end although it took only a part of it: it wants no more.
    writing = consumed - before < size ? -1 : 0;
    ring();
  };
  try {
    for (;;) {
      const chunk: Buffer | null = failed ? null : zlib.read();
      if (chunk !== null) {
        yield chunk;
        continue;
      }
      if (failed) throw new CorruptDeflateError(window.position);
      if (ended) break;
      if (writing === 0 && (window.available > 0 || (await window.more()))) {
        const size = Math.min(window.available, pieceSize(window.position, carefulFrom));
        writing = size;
        zlib.write(window.peek(size), (error) => {
          if (!error && !ended) written(size);
        });
      } else if (writing === 0) {
        writing = -1;
        zlib.end();
      } else {
        await bell.wait();
      }
    }
    // The last piece may end without a confirmation, too.
    take();
  } finally {
    zlib.destroy();
  }
}

function pieceSize(position: number, carefulFrom: number): number {
  if (position >= carefulFrom) return CAREFUL_PIECE;
  return Math.min(PIECE, carefulFrom - position);
}

/** Lets a loop wait for the next of several events without missing one that came before. */
class Bell {
  private rung = false;
  private wake: (() => void) | undefined;

  ring(): void {
    this.rung = true;
    this.wake?.();
  }

  async wait(): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      this.wake = undefined;
    }
    this.rung = false;
  }
}
