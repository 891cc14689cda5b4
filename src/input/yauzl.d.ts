/** The part of yauzl 3 that is used here; the package brings no types. */
declare module 'yauzl' {
  import type { Readable } from 'node:stream';

  export interface Entry {
    readonly fileNameRaw: Buffer;
    readonly generalPurposeBitFlag: number;
    readonly extraFields: readonly { readonly id: number; readonly data: Buffer }[];
    readonly compressionMethod: number;
    readonly compressedSize: number;
    readonly uncompressedSize: number;
    readonly crc32: number;
    isEncrypted(): boolean;
    getLastModDate(): Date;
  }

  export interface ZipFile {
    eachEntry(): AsyncIterableIterator<Entry>;
    openReadStreamPromise(entry: Entry, options: { decodeFileData: boolean }): Promise<Readable>;
    close(): void;
  }

  export interface Options {
    readonly autoClose: boolean;
    readonly decodeStrings: boolean;
    readonly validateEntrySizes: boolean;
  }

  const yauzl: {
    openPromise(path: string, options: Options): Promise<ZipFile>;
    fromBufferPromise(buffer: Buffer, options: Options): Promise<ZipFile>;
    getFileNameLowLevel(flags: number, raw: Buffer, extra: Entry['extraFields'], strict: boolean): string;
  };
  export default yauzl;
}
