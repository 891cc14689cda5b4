import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/locale/locale.js';
import { terminal } from '../../src/report/terminal.js';
import {
  encryptedResult,
  healthyResult,
  hostileResult,
  inconclusiveResult,
  resultWithErrors,
  richResult,
} from '../support/sample-result.js';
import { terminalWidth } from '../support/terminal-width.js';

const ESC = '\u001b';
const plain = { color: false, width: 80 };
const first = (text: string) => text.split('\n')[0];
const widest = (text: string) => Math.max(...text.split('\n').map(terminalWidth));

describe('the terminal report', () => {
  it('says the verdict in its first line', () => {
    expect(first(terminal(richResult('en'), plain))).toBe('Symptoms found: Stutter (P1), Slow or failed connect (P2).');
    expect(first(terminal(healthyResult('en'), plain))).toMatch(/^No symptoms found/);
    expect(first(terminal(inconclusiveResult('en'), plain))).toMatch(/^Could not be judged/);
  });

  it('shows "checked, not found" and "could not be judged" differently', () => {
    const text = terminal(richResult('en'), plain);
    expect(text).toMatch(/✓ Latency +checked, not found/);
    expect(text).toMatch(/\? Echo +could not be judged/);
    expect(terminal(inconclusiveResult('en'), plain)).not.toContain('✓ Echo');
  });

  it('shows the worst three findings of a rule and subject and counts the others', () => {
    const text = terminal(richResult('en'), plain);
    expect(text).toContain('(5 findings)');
    expect(text).toMatch(/12\.4 s[\s\S]*4\.2 s[\s\S]*8 s[\s\S]*and 2 more between 10:19:10 and 10:21:33/);
  });

  it('shows a value beside its limit with enough digits to tell them apart', () => {
    expect(terminal(richResult('en'), plain)).toContain('time frozen 5.04% (limit 5%)');
  });

  it('gives reasons for and against a cause, and its confidence in words and as a number', () => {
    const text = terminal(richResult('en'), plain);
    expect(text).toContain('1. Packet loss on the way to this client (network, very likely, 86%)');
    expect(text).toContain('+ 12% of the packets to this client were lost.');
    expect(text).toContain('- The round-trip time stayed as usual.');
  });

  it('names the likely cause of the worst before the sure cause of something smaller', () => {
    const result = richResult('en');
    const slow = result.causes.find(({ title }) => title === 'Slow signalling');
    expect(slow).toBeDefined();
    const causes = result.causes.map((cause) => ({ ...cause, confidence: cause === slow ? 0.95 : 0.6 }));
    expect(terminal({ ...result, causes }, { color: false, width: 200 })).toContain(
      'Most probable cause: Packet loss on the way to this client',
    );
  });

  it('says what to do with an encrypted log and how to capture a better one', () => {
    const text = terminal(encryptedResult('en'), { color: false, width: 120 });
    expect(text).toContain('Attach the file as it is');
    expect(text).toContain('chrome://webrtc-internals');
  });

  it('names a check that failed and shows a warning that it has no words for as it stands', () => {
    const text = terminal(resultWithErrors('en'), plain);
    expect(text).toContain('Check latency/one-way-delay failed: signal one-way-delay is not a number');
    expect(text).toContain('- a-code-from-the-future: 7');
  });

  it('names the place of the times that nobody knows the zone of', () => {
    expect(terminal(inconclusiveResult('en'), plain)).toContain("Times are the device's local time.");
  });

  it('uses colours only when asked to, and the same words with them', () => {
    const strip = (text: string) => text.replaceAll(new RegExp(`${ESC}\\[\\d+m`, 'g'), '');
    for (const language of LANGUAGES) {
      const without = terminal(richResult(language), plain);
      const colored = terminal(richResult(language), { ...plain, color: true });
      expect(without).not.toContain(ESC);
      expect(colored).toContain(`${ESC}[31m`);
      const trimmed = strip(colored)
        .split('\n')
        .map((line) => line.trimEnd());
      expect(trimmed.join('\n')).toBe(without);
    }
  });

  it.each([60, 61, 72, 80, 100, 120])('fills at most %d columns', (width) => {
    for (const language of LANGUAGES) {
      for (const make of [richResult, healthyResult, inconclusiveResult, encryptedResult, resultWithErrors]) {
        expect(widest(terminal(make(language), { color: false, width }))).toBeLessThanOrEqual(width);
      }
    }
  });

  it('stays at 60 columns on narrower terminals and at 120 on wider ones', () => {
    const at = (width: number) => terminal(richResult('en'), { color: false, width });
    expect(at(20)).toBe(at(60));
    expect(at(500)).toBe(at(120));
  });

  it.each([
    ['ANSI sequences', `${ESC}[2J${ESC}]0;owned\u0007\u009b31m`],
    ['line breaks', 'a\r\nb\u2028c\u0085d'],
    ['bidirectional overrides', 'gol.\u202ecod\u2066x'],
    ['long words', 'x'.repeat(5000)],
    ['long Chinese', '卡顿'.repeat(500)],
    ['emoji and marks', 'e\u0301👍🏽 👨‍👩‍👧 '.repeat(40)],
    ['lone surrogates', 'a\ud800b\udc00'],
    ['prototype keys', '__proto__'],
  ])('is not disturbed by %s in any text', (_, hostile) => {
    for (const language of LANGUAGES) {
      const text = terminal(hostileResult(language, hostile), plain);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not appear
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b]/);
      expect(widest(text)).toBeLessThanOrEqual(80);
    }
  });

  it('keeps its width whatever the log holds', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '卡', '。', '-', '/', '1', '（', ',', 'é'),
      maxLength: 200,
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 60, max: 120 }), (hostile, width) => {
        expect(widest(terminal(hostileResult('zh-CN', hostile), { color: false, width }))).toBeLessThanOrEqual(width);
      }),
      { numRuns: 40 },
    );
  });
});
