/** A file name taken apart: `agorasdk_2.log` is number 2 of `agorasdk.log`. */
export interface RotatedName {
  /** Name without the number. */
  readonly base: string;
  /** Undefined for the file that is still written to. */
  readonly number: number | undefined;
  /** `suffix`: `x.log.1`, made by log rotation only; `stem`: `x_1.log`, `x.1.log`, which may also be two calls. */
  readonly style: 'none' | 'suffix' | 'stem';
}

/** Names of logs that an SDK rotates by itself: numbered ones belong together even without the current file. */
const SDK_BASES = /^(agorasdk|agoraapi|agora-rtc|agora-iris|agora_sdk|agora_api)\.log$/i;

/** Takes a rotation number out of a name (no folder); `.gz` at the end is ignored. Longer numbers are dates or ids. */
export function rotatedName(name: string): RotatedName {
  const plain = name.replace(/\.gz$/i, '');
  const suffix = /^(.+\.(?:log|txt))\.(\d{1,3})$/i.exec(plain);
  if (suffix?.[1] !== undefined) return { base: suffix[1], number: Number(suffix[2]), style: 'suffix' };
  const stem = /^(.+)[._](\d{1,3})\.log$/i.exec(plain);
  if (stem?.[1] !== undefined) return { base: `${stem[1]}.log`, number: Number(stem[2]), style: 'stem' };
  return { base: plain, number: undefined, style: 'none' };
}

export interface RotationGroup<T> {
  /** Name without a number; the group's name when the file itself is missing. */
  readonly base: string;
  readonly files: readonly { readonly item: T; readonly number: number | undefined }[];
}

/**
 * Proposes which files are the rotated parts of one log: same folder, same name but for the number. `x_1.log` and
 * `x_2.log` alone may be two calls, so this way of numbering counts only beside `x.log` or for an SDK's own names.
 * Groups stand where their first file stood; files that belong to no other are groups of one.
 *
 * @param folder gives an item's folder (with the zip file's path for a member), `name` its name in it
 */
export function groupRotations<T>(
  items: readonly T[],
  folder: (item: T) => string,
  name: (item: T) => string,
): RotationGroup<T>[] {
  const present = new Set(items.map((item) => key(folder(item), name(item))));
  const current = new Set<string>();
  for (const item of items) {
    const { base, number } = rotatedName(name(item));
    if (number === undefined) current.add(key(folder(item), base));
  }
  const groups = new Map<string, { base: string; files: { item: T; number: number | undefined }[] }>();
  for (const item of items) {
    const { base, number, style } = rotatedName(name(item));
    const where = key(folder(item), base);
    // Beside `x.log`, `x.log.gz` is a packed copy of it, not another part; a number that comes twice is a copy too.
    const copy = number === undefined && name(item) !== base && present.has(where);
    const rotated = number === undefined || style === 'suffix' || current.has(where) || SDK_BASES.test(base);
    const taken = groups.get(where)?.files.some((file) => file.number === number) ?? false;
    if (copy || !rotated || taken) {
      groups.set(key(folder(item), `copy ${name(item)}`), { base: name(item), files: [{ item, number: undefined }] });
      continue;
    }
    const group = groups.get(where) ?? { base, files: [] };
    group.files.push({ item, number });
    groups.set(where, group);
  }
  return [...groups.values()];
}

/**
 * Orders the parts of one log, oldest first: by the time of their first record when every part has one, otherwise by
 * number (the higher the older) with the un-numbered file last.
 *
 * @param parts numbers from `groupRotations`, `time` in ms from the format's reader
 */
export function orderRotated<T extends { readonly number: number | undefined; readonly time: number | undefined }>(
  parts: readonly T[],
): T[] {
  const timed = parts.every((part) => part.time !== undefined);
  const age = (part: T) => part.number ?? -1;
  return [...parts].sort((a, b) => (timed ? (a.time ?? 0) - (b.time ?? 0) : 0) || age(b) - age(a));
}

function key(folder: string, base: string): string {
  return `${folder}\0${base}`;
}
