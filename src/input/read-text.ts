import type { SourcePart } from '../formats/format.js';

/** The whole text of a part, or undefined when it has more than `mostBytes`. */
export async function readText(part: SourcePart, mostBytes: number): Promise<string | undefined> {
  const reader = part.open();
  const chunks: Buffer[] = [];
  const chunk = Buffer.allocUnsafe(256 * 1024);
  let size = 0;
  for (let count = await reader.read(chunk, 0); count > 0; count = await reader.read(chunk, 0)) {
    size += count;
    if (size > mostBytes) return undefined;
    chunks.push(Buffer.from(chunk.subarray(0, count)));
  }
  return Buffer.concat(chunks).toString('utf8');
}
