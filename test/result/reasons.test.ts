import { describe, expect, it } from 'vitest';
import type { Reason } from '../../src/diagnosis/diagnosis.js';
import { reasonTexts } from '../../src/result/reasons.js';

const text = (en: string): Reason => ({ kind: 'text', text: { en, 'zh-CN': en } });
const unseen = (signals: string): Reason => ({ kind: 'code', code: 'evidence.not-observable', values: { signals } });

describe('the reasons of a cause', () => {
  it('are said once, with the range of what several findings measured', () => {
    expect(
      reasonTexts([text('21 % were lost'), text('hardly any audio came late'), text('9.5 % were lost')], 'en'),
    ).toEqual(['9.5–21 % were lost', 'hardly any audio came late']);
  });

  it('keep apart what is measured in different units', () => {
    expect(reasonTexts([text('stopped for 840 ms'), text('stopped for 1.2 s')], 'en')).toHaveLength(2);
  });

  it('list what could not be seen once, in words', () => {
    expect(reasonTexts([unseen('remote.mute, jitter'), text('a'), unseen('jitter')], 'en')).toEqual([
      'a',
      'Less sure, because this log does not show: remote user muted, jitter.',
    ]);
    expect(reasonTexts([unseen('remote.mute')], 'zh-CN')).toEqual(['把握受限，因为本日志中看不到：远端用户静音。']);
  });
});
