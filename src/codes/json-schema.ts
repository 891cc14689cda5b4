import { z } from 'zod';
import { codesFile } from './schema.js';

/** JSON Schema of rules/codes/<vendor>.yaml, for editors; what a schema cannot say the loader checks. */
export function codesJsonSchema(): object {
  return { title: 'rtc-triage codes file', ...z.toJSONSchema(codesFile, { io: 'input', target: 'draft-7' }) };
}
