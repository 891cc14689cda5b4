import { fstatSync, statSync, writeSync } from 'node:fs';
import { UsageError } from '../model/usage-error.js';

/** Standard output or standard error. Loading a stream for a pipe or a file takes longer than writing a report to it. */
export class StandardStream {
  #written: NodeJS.WriteStream | undefined;

  constructor(
    private readonly descriptor: number,
    private readonly stream: () => NodeJS.WriteStream,
  ) {}

  /** The terminal that it is, if it is one. */
  get terminal(): NodeJS.WriteStream | undefined {
    if (!mayBeTerminal(this.descriptor)) return undefined;
    const stream = this.#open();
    return stream.isTTY === true ? stream : undefined;
  }

  write(text: string): void {
    const left = this.#written === undefined ? this.#writeAtOnce(text) : text;
    if (left !== undefined) this.#open().write(left);
  }

  /** What could not be written, because whoever reads is not ready or has gone: both are known to streams. */
  #writeAtOnce(text: string): string | Buffer | undefined {
    let done = 0;
    try {
      // As text it is written from where it becomes bytes; a buffer would be one more copy, which waits to be collected.
      done = writeSync(this.descriptor, text);
      if (done === Buffer.byteLength(text)) return undefined;
      const bytes = Buffer.from(text);
      while (done < bytes.length) done += writeSync(this.descriptor, bytes, done);
    } catch {
      return done === 0 ? text : Buffer.from(text).subarray(done);
    }
    return undefined;
  }

  #open(): NodeJS.WriteStream {
    if (this.#written === undefined) {
      this.#written = this.stream();
      // A reader that closes early (`| head`) is no error of ours, and changes nothing about the exit status.
      this.#written.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'EPIPE') return;
        const name = this.descriptor === 1 ? 'standard output' : 'standard error';
        throw new UsageError(`cannot write ${name}: ${error.message}`);
      });
    }
    return this.#written;
  }
}

/** Where nothing of what is written is kept; on Windows it is no file. */
const NULL_DEVICE = '/dev/null';

/** True for devices that take characters, but for the one that scripts throw output away with. */
function mayBeTerminal(descriptor: number): boolean {
  try {
    const device = fstatSync(descriptor);
    return device.isCharacterDevice() && device.rdev !== statSync(NULL_DEVICE, { throwIfNoEntry: false })?.rdev;
  } catch {
    // Closed by whoever started the program.
    return false;
  }
}
