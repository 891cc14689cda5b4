import type { TextFormat } from './compile.js';
import { MATCHED_CHARACTERS } from './pattern.js';
import { type TimeParts, timeParts } from './time-parts.js';
import { unwrap } from './wrappers.js';

/** Wrappers lie in one another (logcat in syslog …), never deeper than this. */
const MAX_WRAPPERS = 3;

/** One log record, taken out of its line. */
export interface Parsed {
  /** True when the line fits the format's record grammar, or is a carrier's line with the format's tag. */
  readonly record: boolean;
  /** The message without header and wrappers; for foreign lines what is left when wrappers are off. */
  readonly message: string;
  readonly time: TimeParts | undefined;
  readonly wrapperTime: TimeParts | undefined;
  /** Running number of the record, in formats that print one. */
  readonly sequence: number | undefined;
}

/** Cuts a line into its records (pasted logs have several on one line) and takes off what carried them. */
export function parseLine(format: TextFormat, line: string): Parsed[] {
  return splitRecords(format, line).map((text) => parseRecord(format, text));
}

function splitRecords(format: TextFormat, line: string): string[] {
  if (!format.split) return [line];
  const [first = line, second, ...rest] = line.split(format.split).filter((part) => part !== '');
  if (second === undefined) return [line];
  // What stands before the first record is its wrapper, not a record of its own.
  const isRecord = format.records.some((record) => record.test(first));
  return (isRecord ? [first, second, ...rest] : [first + second, ...rest]).map((part) => part.trimEnd());
}

function parseRecord(format: TextFormat, line: string): Parsed {
  let text = line.length > MATCHED_CHARACTERS ? line.slice(0, MATCHED_CHARACTERS) : line;
  let wrapperTime: TimeParts | undefined;
  let tagged = false;
  for (let depth = 0; depth <= MAX_WRAPPERS; depth++) {
    for (const record of format.records) {
      const groups = record.exec(text)?.groups;
      if (!groups) continue;
      return {
        record: true,
        message: withoutSuffix(format, groups.msg ?? ''),
        time: timeParts(groups),
        wrapperTime,
        sequence: groups.seq === undefined ? undefined : Number(groups.seq),
      };
    }
    const inner = unwrap(text, format.wrappers);
    if (!inner || inner.text === text) break;
    text = inner.text;
    wrapperTime = inner.time ?? wrapperTime;
    tagged ||= inner.tag !== undefined && format.definition.tags.includes(inner.tag.trim());
  }
  return { record: tagged, message: withoutSuffix(format, text), time: undefined, wrapperTime, sequence: undefined };
}

function withoutSuffix(format: TextFormat, message: string): string {
  if (format.suffixes.length === 0) return message;
  return unwrap(message, format.suffixes)?.text ?? message;
}
