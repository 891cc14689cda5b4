import type { Language } from '../locale/locale.js';
import { resultWords } from '../locale/result-words.js';
import type { EventCode } from '../model/code.js';
import type { ResultCode, ResultFinding, ResultUnknownCode } from '../model/result.js';
import type { Evidence } from '../model/signal.js';

/** What a finding says of the codes in its evidence, each once: nothing at all where there are none. */
export function codesOf(
  evidence: readonly Evidence[],
  language: Language,
): Pick<ResultFinding, 'codes' | 'unknownCodes'> {
  const distinct = new Map<string, EventCode>();
  for (const { code } of evidence) if (code !== undefined) distinct.set(`${code.vendor.en} ${code.code}`, code);
  const codes: ResultCode[] = [];
  const unknownCodes: ResultUnknownCode[] = [];
  for (const { vendor: name, code, known } of distinct.values()) {
    const vendor = name[language];
    if (known === undefined) {
      unknownCodes.push({ vendor, code, message: resultWords(language).unknownCode });
      continue;
    }
    const { kind, domain, cause = null, source } = known;
    codes.push({
      vendor,
      code,
      name: known.name ?? null,
      kind,
      title: known.title[language],
      meaning: known.meaning[language],
      advice: known.advice[language],
      domain,
      cause,
      source: source.version === undefined ? source.url : `${source.url} (${source.version})`,
      date: source.date,
    });
  }
  return {
    ...(codes.length === 0 ? {} : { codes }),
    ...(unknownCodes.length === 0 ? {} : { unknownCodes }),
  };
}
