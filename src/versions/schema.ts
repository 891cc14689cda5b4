import { z } from 'zod';
import { DOMAINS } from '../model/finding.js';
import type { ShapeHelp } from '../rules/check-shape.js';
import { ENTRY_KINDS, PLATFORMS } from './knowledge.js';

/** The shape of rules/sdk-versions.yaml, before meaning is checked (convert.ts does that). */

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,79}$/, { error: 'must be lower-case letters, digits and hyphens, such as `agora-web`' });
const text = z.string({ error: 'must be a text' }).min(1, { error: 'must not be empty' });
const localized = z.strictObject({ en: text, 'zh-CN': text });
/** Without quotes YAML would read `4.10` as the number 4.1. */
const VERSION = 'must be a version in quotes, such as "4.10.0"';
const version = z.string({ error: VERSION }).regex(/^\d{1,6}(\.\d{1,6}){0,4}$/, { error: VERSION });
const DATE = 'must be a date such as `2026-03-14`, or a month such as `2026-03`';
const date = z.string({ error: DATE }).regex(/^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/, { error: DATE });
const url = z.string({ error: 'must be an address' }).regex(/^https:\/\/\S+$/, { error: 'must be an https address' });

const component = z.strictObject({
  title: localized,
  names: z.array(text).min(1),
  newest: z.strictObject({ version, date }),
});

const range = { component: name, from: version.optional(), below: version.optional() };

const entry = z.strictObject({
  kind: z.enum(ENTRY_KINDS),
  ...range,
  platform: z.enum(PLATFORMS).optional(),
  together: z.strictObject(range).optional(),
  rules: z.array(text).optional(),
  domain: z.enum(DOMAINS).optional(),
  message: localized,
  fix: localized,
  source: z.strictObject({ url, date }),
});

export const versionsFile = z.strictObject({
  components: z.record(name, component),
  entries: z.record(name, entry),
});

export type RawVersions = z.infer<typeof versionsFile>;
export type RawEntry = z.infer<typeof entry>;

/** For messages about mistakes. */
export const VERSION_FILES: ShapeHelp = {
  page: 'docs/support.md',
  keys: [
    ...['components', 'entries', 'title', 'names', 'newest', 'version', 'date', 'kind', 'component', 'from', 'below'],
    ...['platform', 'together', 'rules', 'domain', 'message', 'fix', 'source', 'url', 'en', 'zh-CN'],
  ],
};
