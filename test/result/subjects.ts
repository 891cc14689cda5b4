import type { Subject } from '../../src/model/call.js';
import type { Episode, RuleCheck, RuleFinding } from '../../src/model/finding.js';

const SOURCE = 'call.log';
export const CALL = 'call.log#1';

export const connection: Subject = { kind: 'connection', key: 'c', source: SOURCE, call: CALL, connection: 'pc-1' };
export const call: Subject = { kind: 'call', key: 'call', source: SOURCE, call: CALL };
const video: Subject = {
  ...connection,
  kind: 'inbound-video',
  key: 'v',
  track: 'V1',
  media: 'video',
  direction: 'inbound',
};

/** A finding on received video from 10 s to 14 s after 2026-01-01T00:00:00Z. */
export function finding(changes: Partial<RuleFinding> = {}, episode: Partial<Episode> = {}): RuleFinding {
  const begin = Date.parse('2026-01-01T00:00:00Z');
  return {
    rule: 'stutter/video-freeze',
    symptom: 'stutter',
    severity: 'P2',
    measured: { signal: 'stall-ratio', value: 0.25, unit: 'ratio', threshold: 0.05 },
    count: 1,
    totalMs: 10_000,
    episode: {
      subject: video,
      start: begin + 10_000,
      end: begin + 14_000,
      worst: 0.25,
      worstAt: begin + 12_000,
      totalMs: 9_000,
      evidence: [],
      ...episode,
    },
    ...changes,
  };
}

export function check(changes: Partial<RuleCheck> = {}): RuleCheck {
  return { rule: 'stutter/video-freeze', subject: video, outcome: 'clear', missing: [], ...changes };
}
