import { describe, expect, it } from 'vitest';
import { resultFinding } from '../../src/result/findings.js';
import { loadRules } from '../../src/rules/load.js';
import { finding } from './subjects.js';

const loaded = loadRules().rules.find(({ rule }) => rule.id === 'stutter/video-freeze');
if (loaded === undefined) throw new Error('the rule of this test is gone');
const message = 'value {value}, limit {threshold}, {duration} of {total}, {count} times, {unknown}';
const rule = { ...loaded.rule, message: { en: message, 'zh-CN': `中文 ${message}` } };
const context = { language: 'en' as const, shift: 0, zone: 'UTC' };

describe('a finding in words', () => {
  it('fills the placeholders of the rule with numbers and units, and leaves what it does not know', () => {
    const third = finding({ count: 3, totalMs: 9000 });
    expect(resultFinding(third, rule, 'unknown', context).message).toBe(
      'value 25%, limit 5%, 4 s of 9 s, 3 times, {unknown}',
    );
  });

  it('speaks the language of the report', () => {
    const { message: text, title } = resultFinding(finding(), rule, 'unknown', { ...context, language: 'zh-CN' });
    expect(text).toMatch(/^中文 /);
    expect(title).toBe(rule.title['zh-CN']);
  });

  it('shifts source time to real time and shows it in the zone of the log', () => {
    const { start, end, durationMs } = resultFinding(finding(), rule, 'unknown', {
      ...context,
      shift: -8 * 3_600_000,
      zone: '+08:00',
    });
    expect(start).toBe('2026-01-01T00:00:10.000+08:00');
    expect(end).toBe('2026-01-01T00:00:14.000+08:00');
    expect(durationMs).toBe(4000);
  });

  it('keeps the place of every piece of evidence', () => {
    const at = { source: 'call.log', line: 12, offset: 345 };
    const evidence = [{ at, excerpt: 'framesDecoded 250 → 250' }];
    const result = resultFinding(finding({}, { evidence }), rule, 'unknown', context);
    expect(result.evidence).toEqual([{ ...at, excerpt: 'framesDecoded 250 → 250' }]);
  });

  it('does not take a replacement pattern of a value for one', () => {
    const odd = { ...rule, message: { en: '{value} $& $1', 'zh-CN': '' } };
    expect(resultFinding(finding(), odd, 'unknown', context).message).toBe('25% $& $1');
  });

  it('has numbers without the noise of binary fractions', () => {
    const noisy = finding({ measured: { signal: 'stall-ratio', value: 0.1 + 0.2, unit: 'ratio', threshold: 0.05 } });
    expect(resultFinding(noisy, rule, 'unknown', context).measured.value).toBe(0.3);
  });

  it('has its duration for an episode without a reading: what was not measured is not zero', () => {
    const silent = finding({ measured: { signal: 'stall-ratio', value: Number.NaN, unit: 'ratio', threshold: 0.05 } });
    const { measured, message: text } = resultFinding(silent, rule, 'unknown', context);
    expect(measured).toEqual({ signal: 'duration', value: 4000, unit: 'ms', threshold: 0 });
    expect(text).toMatch(/^value –, limit 5%, 4 s /);
  });
});
