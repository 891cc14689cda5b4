import type { TriageResult } from '../model/result.js';
import { inOrder, type KeyOrder, keyOrderOf, keysInOrder, numberNotInJson } from './key-order.js';
import { resultJsonSchema } from './result-schema.js';

/** Characters that a piece of a list should have: many small ones take time to write, large ones memory. */
const PIECE = 1 << 16;
/** Items in the first piece of a list; by its length the next ones are chosen. */
const FIRST_ITEMS = 16;

/** The result as JSON: keys in the order of the schema, indented by two, with a newline at the end. */
export function json(result: TriageResult): string {
  return [...jsonParts(result)].join('');
}

/**
 * The same piece by piece, some items of the result's lists at a time: a log of 2000 connections has 300,000 checks and
 * 100 MB of JSON, which in one piece would take several times as much memory as reading the log did.
 */
export function* jsonParts({ partial, ...result }: TriageResult): Generator<string> {
  const order = keyOrderOf(resultJsonSchema());
  let before = '{\n';
  for (const key of keysInOrder(result, order)) {
    yield `${before}  ${JSON.stringify(key)}: `;
    yield* memberParts(Reflect.get(result, key), order.members.get(key), `result.${key}`);
    before = ',\n';
  }
  // For a program, not for eyes: one line, which is a third of the length.
  if (partial !== undefined) yield `${before}  "partial": ${JSON.stringify(partial)}`;
  yield '\n}\n';
}

function* memberParts(value: unknown, order: KeyOrder | undefined, path: string): Generator<string> {
  if (!Array.isArray(value) || value.length === 0) {
    yield indented(writable(value, order, path));
    return;
  }
  let items: unknown[] = value.slice(0, FIRST_ITEMS);
  for (let done = 0; done < value.length; ) {
    const ordered = items.map((item, place) => writable(item, order?.items, `${path}[${done + place}]`));
    // Without the brackets: they belong to the whole list.
    const text = indented(ordered).slice('['.length, -'\n  ]'.length);
    yield `${done === 0 ? '[' : ','}${text}`;
    done += items.length;
    items = value.slice(done, done + Math.max(1, Math.round((items.length * PIECE) / text.length)));
  }
  yield '\n  ]';
}

/** The text of a member of the result. JSON.stringify indents far faster than its text is indented afterwards. */
function indented(value: unknown): string {
  return JSON.stringify([value], undefined, 2).slice('[\n  '.length, -'\n]'.length);
}

/**
 * The value in the order of the schema. A number that JSON does not have is a bug of whoever made the result, and is
 * reported rather than written as null.
 */
function writable(value: unknown, order: KeyOrder | undefined, path: string): unknown {
  try {
    return inOrder(value, order);
  } catch (error) {
    const place = numberNotInJson(value);
    if (place === undefined) throw error;
    throw new TypeError(`The result is not valid: ${path}${place}. Please report this with the log's format.`);
  }
}
