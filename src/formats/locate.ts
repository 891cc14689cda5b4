import type { Location } from '../model/event.js';
import type { SourcePart } from './format.js';

/**
 * The place in its file of a line or element of a part.
 * @param line 1-based, counted from where the part opens
 * @param offset of the bytes that the part delivers
 */
export function locate(part: SourcePart, line: number, offset: number): Location {
  return { source: part.path, line: line + (part.before?.lines ?? 0), offset: part.originalOffset(offset) };
}
