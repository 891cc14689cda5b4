import type { Definition } from '../definition/schema.js';
import { type TimedExpression, timedExpression } from '../time/match-time.js';
import type { JsonPath } from './json-path.js';
import { paths, type Wrapper } from './wrappers.js';

/**
 * What of a format is needed to take its lines apart. An object of its own, without getters: in one with getters, such as a
 * format is, each name is looked up anew, and `parseLine` is asked for line after line of every format that may be meant.
 */
export interface Grammar {
  /** Of records that carriers print under these tags only the carrier has the time. */
  readonly tags: readonly string[];
  readonly heads: readonly RecordHead[];
  readonly json: JsonRecord | undefined;
  /** Where a line ends that holds several records. */
  readonly split: RegExp | undefined;
  readonly suffixes: readonly Wrapper[];
  readonly wrappers: readonly Wrapper[];
}

/** An expression of a record, ready to take a line apart. */
export interface RecordHead extends TimedExpression {
  /** Numbers of the groups of the message and of the running number, which may be missing. */
  readonly message: number;
  readonly sequence: number | undefined;
}

/** Where a JSON record of a format has what. */
export interface JsonRecord {
  readonly time: readonly JsonPath[];
  readonly timeAnywhere: boolean;
  readonly uptime: readonly JsonPath[];
  readonly uptimeMs: readonly JsonPath[];
  readonly message: readonly JsonPath[];
  readonly connection: readonly JsonPath[];
}

export function recordHead(record: RegExp): RecordHead {
  const { expression, time } = timedExpression(record, ['msg', 'seq']);
  const { names } = expression;
  return { expression, time, message: names.get('msg') ?? 0, sequence: names.get('seq') };
}

export function jsonRecord(json: NonNullable<Definition['json']>): JsonRecord {
  const { time, timeAnywhere, uptime, uptimeMs, message, connection } = json;
  return {
    time: paths(time),
    timeAnywhere,
    uptime: paths(uptime),
    uptimeMs: paths(uptimeMs),
    message: paths(message),
    connection: paths(connection),
  };
}
