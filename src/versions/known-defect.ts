import type { Candidate } from '../diagnosis/group.js';
import type { VersionEntry } from './knowledge.js';
import { WORDS } from './words.js';

/**
 * That a version is known to be faulty and that the call shows what the fault looks like is a coincidence until more
 * speaks for it: as likely as not. A cause that the log itself supports comes before it.
 */
const CONFIDENCE = 0.5;

/** A known defect as a candidate for the cause of a finding that looks like it. */
export function knownDefect(entry: VersionEntry, version: string): Candidate {
  const title = { en: WORDS.en.defect(version), 'zh-CN': WORDS['zh-CN'].defect(version) };
  const text = {
    en: `${entry.message.en} (${entry.source.url}, ${entry.source.date})`,
    'zh-CN': `${entry.message['zh-CN']}（${entry.source.url}，${entry.source.date}）`,
  };
  return {
    cause: {
      id: `known-defect/${entry.id}`,
      domain: entry.domain,
      title,
      explains: entry.rules,
      requires: { all: [], any: [], none: [] },
      supports: [],
      contradicts: [],
      base: CONFIDENCE,
      next: { en: [entry.fix.en], 'zh-CN': [entry.fix['zh-CN']] },
    },
    confidence: CONFIDENCE,
    why: [{ kind: 'text', text }],
    against: [],
  };
}
