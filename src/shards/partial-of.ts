import type { InputGroup } from '../input/input.js';
import { type Judge, type TriageOptions, userFormats } from '../judge.js';
import { PARTIAL_VERSION, type PartialResult } from '../model/partial.js';
import type { ReadLog } from '../result/read-log.js';
import { encodeLog } from './encode-log.js';
import { digestOfFormats, runOptions } from './run-options.js';
import { digestOfInputs, type Shard } from './shard.js';

/** The logs of one input. */
export interface ReadInput {
  /** Among all inputs, from 0. */
  readonly place: number;
  readonly logs: readonly ReadLog[];
}

/** What the result of a shard has to carry so that it can be joined with the others. */
export function partialOf(
  shard: Shard,
  groups: readonly InputGroup[],
  read: readonly ReadInput[],
  judge: Judge,
  options: TriageOptions,
): PartialResult {
  return {
    version: PARTIAL_VERSION,
    inputs: { count: groups.length, digest: digestOfInputs(groups) },
    shards: { of: shard.of, done: [shard.index] },
    options: runOptions(judge, options, digestOfFormats(userFormats(options), judge.ruleSet, options.rules ?? [])),
    logs: read.flatMap(({ place, logs }) =>
      logs.map((log) => ({ input: place, shard: shard.index, log: encodeLog(log) })),
    ),
  };
}
