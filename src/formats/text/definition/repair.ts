type Key = string | number;

/**
 * Takes a mistake out of the value of a definition, so that the next one can be found: what is wrong is replaced by
 * something valid of the same place, and lists keep their length, so that places still hold.
 * @param value the value of the YAML file; it is changed
 * @param path the place of the mistake
 * @param reason what was said of it
 * @returns false when nothing can be put in its place
 */
export function repair(value: unknown, path: readonly Key[], reason: string): boolean {
  if (!isObject(value)) return false;
  const unknown = unknownKeys(reason);
  if (unknown.length > 0) return remove(value, path);
  const [part, index] = path;
  if (part === 'messages' && typeof index === 'number') return repairMessage(value, index, path);
  if (part === 'tables' && path.length === 3) return remove(value, path);
  if (part === undefined) return false;
  const substitute = SUBSTITUTES[part];
  if (substitute === undefined) return false;
  const list = value[part];
  if (Array.isArray(list) && typeof index === 'number' && substitute.entry !== undefined)
    list[index] = substitute.entry;
  else if (JSON.stringify(list) === JSON.stringify(substitute.whole)) return false;
  else value[part] = structuredClone(substitute.whole);
  return true;
}

/** True for mistakes in what decides how all lines are read: the samples of messages say nothing then. */
export function concernsGrammar([part]: readonly Key[]): boolean {
  return part !== 'messages' && part !== 'secrets' && part !== 'title';
}

const SUBSTITUTES: Readonly<Record<string, { readonly whole: unknown; readonly entry?: unknown }>> = {
  id: { whole: 'unreadable' },
  title: { whole: 'unreadable' },
  record: { whole: ['(?<msg>.*)'], entry: '(?<msg>.*)' },
  wrappers: { whole: [], entry: 'native' },
  tags: { whole: [] },
  ignore: { whole: [] },
  include: { whole: [] },
  secrets: { whole: [] },
  tables: { whole: {} },
  clock: { whole: { date: 'order' } },
  recognise: { whole: {} },
  connection: { whole: {} },
  json: { whole: {} },
  multiline: { whole: {} },
  split: { whole: '\\u0000' },
};

function repairMessage(value: Record<string, unknown>, index: number, path: readonly Key[]): boolean {
  const messages = value.messages;
  if (!Array.isArray(messages)) return false;
  const [, , part, , inner] = path;
  const message: unknown = messages[index];
  if (isObject(message) && (part === 'pattern' || part === 'next') && typeof message[part] === 'string') {
    const groups = [...message[part].matchAll(/\(\?<(\w+)>/g)].map(([, name]) => `(?<${name}>)`).join('');
    const harmless = groups === '' ? '(?:)' : groups;
    if (message[part] !== harmless) {
      message[part] = harmless;
      return true;
    }
  }
  const given = isObject(message) && part === 'gives' && Array.isArray(message.gives) ? message.gives : undefined;
  const [, , , place] = path;
  if (
    given &&
    typeof place === 'number' &&
    (path.length <= 4 || inner !== 'fields') &&
    !isHarmless(given[place]) &&
    !KEYED.has(String(inner))
  ) {
    given[place] = { event: 'leave' };
    return true;
  }
  if (isObject(message) && part === 'contains' && Array.isArray(message.contains) && typeof place === 'number') {
    if (message.contains[place] !== UNREADABLE) {
      message.contains[place] = UNREADABLE;
      return true;
    }
  }
  const named = typeof inner === 'string' && KEYED.has(inner);
  if (part === 'gives' && named && path.length === 6 && remove(value, path)) return true;
  if (isObject(message) && message[UNREADABLE] === undefined && NEUTRAL.name !== message.name) {
    messages[index] = { ...NEUTRAL, name: `${NEUTRAL.name}-${index}` };
    return true;
  }
  return false;
}

const UNREADABLE = 'unreadable';
/** Parts of a record whose members are names with templates. */
const KEYED: ReadonlySet<string> = new Set(['fields', 'values', 'labels', 'scan']);

function isHarmless(record: unknown): boolean {
  return isObject(record) && record.event === 'leave' && Object.keys(record).length === 1;
}

const NEUTRAL = {
  name: UNREADABLE,
  contains: ['unreadable message'],
  where: { $: { exists: true } },
  gives: [{ event: 'leave' }],
};

function unknownKeys(reason: string): string[] {
  const list = /There is no key (?<keys>.*) here\.$/.exec(reason)?.groups?.keys ?? '';
  return [...list.matchAll(/"([^"]*)"/g)].map(([, key]) => key ?? '');
}

function remove(value: unknown, path: readonly Key[]): boolean {
  const parent = at(value, path.slice(0, -1));
  const key = path.at(-1);
  if (!isObject(parent) || key === undefined || !Object.hasOwn(parent, key)) return false;
  delete parent[key];
  return true;
}

function at(value: unknown, path: readonly Key[]): unknown {
  let current = value;
  for (const key of path) {
    if (Array.isArray(current) && typeof key === 'number') current = current[key];
    else if (isObject(current) && Object.hasOwn(current, key)) current = current[key];
    else return undefined;
  }
  return current;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
