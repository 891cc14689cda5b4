import { z } from 'zod';
import { MOST_SHARDS } from './partial.js';

const count = z.int().min(0);
const digest = z.string().max(100).describe('SHA-256, hexadecimal');
const shard = z.int().min(1).max(MOST_SHARDS);
const given = z.string().max(10_000).nullable();

/** The shape of a `PartialResult`: what the contract of `--format json` says of it, and what is read of a file for merging. */
export const partialSchema = z.strictObject({
  version: z.int().min(1),
  inputs: z.strictObject({ count, digest }).describe('everything that the paths led to, in all shards'),
  shards: z.strictObject({ of: shard, done: z.array(shard).min(1).max(MOST_SHARDS) }),
  options: z.strictObject({
    language: z.enum(['en', 'zh-CN']),
    scenario: given,
    zone: given,
    since: given,
    until: given,
    rules: digest,
    formats: digest,
    versions: digest,
  }),
  logs: z.array(
    z.strictObject({
      input: count.describe('place of the input among all'),
      shard: shard.describe('that has read it'),
      log: z.record(z.string(), z.unknown()).describe('for the version of rtc-triage that wrote it'),
    }),
  ),
  redaction: z
    .strictObject({
      keep: z.array(z.string()),
      values: z.array(z.strictObject({ input: count, kind: z.string(), value: z.string() })),
    })
    .describe('with --redact: what merge replaces in its reports; the logs beside it are not redacted')
    .exactOptional(),
});
