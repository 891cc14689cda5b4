import { z } from 'zod';
import { CODE_KINDS, type EventCode } from '../model/code.js';
import { DOMAINS, SYMPTOMS } from '../model/finding.js';

const text = z.string();
const localized = z.object({ en: text, 'zh-CN': text });

/** The code of an event as `encodeLog` writes it: what it does not have is left out. */
export const eventCode = z.object({
  vendor: localized,
  code: text,
  known: z
    .object({
      code: text,
      name: text.optional(),
      also: z.array(text),
      kind: z.enum(CODE_KINDS),
      symptom: z.enum(SYMPTOMS).optional(),
      domain: z.enum(DOMAINS),
      cause: text.optional(),
      recover: z.object({ code: text, name: text.optional() }).optional(),
      title: localized,
      meaning: localized,
      advice: localized,
      source: z.object({ url: text, date: text, version: text.optional() }),
    })
    .optional(),
});

export function decodeCode({ vendor, code, known }: z.infer<typeof eventCode>): EventCode {
  if (known === undefined) return { vendor, code, known };
  const { name, symptom, cause, recover, source } = known;
  return {
    vendor,
    code,
    known: {
      ...known,
      name,
      symptom,
      cause,
      recover: recover === undefined ? undefined : { code: recover.code, name: recover.name },
      source: { ...source, version: source.version },
    },
  };
}
