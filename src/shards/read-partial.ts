import { z } from 'zod';
import { PARTIAL_VERSION, type PartialResult } from '../model/partial.js';
import { partialSchema } from '../model/partial-schema.js';
import { RESULT_SCHEMA_VERSION } from '../model/result.js';
import { UsageError } from '../model/usage-error.js';
import { KEEP_WORDS, KINDS } from '../privacy/kinds.js';

/** As the contract has it; what is to be redacted has to be of kinds that this program knows. */
const savedPartial = partialSchema.extend({
  redaction: z
    .strictObject({
      keep: z.array(z.enum(KEEP_WORDS)),
      values: z.array(z.strictObject({ input: z.int().min(0), kind: z.enum(KINDS), value: z.string() })),
    })
    .exactOptional(),
});

/** What a file holds for merging. */
export interface SavedPartial {
  readonly file: string;
  readonly partial: PartialResult;
}

/** How a row of `--format ndjson` begins (src/report/ndjson-row.ts). */
const TABLE = '{"schema_version":';

/**
 * Refuses what is no JSON of this program, as far as its first characters tell: a table, a report, a log.
 * @throws UsageError that says what to give instead
 */
export function checkBeginning(file: string, text: string): void {
  if (text.trim() === '')
    throw new UsageError(`${file} is empty, perhaps because its shard was cut short: run the shard again`);
  if (text.startsWith(TABLE)) {
    throw new UsageError(
      `${file} is a table of calls (--format ndjson), which holds too little to be joined: give the JSON that analyze ` +
        '--shard wrote, and let merge make the table',
    );
  }
  if (!text.trimStart().startsWith('{')) throw noResult(file);
}

/**
 * Checks that a parsed file is the result of a shard of this very program. Its logs are looked at when they are joined.
 * @throws UsageError that says what the file is instead, and what to do
 */
export function readPartial(file: string, value: unknown, program: string): SavedPartial {
  const head = z
    .object({
      schemaVersion: z.number(),
      tool: z.object({ name: z.literal('rtc-triage'), version: z.string() }),
      partial: z.unknown().optional(),
    })
    .safeParse(value).data;
  if (head === undefined) throw noResult(file);
  const { schemaVersion, tool, partial } = head;
  if (tool.version !== program || schemaVersion !== RESULT_SCHEMA_VERSION) {
    throw new UsageError(
      `${file} was written by rtc-triage ${tool.version} (schema ${schemaVersion}), this is ${program} (schema ` +
        `${RESULT_SCHEMA_VERSION}): run all shards and merge with one version`,
    );
  }
  if (partial === undefined) {
    throw new UsageError(
      `${file} is a whole result, which holds too little to be joined with others exactly: analyze its logs with --shard, ` +
        'or give all logs to one run',
    );
  }
  const parsed = savedPartial.safeParse(partial);
  if (!parsed.success || parsed.data.version !== PARTIAL_VERSION) {
    const issue = parsed.error?.issues[0];
    const reason =
      issue === undefined ? `its version is not ${PARTIAL_VERSION}` : `${issue.path.join('.')}: ${issue.message}`;
    throw new UsageError(`${file} cannot be joined (partial: ${reason}): run its shard again`);
  }
  checkNumbers(file, parsed.data);
  return { file, partial: parsed.data };
}

function noResult(file: string): UsageError {
  return new UsageError(`${file} is no result of rtc-triage: give what analyze --shard wrote`);
}

function checkNumbers(file: string, { inputs, shards, logs }: PartialResult): void {
  const ascending = (numbers: readonly number[]) =>
    numbers.every((one, at) => at === 0 || one > (numbers[at - 1] ?? 0));
  if (!ascending(shards.done) || (shards.done.at(-1) ?? 0) > shards.of)
    throw new UsageError(`${file} cannot be joined: it names shards ${shards.done.join(', ')} of ${shards.of}`);
  const stray = logs.find(({ shard }) => !shards.done.includes(shard));
  if (stray !== undefined) throw new UsageError(`${file} cannot be joined: it holds a log of shard ${stray.shard}`);
  // Some inputs give no log, some several, side by side.
  const places = logs.map(({ input }) => input);
  if (places.some((place, at) => place >= inputs.count || place < (places[at - 1] ?? 0)))
    throw new UsageError(`${file} cannot be joined: its logs are not in the order of the inputs`);
}
