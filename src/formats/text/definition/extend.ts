type Raw = Readonly<Record<string, unknown>>;

/** Lists of which the completing definition's entries come before those of the base. */
const JOINED = ['record', 'wrappers', 'tags', 'ignore', 'include'] as const;
/** Lists whose entries have names: the same name replaces. */
const NAMED = ['messages', 'secrets'] as const;
/** Objects whose members are taken one by one. */
const MEMBERS = ['tables', 'clock', 'json', 'connection', 'recognise', 'multiline'] as const;

/**
 * A definition that completes another one: everything of the base holds, its own entries come first, and what has the
 * same name as an entry of the base stands in its place.
 * @param base the value of the other definition's YAML, unchecked
 * @param own the value of the completing definition's YAML, unchecked
 */
export function extendDefinition(base: Raw, own: Raw): Raw {
  const merged: Record<string, unknown> = { ...base, ...own };
  for (const key of JOINED) {
    const entries = [...listOf(own[key]), ...listOf(base[key])];
    if (entries.length > 0) merged[key] = [...new Set(entries)];
  }
  for (const key of NAMED) {
    const names = new Set(listOf(own[key]).map(nameOf));
    const entries = [...listOf(own[key]), ...listOf(base[key]).filter((entry) => !names.has(nameOf(entry)))];
    if (entries.length > 0) merged[key] = entries;
  }
  for (const key of MEMBERS) {
    if (isRaw(base[key]) && isRaw(own[key])) merged[key] = { ...base[key], ...own[key] };
  }
  return merged;
}

export function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function nameOf(entry: unknown): unknown {
  return isRaw(entry) ? entry.name : entry;
}
