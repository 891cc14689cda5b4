/** One statistics object as a browser or a log prints it: nothing is known of its members yet. */
export type RawObject = Readonly<Record<string, unknown>>;

/** A raw statistics object with the id it has in its report. */
export interface RawEntry {
  readonly id: string;
  readonly raw: RawObject;
}

/** True for JSON objects; arrays and null are not. */
export function isObject(value: unknown): value is RawObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a member, or undefined when it is absent or no text. */
export function textOf(raw: RawObject, member: string): string | undefined {
  const value = raw[member];
  return typeof value === 'string' ? value : undefined;
}
