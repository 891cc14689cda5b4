import { groupOf } from './compile/expression.js';
import type { Grammar, JsonRecord } from './compile/grammar.js';
import { firstAt, jsonIn, textOf, timeIn, timeOfValue } from './compile/json-path.js';
import { MATCHED_CHARACTERS } from './compile/pattern.js';
import { parseRecord as parseJson, unwrap } from './compile/wrappers.js';
import type { TimeParts } from './time/time-parts.js';

/** Wrappers lie in one another (logcat in syslog …), never deeper than this. */
const MAX_WRAPPERS = 4;
const ESCAPE = '\u001b';
/** Colours and other attributes of a text in a terminal (ECMA-48, SGR), as loggers and `adb logcat -v color` print them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the escape sequences begin with
const COLOURS = /\u001b\[[\d;]{0,20}m/g;
const BYTE_ORDER_MARK = 0xfeff;
const ZERO = 48;
const NINE = 57;

/** One log record, taken out of its line. */
export interface Parsed {
  /** True when the line fits the format's record grammar, or is a carrier's line with the format's tag. */
  readonly record: boolean;
  /** The message without header and wrappers; for foreign lines what is left when wrappers are off. */
  readonly message: string;
  /** The line as it was before carriers printed something around it. */
  readonly line: string;
  readonly time: TimeParts | undefined;
  readonly wrapperTime: TimeParts | undefined;
  /** Running number of the record, in formats that print one. */
  readonly sequence: number | undefined;
  /** The JSON object that the line is. */
  readonly json?: Readonly<Record<string, unknown>>;
  /** The connection that a JSON record names. */
  readonly connection?: string | undefined;
}

/** True when a record has the time that a message asks for: any, or none. */
export function isTimedAs(timed: boolean | undefined, { time, wrapperTime }: Parsed): boolean {
  return timed === undefined || timed === (time !== undefined || wrapperTime !== undefined);
}

interface Matcher {
  exec(text: string): RegExpExecArray | null;
}

/** Where an expression fits that looks at whole lines: in the line without its carriers, or as it stands in the file. */
export function matchLine(pattern: Matcher, parsed: Parsed, line: string): RegExpExecArray | null {
  return pattern.exec(parsed.line) ?? (parsed.line === line ? null : pattern.exec(line));
}

/** The JSON object that a record is, or holds behind its header. */
export function jsonOf(parsed: Parsed): Readonly<Record<string, unknown>> | undefined {
  return parsed.json ?? jsonIn(parsed.message);
}

/** Cuts a line into its records (pasted logs have several on one line) and takes off what carried them. */
export function parseLine(grammar: Grammar, line: string): Parsed[] {
  // Files with a byte order mark that were put one behind the other have it in the middle.
  const text = line.charCodeAt(0) === BYTE_ORDER_MARK ? line.slice(1) : line;
  const plain = text.includes(ESCAPE) ? text.replace(COLOURS, '') : text;
  if (!grammar.split) return [parseRecord(grammar, plain)];
  return splitRecords(grammar, grammar.split, plain).map((text) => parseRecord(grammar, text));
}

function splitRecords(grammar: Grammar, split: RegExp, line: string): string[] {
  const [first = line, second, ...rest] = line.split(split).filter((part) => part !== '');
  if (second === undefined) return [line];
  // What stands before the first record is its wrapper, not a record of its own.
  const isRecord = grammar.heads.some(({ expression }) => expression.exec(first) !== null);
  return (isRecord ? [first, second, ...rest] : [first + second, ...rest]).map((part) => part.trimEnd());
}

function parseRecord(grammar: Grammar, line: string): Parsed {
  // A cut JSON text cannot be parsed; expressions never see more than the start of a line.
  let text = line.length > MATCHED_CHARACTERS && !line.startsWith('{') ? line.slice(0, MATCHED_CHARACTERS) : line;
  let wrapperTime: TimeParts | undefined;
  let tagged = false;
  let outer: string | undefined;
  for (let depth = 0; depth <= MAX_WRAPPERS; depth++) {
    text = withoutSuffix(grammar, text);
    const json = grammar.json && parseJsonRecord(grammar, text, wrapperTime);
    if (json) return json;
    for (const { expression, message, sequence, time } of grammar.heads) {
      const match = expression.exec(text);
      if (!match) continue;
      const number = groupOf(match, sequence);
      return {
        record: true,
        message: match[message] ?? '',
        line: text,
        time: time(match, text),
        wrapperTime,
        sequence: number === undefined ? undefined : Number(number),
      };
    }
    const inner = unwrap(text, grammar.wrappers, outer);
    if (!inner || inner.text === text) break;
    text = inner.text;
    outer = inner.by;
    wrapperTime = inner.time ?? wrapperTime;
    tagged ||= inner.tag !== undefined && grammar.tags.includes(inner.tag.trim());
  }
  return {
    record: tagged,
    message: text,
    line: text,
    time: undefined,
    wrapperTime,
    sequence: undefined,
  };
}

/** A line that is a JSON object and has what the definition looks for: its time, its text, or anything when neither is named. */
function parseJsonRecord(grammar: Grammar, text: string, wrapperTime: TimeParts | undefined): Parsed | undefined {
  const { json } = grammar;
  if (!json || !text.startsWith('{')) return undefined;
  const record = parseJson(text);
  if (record === undefined) return undefined;
  const time = jsonTime(json, record);
  const message = textOf(firstAt(record, json.message));
  const named = json.time.length + json.uptime.length + json.uptimeMs.length + json.message.length > 0;
  if (named && time === undefined && message === undefined) return undefined;
  return {
    record: true,
    message: message ?? text,
    line: text,
    time,
    wrapperTime,
    sequence: undefined,
    json: record,
    connection: textOf(firstAt(record, json.connection)),
  };
}

function jsonTime(json: JsonRecord, record: unknown): TimeParts | undefined {
  const seconds = Number(firstAt(record, json.uptime) ?? Number.NaN);
  const uptime = Number.isFinite(seconds) ? seconds * 1000 : Number(firstAt(record, json.uptimeMs) ?? Number.NaN);
  if (Number.isFinite(uptime)) return { uptime };
  return timeOfValue(firstAt(record, json.time)) ?? (json.timeAnywhere ? timeIn(record) : undefined);
}

/** A text without the place in a source file that some consoles print behind it. */
function withoutSuffix(grammar: Grammar, text: string): string {
  if (grammar.suffixes.length === 0) return text;
  const trimmed = text.trimEnd();
  const last = trimmed.charCodeAt(trimmed.length - 1);
  if (!(last >= ZERO && last <= NINE)) return text;
  return unwrap(trimmed, grammar.suffixes)?.text ?? text;
}
