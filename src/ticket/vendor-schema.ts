import { z } from 'zod';
import { KEEP_WORDS } from '../privacy/kinds.js';
import { FIELD_IDS } from './vendor.js';

const text = z.string().min(1);
const localized = z.strictObject({ en: text, 'zh-CN': text });

/** All of it stands in generic.yaml; the others say only what differs. */
const field = z.strictObject({
  name: localized.optional(),
  how: localized.optional(),
  keep: z.enum(KEEP_WORDS).optional(),
  find: z.array(text).optional(),
});

/** The content of rules/vendors/<id>.yaml. */
export const vendorFile = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  name: localized,
  formats: z.array(text).optional(),
  sdks: z.array(text).optional(),
  fields: z.partialRecord(z.enum(FIELD_IDS), field),
  logs: z.strictObject({ en: z.array(text).min(1), 'zh-CN': z.array(text).min(1) }),
});

export type RawVendor = z.infer<typeof vendorFile>;
export type RawField = z.infer<typeof field>;
