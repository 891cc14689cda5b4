/** What a template yields: absent when a group did not take part or a filter could not make sense of the text. */
export type TemplateValue = string | number | boolean | undefined;
/** What the groups of a message's expressions took, and what stands at its paths: by slot, see `compileMessage`. */
export type Values = readonly (string | undefined)[];
export type Template = (values: Values) => TemplateValue;
/** The slot of a group or a path. */
export type SlotOf = (name: string) => number;
export type Tables = Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;
type Filter = (value: string | number | boolean) => TemplateValue;

const number: Filter = (value) => {
  if (typeof value === 'number') return value;
  const parsed = Number(String(value).trim());
  return String(value).trim() !== '' && Number.isFinite(parsed) ? parsed : undefined;
};
const scaled =
  (factor: number): Filter =>
  (value) => {
    const parsed = number(value);
    // Division by the whole number keeps 0.07 from becoming 0.07000000000000001.
    return typeof parsed !== 'number' ? undefined : factor < 1 ? parsed / Math.round(1 / factor) : parsed * factor;
  };
const TRUE = new Set(['1', 'true', 'on', 'yes']);
const FALSE = new Set(['0', 'false', 'off', 'no']);

const FILTERS: ReadonlyMap<string, Filter> = new Map([
  ['number', number],
  /** Milliseconds → seconds. */
  ['ms', scaled(0.001)],
  /** Per cent → share of one. */
  ['percent', scaled(0.01)],
  /** kbit/s → bit/s. */
  ['kbit', scaled(1000)],
  ['lower', (value) => String(value).toLowerCase()],
  ['trim', (value) => String(value).trim()],
  ['bool', (value) => (TRUE.has(String(value)) ? true : FALSE.has(String(value)) ? false : undefined)],
  /** Agora: an exception's recovery has the code of the exception plus 2000. */
  ['less-2000', (value) => (Number.isFinite(Number(value)) ? Number(value) - 2000 : undefined)],
  /** Negative numbers stand for "not measured" in statistics. */
  ['measured', (value) => (Number(value) >= 0 ? value : undefined)],
]);

/**
 * Compiles `{group}`, `{group|filter|table}` and text around them. One placeholder alone keeps the filter's type;
 * with text around it the result is a string. A table without the value yields nothing, or its `default`.
 * @throws Error naming an unknown filter.
 */
export function compileTemplate(source: string | number | boolean, tables: Tables, slotOf: SlotOf): Template {
  if (typeof source !== 'string') return () => source;
  const parts = source.split(/(\{[^}]*\})/).filter((part) => part !== '');
  const pieces = parts.map((part) =>
    part.startsWith('{') ? placeholder(part.slice(1, -1), tables, slotOf) : () => part,
  );
  const [only] = pieces;
  if (pieces.length === 1 && only) return only;
  return (values) => {
    let text = '';
    for (const piece of pieces) {
      const value = piece(values);
      if (value === undefined) return undefined;
      text += String(value);
    }
    return text;
  };
}

/** Compiles the filters after a metric name in a `scan` entry: `metric|filter`. */
export function compileFilters(names: readonly string[], tables: Tables): Filter {
  const filters = names.map((name) => findFilter(name, tables));
  return (value) => {
    let current: TemplateValue = value;
    for (const filter of filters) {
      if (current === undefined) return undefined;
      current = filter(current);
    }
    return current;
  };
}

/** Names of the groups that a template reads. */
export function groupsOf(source: string | number | boolean): string[] {
  if (typeof source !== 'string') return [];
  return [...source.matchAll(/\{([^}|]*)/g)].map((match) => match[1] ?? '');
}

function placeholder(text: string, tables: Tables, slotOf: SlotOf): Template {
  const [name = '', ...filters] = text.split('|');
  const filter = compileFilters(filters, tables);
  const slot = slotOf(name);
  return (values) => {
    const value = values[slot];
    return value === undefined ? undefined : filter(value);
  };
}

function findFilter(name: string, tables: Tables): Filter {
  const filter = FILTERS.get(name);
  if (filter) return filter;
  if (!Object.hasOwn(tables, name)) {
    throw new Error(`"${name}" is neither a filter (${[...FILTERS.keys()].join(', ')}) nor a table of this file.`);
  }
  const table = new Map(Object.entries(tables[name] ?? {}));
  return (value) => table.get(String(value)) ?? table.get('default');
}
