import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { SLA_FORMS } from '../../src/sla/forms.js';
import type { SlaResult } from '../../src/sla/model.js';
import { renderSla } from '../../src/sla/render.js';
import { SLA_SCHEMA_MATCHES_TYPE } from '../../src/sla/result-schema.js';
import { exactDuration, slaWords } from '../../src/sla/words.js';
import { compute } from './compute.js';

const OPTIONS = { color: false, width: 80 };
const HOSTILE = '\u001b[31m|# <b>`\u202e';

function result(language: SlaResult['language'], more: Partial<SlaResult> = {}): SlaResult {
  const { calls, ...computed } = compute(
    [
      {
        from: '2026-02-10T10:00:00Z',
        to: '2026-02-10T11:00:00Z',
        environment: { region: HOSTILE },
        findings: [
          { from: '2026-02-10T10:00:00Z', to: '2026-02-10T10:50:00Z' },
          { from: '2026-02-10T10:10:00Z', to: '2026-02-10T10:11:00Z', domain: 'network' },
          { from: '2026-02-10T10:55:00Z', to: '2026-02-10T10:56:00Z', domain: 'unknown' },
        ],
      },
    ],
    { month: '2026-02', maintenance: `windows: [{ start: 2026-02-12T00:00, end: 2026-02-12T02:30, reason: upgrade }]` },
  );
  return {
    schemaVersion: 1,
    tool: { name: 'rtc-triage', version: '0' },
    language,
    target: '99.9',
    criteria: { severity: 'P1', symptoms: ['connect', 'interruption'], countUnknown: false },
    ...computed,
    calls: { found: 8, ...calls, withoutTime: 1, notJudged: 2, duplicates: 3, unknownZone: 1 },
    unread: { count: 22, files: [{ path: 'x.xlog', reason: 'encrypted' }] },
    ...more,
  };
}

describe('the report', () => {
  it('says the answer, the budget, and who is to blame for what', () => {
    const text = renderSla('terminal', result('en'), OPTIONS);
    // 28 days less 2 h 30 min are 2 410 200 s: 0.1 % are 40 min 10.2 s, and 50 min are 9 min 49.8 s more.
    expect(text).toMatch(/^Target not met: 99\.9% was promised, 99\.8755% of the time was usable\.\n/);
    expect(text).toContain('Planned maintenance is excluded: 2 h 30 min.');
    expect(text).toMatch(/40 min 10\.2 s +50 min +0 s +124\.5%/);
    expect(text).toContain('The allowed downtime was exceeded by 9 min 49.8 s.');
    expect(text).toMatch(/2026-02-10 +1 +1 +50 min +0 s +96\.5277%/);
    expect(text).toMatch(/2026-02-12 +0 +0 +0 s +2 h 30 min +100\.0000%/);
    expect(text).toMatch(/A fault: service +service +1 +1 +50 min/);
    expect(text).toMatch(/A fault: network +network +1 +1 +1 min/);
    expect(text).toMatch(/Cause not known +unknown +1 +1 +1 min/);
    expect(text).toContain('x.xlog: encrypted, not analysed');
    expect(text).toContain('21 files more');
  });

  it('speaks Chinese throughout', () => {
    const text = renderSla('terminal', result('zh-CN'), OPTIONS);
    expect(text).toMatch(/^未达到目标：承诺 99\.9%/);
    const known =
      /rtc-triage|A fault: \w+|UTC|region|upgrade|count-unknown|tz|xlog|P1|[xzsnu]?[\d.]+Z?|u[\da-f]{4}|[bm]\b/g;
    expect(text.replace(known, '').match(/[A-Za-z]{2,}/g)).toBeNull();
  });

  it('lets no text from a log act on the terminal or in Markdown', () => {
    const active = /[\p{Cf}\p{Cs}]|(?!\n)\p{Cc}/u;
    expect(renderSla('terminal', result('en'), OPTIONS)).not.toMatch(active);
    const markdown = renderSla('md', result('en'), OPTIONS);
    expect(markdown).not.toMatch(active);
    expect(markdown).toContain('\\|\\# \\<b\\>');
    expect(markdown).not.toContain('<b>');
  });

  it('keeps to the width of the terminal', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      const lines = renderSla('terminal', result(language), { color: false, width: 60 }).split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
    }
  });

  it('can say that there was nothing to judge', () => {
    const nothing = { verdict: 'nothing-to-judge', period: null, availability: null, budget: null } as const;
    const lists = { counted: [], leftOut: [], undecided: [], days: [], groups: null, maintenance: [] };
    for (const form of SLA_FORMS) {
      const text = renderSla(form, result('en', { ...nothing, ...lists }), OPTIONS);
      expect(text).toContain(form === 'json' ? '"nothing-to-judge"' : 'Nothing to judge: no call of the period');
    }
  });

  it('as JSON is what the schema that ships with the package says', () => {
    const file = resolve(import.meta.dirname, '../../docs/schema/sla-result.schema.json');
    const schema: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(Object(schema));
    const valid = validate(JSON.parse(renderSla('json', result('en'), OPTIONS)));
    expect(validate.errors).toBeNull();
    expect(SLA_SCHEMA_MATCHES_TYPE).toBe(true);
    expect(valid).toBe(true);
  });
});

describe('lengths of time', () => {
  it.each([
    [0, '0 s'],
    [1, '0.001 s'],
    [2_592_000, '43 min 12 s'],
    [259_200, '4 min 19.2 s'],
    [90_061_050, '1 d 1 h 1 min 1.05 s'],
    [86_400_000, '1 d'],
    [-61_000, '−1 min 1 s'],
  ])('%i ms is %s, to the millisecond', (ms, text) => {
    expect(exactDuration(ms, slaWords('en'))).toBe(text);
  });
});
