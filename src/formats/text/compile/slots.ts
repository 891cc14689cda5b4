import type { Expression } from './expression.js';
import { compilePath, JSON_PATH, type JsonPath } from './json-path.js';
import type { Values } from './template.js';

/** What the line after a message may add. */
export interface Next {
  readonly expression: Expression;
  /** For each of its named groups its number and its slot: that of the message's group of the same name, or an own one. */
  readonly groups: readonly { readonly number: number; readonly slot: number }[];
}

/**
 * Where the values of a message's groups and paths stand: first the groups of its expression by their numbers, so that a
 * match serves as it is; then what only the next line has; then the paths, in the order in which templates name them.
 */
export class Slots {
  readonly next: Next | undefined;
  /** Slot of the first path. */
  readonly pathSlot: number;
  private readonly own: Map<string, number>;
  private readonly found = new Map<string, JsonPath>();

  constructor(expression: Expression, next: Expression | undefined) {
    this.own = new Map(expression.names);
    let free = expression.length;
    for (const name of next?.names.keys() ?? []) if (!this.own.has(name)) this.own.set(name, free++);
    this.pathSlot = free;
    this.next = next && {
      expression: next,
      groups: [...next.names].map(([name, number]) => ({ number, slot: this.own.get(name) ?? 0 })),
    };
  }

  get paths(): readonly JsonPath[] {
    return [...this.found.values()];
  }

  get names(): readonly string[] {
    return [...this.own.keys()];
  }

  /** Slot of a group, or of a path, which is taken up; undefined when the expressions have no such group. */
  of(name: string): number | undefined {
    if (!JSON_PATH.test(name)) return this.own.get(name);
    if (!this.found.has(name)) this.found.set(name, compilePath(name));
    return this.pathSlot + [...this.found.keys()].indexOf(name);
  }
}

/** The values of a match with those of the paths behind them. */
export function withPaths(match: Values, pathSlot: number, found: Values): Values {
  const values = match.slice(0, pathSlot);
  found.forEach((value, i) => {
    values[pathSlot + i] = value;
  });
  return values;
}

/** The values of a message completed by those of the line after it. */
export function withNext(values: Values, { groups }: Next, match: RegExpExecArray): Values {
  const all = [...values];
  for (const { number, slot } of groups) all[slot] = match[number];
  return all;
}
