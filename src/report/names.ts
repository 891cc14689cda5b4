import type { TriageResult } from '../model/result.js';

/** The file name of each source where file names tell the sources apart, else the whole path. */
export function sourceName(path: string, result: TriageResult): string {
  const name = fileName(path);
  const namesakes = new Set(
    result.sources.filter((source) => fileName(source.path) === name).map((source) => source.path),
  );
  return name === '' || namesakes.size > 1 ? path : name;
}

/**
 * A call in the fewest words that tell it apart: its number where there is one source, the source where that holds one
 * call. An id that is not `<source>#<number>` stays as it is.
 */
export function callName(id: string, result: TriageResult): string {
  const call = result.calls.find((other) => other.id === id);
  if (call === undefined || !id.startsWith(`${call.source}#`)) return id;
  const sources = new Set(result.calls.map(({ source }) => source));
  const number = id.slice(call.source.length + 1);
  if (sources.size === 1) return number;
  const name = sourceName(call.source, result);
  return result.calls.filter(({ source }) => source === call.source).length === 1 ? name : `${name}#${number}`;
}

function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
