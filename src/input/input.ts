import type { Readable } from 'node:stream';
import type { Encoding } from './decode.js';
import { type Discovered, discover } from './discover.js';
import { openFile } from './open.js';
import type { InputPart } from './part.js';
import { fileProblem, type InputProblem } from './problem.js';
import { groupRotations } from './rotation.js';
import { openStream, pipeStream } from './stdin.js';
import { sumKnown } from './sum-known.js';
import { ZipArchive, type ZipOptions } from './zip.js';

/** One logical log: a file, a zip member, standard input, or the rotated files of one log; or a problem. */
export interface InputSource {
  /** Shown path; of rotated files that of the current one. */
  readonly path: string;
  /** Not yet in order when there are several: see `orderRotated`, which needs the times that a format finds in them. */
  readonly parts: readonly InputPart[];
  /** Unpacked bytes, when known before reading. */
  readonly bytes: number | undefined;
  /** Bytes of the files as they lie there, when known: the total for a progress display. */
  readonly storedBytes: number | undefined;
  readonly encoding: Encoding;
  /** All parts are binary. */
  readonly binary: boolean;
  /** All parts are empty. */
  readonly empty: boolean;
  /** Why there is nothing to read; `parts` is then empty. */
  readonly problem?: InputProblem;
}

export interface InputOptions extends ZipOptions {
  /** Folder that relative paths start from. */
  readonly cwd: string;
  /** What `-` reads. */
  readonly stdin?: Readable;
}

type File = Extract<Discovered, { kind: 'file' }>;

/** The files that may be one log, or a zip file of several logs. Plain data: another thread can open it. */
export interface FileGroup {
  readonly kind: 'files';
  /** Shown path of the log: that of its file, without a rotation number. It is the same whichever parts are there. */
  readonly path: string;
  readonly files: readonly { readonly item: File; readonly number: number | undefined }[];
}

/** What is opened in one piece. */
export type InputGroup = FileGroup | Exclude<Discovered, File>;

/** Finds what the user's arguments lead to, in a fixed order, and opens nothing yet. */
export async function findInputs(
  args: readonly string[],
  options: Pick<InputOptions, 'cwd'>,
): Promise<readonly InputGroup[]> {
  const found = await discover(args, options);
  const files = found.filter((entry): entry is File => entry.kind === 'file');
  const groups = new Map(groupRotations(files, folderOf, nameOf).map((group) => [group.files[0]?.item, group]));
  return found.flatMap((entry): InputGroup[] => {
    if (entry.kind !== 'file') return [entry];
    const group = groups.get(entry);
    // The other files of a group stand with its first.
    if (group === undefined) return [];
    const { path } = entry;
    const name = nameOf(entry);
    const folder = path.endsWith(name) ? path.slice(0, path.length - name.length) : '';
    return [{ kind: 'files', path: `${folder}${group.base}`, files: group.files }];
  });
}

/**
 * Opens what the user's arguments lead to, one source at a time and in a fixed order. A source is closed when the next
 * one is asked for and when the loop is left, also by an error. What cannot be read is a source with a `problem`.
 */
export async function* openInputs(args: readonly string[], options: InputOptions): AsyncGenerator<InputSource, void> {
  for (const group of await findInputs(args, options)) yield* openGroup(group, options);
}

/** The sources of one group, as `openInputs` gives those of all. */
export async function* openGroup(group: InputGroup, options: InputOptions): AsyncGenerator<InputSource, void> {
  if (group.kind === 'problem') yield problemSource(group.path, group.problem);
  else if (group.kind === 'files') yield* openFiles(group.files, options);
  else yield* openOnce(group, options);
}

/** Files of one group; a zip file or an unreadable file among them stands for itself. */
async function* openFiles(files: FileGroup['files'], options: InputOptions): AsyncGenerator<InputSource, void> {
  const parts: InputPart[] = [];
  const archives: { archive: ZipArchive; path: string }[] = [];
  try {
    for (const { item, number } of files) {
      const content = await openFile(item, number, options);
      if (content.kind === 'part') parts.push(content.part);
      else if (content.kind === 'zip') archives.push({ archive: content.archive, path: item.path });
      else yield problemSource(item.path, content.problem);
    }
    if (parts.length > 0) yield partsSource(parts);
    for (const { archive, path } of archives) yield* openMembers(archive, path);
  } finally {
    await closeAll(parts);
    for (const { archive } of archives) archive.close();
  }
}

async function* openMembers(archive: ZipArchive, path: string): AsyncGenerator<InputSource, void> {
  const groups = groupRotations(
    archive.members,
    (member) => member.folder,
    (member) => member.name,
  );
  for (const group of groups) {
    const parts: InputPart[] = [];
    try {
      for (const { item, number } of group.files) {
        const part = await archive.part(item, number);
        if ('code' in part) yield problemSource(item.path, part);
        else parts.push(part);
      }
      if (parts.length > 0) yield partsSource(parts);
    } finally {
      await closeAll(parts);
    }
  }
  if (archive.problem !== undefined) yield problemSource(path, archive.problem);
}

async function* openOnce(
  entry: Extract<Discovered, { kind: 'stdin' | 'pipe' }>,
  options: InputOptions,
): AsyncGenerator<InputSource, void> {
  const stream = entry.kind === 'pipe' ? pipeStream(entry.file) : options.stdin;
  if (stream === undefined) {
    const message = 'There is no standard input to read. Give the path of a file.';
    yield problemSource(entry.path, { code: 'no-stdin', message });
    return;
  }
  try {
    const content = await openStream(entry.path, stream).catch((error: unknown) => {
      return { kind: 'problem' as const, problem: fileProblem(entry.path, error) };
    });
    if (content.kind === 'problem') yield problemSource(entry.path, content.problem);
    else if (content.kind === 'part') yield partsSource([content.part]);
    else {
      const archive = await ZipArchive.open(entry.path, content.bytes, content.bytes.length, options);
      if (archive instanceof ZipArchive) yield* openMembers(archive, entry.path);
      else yield problemSource(entry.path, archive);
    }
  } finally {
    stream.destroy();
  }
}

function partsSource(parts: readonly InputPart[]): InputSource {
  const current = parts.find((part) => part.number === undefined) ?? parts[0];
  const path = current?.path ?? '';
  const onlyDamage = parts.find((part) => part.damage !== undefined && part.head.bytes.length === 0);
  if (parts.length === 1 && onlyDamage?.damage !== undefined) {
    const message = `Nothing of ${path} can be read. ${onlyDamage.damage.reason} Get the file again.`;
    return problemSource(path, { code: 'damaged', message });
  }
  return {
    path,
    parts,
    bytes: sumKnown(parts.map((part) => part.bytes)),
    storedBytes: sumKnown(parts.map((part) => part.storedBytes)),
    encoding: current?.encoding ?? 'utf-8',
    binary: parts.every((part) => part.binary),
    empty: parts.every((part) => part.empty),
  };
}

function problemSource(path: string, problem: InputProblem): InputSource {
  const nothing = { parts: [], bytes: undefined, storedBytes: undefined };
  return { path, ...nothing, encoding: 'utf-8', binary: false, empty: false, problem };
}

async function closeAll(parts: readonly InputPart[]): Promise<void> {
  for (const part of parts) await part.close();
}

function folderOf(file: File): string {
  return file.file.slice(0, file.file.length - nameOf(file).length);
}

function nameOf(file: File): string {
  return file.file.slice(Math.max(file.file.lastIndexOf('/'), file.file.lastIndexOf('\\')) + 1);
}
