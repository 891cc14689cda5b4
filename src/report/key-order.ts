import type { JsonSchema } from './result-schema.js';

/** What a schema says of the order of keys. */
export interface KeyOrder {
  /** Places of the members that the schema names; it names none of a table (environment, totals). */
  readonly places: ReadonlyMap<string, number>;
  readonly members: ReadonlyMap<string, KeyOrder>;
  /** Of the items of a list. */
  readonly items: KeyOrder | undefined;
}

export function keyOrderOf(schema: JsonSchema): KeyOrder {
  const { properties = {}, items } = schema.anyOf?.find(({ type }) => type === 'object') ?? schema;
  const members = Object.entries(properties);
  return {
    places: new Map(members.map(([key], place) => [key, place])),
    members: new Map(members.map(([key, member]) => [key, keyOrderOf(member)])),
    items: items === undefined ? undefined : keyOrderOf(items),
  };
}

/**
 * The value with the keys of each object in the order of the schema, and after them those that it does not name, by name.
 * What is in order already is not copied: that is nearly all of a result, as it is built in that order.
 * @throws TypeError at a number that JSON does not have; see numberNotInJson
 */
export function inOrder(value: unknown, order: KeyOrder | undefined): unknown {
  if (isNotInJson(value)) throw new TypeError(`JSON has no ${value}.`);
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? itemsInOrder(value, order?.items) : membersInOrder(value, order);
}

function itemsInOrder(list: readonly unknown[], order: KeyOrder | undefined): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let place = 0; place < list.length; place++) {
    const ordered = inOrder(list[place], order);
    if (ordered === list[place]) continue;
    copy ??= [...list];
    copy[place] = ordered;
  }
  return copy ?? list;
}

function membersInOrder(value: object, order: KeyOrder | undefined): object {
  const keys = Object.keys(value);
  let isSame = areInOrder(keys, order);
  if (!isSame) keys.sort((a, b) => compareKeys(a, b, order));
  const members = keys.map((key) => {
    const member: unknown = Reflect.get(value, key);
    const ordered = inOrder(member, order?.members.get(key));
    isSame &&= ordered === member;
    return ordered;
  });
  if (isSame) return value;
  const copy: Record<string, unknown> = {};
  for (const [place, key] of keys.entries()) {
    // A name from a log such as __proto__ is a key like any other.
    if (key === '__proto__') Object.defineProperty(copy, key, { value: members[place], enumerable: true });
    else copy[key] = members[place];
  }
  return copy;
}

/** The keys of an object as the schema orders them, and after them those that it does not name, by name. */
export function keysInOrder(value: object, order: KeyOrder | undefined): string[] {
  return Object.keys(value).sort((a, b) => compareKeys(a, b, order));
}

function areInOrder(keys: readonly string[], order: KeyOrder | undefined): boolean {
  for (let place = 1; place < keys.length; place++) {
    if (compareKeys(keys[place - 1] ?? '', keys[place] ?? '', order) > 0) return false;
  }
  return true;
}

function compareKeys(a: string, b: string, order: KeyOrder | undefined): number {
  const [placeA, placeB] = [order?.places.get(a) ?? Number.MAX_VALUE, order?.places.get(b) ?? Number.MAX_VALUE];
  return placeA - placeB || (a < b ? -1 : Number(a > b));
}

/** Where in the value the first number is that JSON does not have, and which: `.measured.value is NaN`. */
export function numberNotInJson(value: unknown): string | undefined {
  if (isNotInJson(value)) return ` is ${value}`;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const place = numberNotInJson(member);
    if (place !== undefined) return `${Array.isArray(value) ? `[${key}]` : `.${key}`}${place}`;
  }
  return undefined;
}

function isNotInJson(value: unknown): value is number {
  return typeof value === 'number' && !Number.isFinite(value);
}
