import { packLog } from '../result/packed-log.js';
import type { ReadLog } from '../result/read-log.js';

/**
 * A log as JSON data. Numbers that JSON does not have are written as their names, and tables whose keys come from the log
 * as lists of pairs. `decodeLog` is the way back.
 */
export function encodeLog(log: ReadLog): Readonly<Record<string, unknown>> {
  const { calls, ...rest } = packLog(log);
  const pairs = calls?.map((call) => ({ ...call, environment: Object.entries(call.environment) }));
  const encoded = pairs === undefined ? rest : { ...rest, calls: pairs };
  return JSON.parse(JSON.stringify(encoded, finite)) as Readonly<Record<string, unknown>>;
}

function finite(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
