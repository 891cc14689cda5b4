import { describe, expect, it } from 'vitest';
import { captureAdvice } from '../../src/locale/advice.js';
import { LANGUAGES, localeOf } from '../../src/locale/locale.js';
import { SYMPTOMS } from '../../src/model/finding.js';

describe.each(LANGUAGES)('advice on what to capture, in %s', (language) => {
  const locale = localeOf(language);

  it('depends on the symptom and on the kind of log', () => {
    const texts = SYMPTOMS.flatMap((symptom) =>
      ['webrtc-internals', 'getstats', 'agora-web'].map((format) => captureAdvice(locale, symptom, [format])),
    );
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('is the same for every statistics log, and for every SDK log', () => {
    expect(captureAdvice(locale, 'echo', ['rtcstats'])).toBe(captureAdvice(locale, 'echo', ['getstats']));
    expect(captureAdvice(locale, 'echo', ['agora-native-4'])).toBe(captureAdvice(locale, 'echo', ['agora-web']));
  });

  it('speaks of the best log that was given, and of all kinds where none was', () => {
    const dump = captureAdvice(locale, 'connect', ['webrtc-internals']);
    expect(captureAdvice(locale, 'connect', ['agora-web', 'webrtc-internals'])).toBe(dump);
    expect(captureAdvice(locale, 'connect', [])).toBe(locale.text.report.captureAdvice);
  });

  it('names a step that someone can take', () => {
    expect(captureAdvice(locale, 'connect', ['webrtc-internals'])).toContain('chrome://webrtc-internals');
    expect(captureAdvice(locale, 'stutter', ['getstats'])).toMatch(/getStats.* 2 (?:s|秒)|2 秒.*getStats/);
  });
});
