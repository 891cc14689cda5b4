import type { ByteReader } from '../../src/formats/format.js';

/** A source that delivers at most `chunk` bytes a call, and fails after the last one when `failure` is given. */
export function memoryReader(bytes: Buffer, chunk = 65_536, failure?: Error): ByteReader {
  let position = 0;
  return {
    async read(target, at) {
      const end = Math.min(position + chunk, position + target.length - at, bytes.length);
      const copied = bytes.copy(target, at, position, end);
      position += copied;
      if (copied === 0 && failure !== undefined) throw failure;
      return copied;
    },
  };
}
