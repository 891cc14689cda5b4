import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string | Buffer;
  readonly data: Buffer;
  /** 8 (deflate) by default; any other number stores the bytes as they are and only says so. */
  readonly method?: number;
  /** Sets the flag of a password-protected member. */
  readonly encrypted?: boolean;
  /** Packed bytes to use instead of the right ones. */
  readonly packed?: Buffer;
  readonly crc?: number;
}

/** Writes the bytes of a zip file by hand (APPNOTE.TXT 4.3), also of kinds that no honest tool would make. */
export function zipBytes(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = typeof entry.name === 'string' ? Buffer.from(entry.name) : entry.name;
    const method = entry.method ?? 8;
    const packed = entry.packed ?? (method === 8 ? deflateRawSync(entry.data) : entry.data);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE((entry.encrypted ? 1 : 0) | (typeof entry.name === 'string' ? 0x800 : 0), 2);
    shared.writeUInt16LE(method, 4);
    // 2024-05-06 07:08:10 in MS-DOS form.
    shared.writeUInt16LE((7 << 11) | (8 << 5) | 5, 6);
    shared.writeUInt16LE(((2024 - 1980) << 9) | (5 << 5) | 6, 8);
    shared.writeUInt32LE(entry.crc ?? crc32(entry.data), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(entry.data.length, 18);
    shared.writeUInt16LE(name.length, 22);
    locals.push(Buffer.from('PK\x03\x04'), shared, name, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), shared, tail, name);
    offset += 30 + name.length + packed.length;
  }
  const contents = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length % 65536, 8);
  end.writeUInt16LE(entries.length % 65536, 10);
  end.writeUInt32LE(contents.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, contents, end]);
}
