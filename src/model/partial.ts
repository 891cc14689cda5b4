/**
 * What the result of one shard carries besides its report, so that `rtc-triage merge` can join the shards as if one run
 * had read everything: each log as it was read and judged, before anything was said of several logs together. The form
 * of the logs belongs to the version of the program that wrote them (src/shards).
 */
export const PARTIAL_VERSION = 2;

/** More machines than anyone has; a larger number is a mistake. */
export const MOST_SHARDS = 100_000;

export interface PartialResult {
  readonly version: number;
  /** Everything that the paths led to; each shard has found the same, and read its share. */
  readonly inputs: {
    readonly count: number;
    /** SHA-256 of their paths in order. */
    readonly digest: string;
  };
  readonly shards: {
    readonly of: number;
    /** 1-based, ascending. */
    readonly done: readonly number[];
  };
  readonly options: RunOptions;
  readonly logs: readonly PartialLog[];
  /** Where the report is to be redacted: the logs above are not, so that they can still be joined. */
  readonly redaction?: PartialRedaction;
}

/** What the reports of joined shards need to be redacted as a run over the logs would be. */
export interface PartialRedaction {
  /** The words of --keep, in order of the alphabet. */
  readonly keep: readonly string[];
  /** Values in the order in which the logs told of them, each with the place of its input among all. */
  readonly values: readonly { readonly input: number; readonly kind: string; readonly value: string }[];
}

/** What has to be the same for shards that are joined; null: not given. */
export interface RunOptions {
  readonly language: 'en' | 'zh-CN';
  readonly scenario: string | null;
  readonly zone: string | null;
  readonly since: string | null;
  readonly until: string | null;
  /** SHA-256 of the rules, scenarios and causes, of the format definitions, and of the list of versions. */
  readonly rules: string;
  readonly formats: string;
  readonly versions: string;
}

export interface PartialLog {
  /** Place of its input among all, from 0. */
  readonly input: number;
  /** That has read it. */
  readonly shard: number;
  readonly log: Readonly<Record<string, unknown>>;
}
