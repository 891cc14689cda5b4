import { z } from 'zod';
import { CODE_KINDS, CODED_EVENTS, type CodedEventType } from '../model/code.js';
import { DOMAINS, SYMPTOMS } from '../model/finding.js';
import type { ShapeHelp } from '../rules/check-shape.js';

/** The shape of rules/codes/<vendor>.yaml, before meaning is checked (convert.ts does that). */

const name = z.string().regex(/^[a-z][a-z0-9-]{0,79}$/, {
  error: 'must be lower-case letters, digits and hyphens, such as `web-exceptions`',
});
const text = z.string({ error: 'must be a text' }).min(1, { error: 'must not be empty' });
const localized = z.strictObject({ en: text, 'zh-CN': text });
const CODE = 'must be the code as logs print it: a whole number, or a text of at most 120 characters';
const code = z.union([z.int(), z.string().min(1).max(120)], { error: CODE });
const DATE = 'must be a date such as `2026-03-14`, or a month such as `2026-03`';
const date = z.string({ error: DATE }).regex(/^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/, { error: DATE });
const url = z.string({ error: 'must be an address' }).regex(/^https:\/\/\S+$/, { error: 'must be an https address' });

const source = z.strictObject({ url, date, version: text.optional() });

const entry = z.strictObject({
  code,
  name: text.optional(),
  also: z.array(code).optional(),
  kind: z.enum(CODE_KINDS).optional(),
  symptom: z.enum([...SYMPTOMS, 'none']),
  domain: z.enum(DOMAINS),
  cause: text.optional(),
  recover: z.strictObject({ code, name: text.optional() }).optional(),
  title: localized,
  meaning: localized,
  advice: localized,
  source: name.optional(),
});

const table = z.strictObject({
  kind: z.enum(CODE_KINDS),
  source: name,
  in: z
    .array(
      z.strictObject({
        formats: z.array(text).min(1),
        events: z.array(z.enum(CODED_EVENTS as [CodedEventType, ...CodedEventType[]])).min(1),
      }),
    )
    .min(1),
  codes: z.array(entry).min(1),
});

export const codesFile = z.strictObject({
  vendor: localized,
  sources: z.record(name, source),
  tables: z.record(name, table),
});

export type RawCodes = z.infer<typeof codesFile>;
export type RawTable = z.infer<typeof table>;
export type RawEntry = z.infer<typeof entry>;

/** For messages about mistakes. */
export const CODE_FILES: ShapeHelp = {
  page: 'docs/codes.md',
  keys: [
    ...[
      'vendor',
      'sources',
      'url',
      'date',
      'version',
      'tables',
      'kind',
      'in',
      'formats',
      'events',
      'source',
      'codes',
      'code',
    ],
    ...['name', 'also', 'symptom', 'domain', 'cause', 'recover', 'title', 'meaning', 'advice', 'en', 'zh-CN'],
  ],
};
