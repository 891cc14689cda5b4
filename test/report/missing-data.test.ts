import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/locale/locale.js';
import type { ResultCheck, TriageResult } from '../../src/model/result.js';
import { markdown } from '../../src/report/markdown.js';
import { missingKinds } from '../../src/report/missing-data.js';
import { notJudged } from '../../src/report/not-judged.js';
import { terminal } from '../../src/report/terminal.js';
import { healthyResult } from '../support/sample-result.js';

const subject = healthyResult('en').checks[0]?.subject ?? null;

function lacking(rule: string, ...missing: string[]): ResultCheck {
  return { rule, subject, outcome: 'not-observable', reason: 'lacks something', missing };
}

const noTrack: ResultCheck = { rule: 'stutter/none', subject: null, outcome: 'not-observable', reason: 'no track' };

function healthyWith(...checks: ResultCheck[]): TriageResult {
  const healthy = healthyResult('en');
  return { ...healthy, checks: [...healthy.checks, ...checks] };
}

describe('what a log lacks', () => {
  it.each([
    ['freeze.start', 'sdk'],
    ['sdk-end-to-end-delay', 'sdk'],
    ['playback', 'page'],
    ['media.denied', 'page'],
    ['media.reconnect', 'sdk'],
    ['dtls-time', 'connect'],
    ['frames-dropped-ratio', 'statistics'],
  ])('%s is of the kind %s', (id, kind) => {
    expect(missingKinds([lacking('stutter/x', id)])).toEqual([kind]);
  });

  it('is a kind of track where the log shows no subject at all', () => {
    expect(missingKinds([noTrack])).toEqual(['tracks']);
  });
});

describe('checks that were not judged', () => {
  const result = healthyWith(lacking('stutter/x', 'freeze.start'), lacking('stutter/y', 'playback'), noTrack);

  it('are one line with the kinds of data they need', () => {
    const text = terminal(result, { color: false, width: 120 });
    expect(text).toContain('3 more checks need data that this log does not hold');
    expect(text).not.toContain('stutter/x');
  });

  it('are named in Markdown', () => {
    expect(markdown(result)).toContain('`stutter/x`, `stutter/y`, `stutter/none`');
  });

  it('do not hold rules that were judged elsewhere in the log', () => {
    expect(notJudged(healthyWith(lacking('stutter/video-freeze', 'stall-ratio'))).rules).toEqual([]);
  });

  it('are not listed where no log was analysed: the verdict says it all', () => {
    const unread = result.sources.map((source) => ({ ...source, status: 'unrecognized' as const }));
    for (const language of LANGUAGES) {
      const nothing = { ...result, language, verdict: 'inconclusive' as const, sources: unread, calls: [] };
      expect(terminal(nothing, { color: false, width: 80 }).match(/\?/g)).toHaveLength(1);
      expect(markdown(nothing)).not.toContain('|  |');
      expect(markdown(nothing)).not.toContain('stutter/x');
    }
  });
});
