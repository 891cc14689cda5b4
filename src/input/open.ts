import { gzipReader, isGzip } from './gzip.js';
import { type InputPart, makePart } from './part.js';
import { fileProblem, type InputProblem } from './problem.js';
import { FileReader, type RawReader, readFully } from './readers.js';
import { ZipArchive, type ZipOptions } from './zip.js';
import { isZip } from './zip-names.js';

export interface FileToOpen {
  /** Shown path. */
  readonly path: string;
  /** Absolute path. */
  readonly file: string;
  readonly modified: number;
  readonly size: number;
}

/** What a file turned out to be, by its first bytes; its name proves nothing. */
export type FileContent =
  | { readonly kind: 'part'; readonly part: InputPart }
  | { readonly kind: 'zip'; readonly archive: ZipArchive }
  | { readonly kind: 'problem'; readonly problem: InputProblem };

/** Opens a plain file, a gzip file or a zip file. Errors of the file system become problems. */
export async function openFile(
  file: FileToOpen,
  number: number | undefined,
  options: ZipOptions = {},
): Promise<FileContent> {
  try {
    const magic = await readMagic(file.file);
    if (isZip(magic)) {
      const archive = await ZipArchive.open(file.path, file.file, file.size, options);
      return archive instanceof ZipArchive ? { kind: 'zip', archive } : { kind: 'problem', problem: archive };
    }
    const { path, modified, size } = file;
    const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    const plain = () => new FileReader(file.file);
    const expansion = options.expansion === undefined ? {} : { expansion: options.expansion };
    const packed = isGzip(magic);
    const open: () => RawReader = packed
      ? () => gzipReader(plain, { reopenable: true, packedBytes: size, ...expansion })
      : plain;
    const bytes = packed ? undefined : size;
    const part = await makePart({ path, name, open, modified, bytes, storedBytes: size, number, ...expansion });
    return { kind: 'part', part };
  } catch (error) {
    return { kind: 'problem', problem: fileProblem(file.path, error) };
  }
}

async function readMagic(file: string): Promise<Buffer> {
  const reader = new FileReader(file);
  const magic = Buffer.alloc(4);
  try {
    await readFully(reader, magic, magic.length);
  } finally {
    await reader.close();
  }
  return magic;
}
