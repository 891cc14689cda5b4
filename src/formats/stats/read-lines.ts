import { forEachLine } from '../../input/lines.js';
import type { ReadOptions, SourcePart } from '../format.js';
import type { SummaryBuilder } from './summary.js';

/** Takes one line, `buffer[start..end)`, which is valid during the call only. False: the line was not understood. */
export type LineHandler = (buffer: Buffer, start: number, end: number, line: number, offset: number) => boolean;

const PROGRESS_STEP = 1024 * 1024;
/** Blank, CR and tab: what an empty line may hold. */
const BLANK = 32;

/**
 * Reads a part line by line and keeps the account of what could not be read: lines too long, lines that are no JSON, a
 * last line that was cut off (a log is often copied while it is still being written).
 */
export async function readLines(
  part: SourcePart,
  summary: SummaryBuilder,
  options: ReadOptions,
  handle: LineHandler,
): Promise<void> {
  let reported = 0;
  let failedAt: number | undefined;
  const result = await forEachLine(part.open(), (buffer, start, end, line, offset, truncated) => {
    if (offset - reported >= PROGRESS_STEP) {
      reported = offset;
      options.progress?.(offset);
    }
    let from = start;
    // Files with a byte order mark that were put one behind the other have it in the middle.
    if (buffer[from] === 0xef && buffer[from + 1] === 0xbb && buffer[from + 2] === 0xbf) from += 3;
    while (from < end && (buffer[from] ?? 0) <= BLANK) from += 1;
    if (from >= end) return;
    settle(failedAt, summary);
    failedAt = undefined;
    if (truncated) {
      summary.count('line-too-long', 'line');
      summary.unknownLine();
    } else if (!handle(buffer, from, end, line, offset)) failedAt = offset;
  });
  options.progress?.(result.bytes);
  if (result.cut !== undefined) {
    settle(failedAt, summary);
    summary.cut(part.originalOffset(result.cut.offset), result.cut.reason);
  } else if (failedAt !== undefined) {
    summary.unknownLine();
    summary.cut(part.originalOffset(failedAt), 'The last line is incomplete.');
  }
}

/** A line that was not understood and is not the last one is damage in the middle. */
function settle(failedAt: number | undefined, summary: SummaryBuilder): void {
  if (failedAt === undefined) return;
  summary.count('not-json', 'line');
  summary.unknownLine();
}
