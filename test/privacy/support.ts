import type { KeepWord } from '../../src/privacy/kinds.js';
import { createRedactor } from '../../src/privacy/redactor.js';

/** The text after a redactor that knows nothing but the text. */
export function redact(text: string, keep: readonly KeepWord[] = []): string {
  const redactor = createRedactor({ keep });
  redactor.learn(text);
  return redactor.text(text);
}
