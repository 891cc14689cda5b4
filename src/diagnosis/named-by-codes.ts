import type { EventCode } from '../model/code.js';
import type { Localized } from '../model/finding.js';
import type { Evidence } from '../model/signal.js';
import type { Reason } from './diagnosis.js';

/** The causes that the codes in a finding's own evidence point to (rules/codes), with the codes as reasons. */
export function namedByCodes(evidence: readonly Evidence[]): ReadonlyMap<string, readonly Reason[]> {
  const named = new Map<string, Reason[]>();
  for (const { code } of evidence) {
    const cause = code?.known?.cause;
    if (code === undefined || cause === undefined) continue;
    const reason: Reason = { kind: 'text', text: textOf(code), exact: true };
    named.set(cause, [...(named.get(cause) ?? []), reason]);
  }
  return named;
}

/** `Agora code 110 (ERR_INVALID_TOKEN): the token is not valid`. */
function textOf({ vendor, code, known }: EventCode): Localized {
  const name = known?.name === undefined || known.name === code ? '' : known.name;
  return {
    en: `${vendor.en} code ${code}${name === '' ? '' : ` (${name})`}: ${known?.title.en ?? ''}`,
    'zh-CN': `${vendor['zh-CN']} 错误码 ${code}${name === '' ? '' : `（${name}）`}：${known?.title['zh-CN'] ?? ''}`,
  };
}
