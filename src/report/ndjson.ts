import type { TriageResult } from '../model/result.js';
import { callRows } from './ndjson-row.js';

/** One call a line, each a JSON object of its own; no line where no log held a call. */
export function ndjson(result: TriageResult): string {
  return callRows(result)
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('');
}
