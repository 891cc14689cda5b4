import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { triage } from '../../../src/index.js';

const START = Date.UTC(2026, 6, 9, 10);

/** What an application writes of a statistics callback, `count` times, `seconds` apart. */
function readings(callback: string, values: string, count: number, seconds: number): string {
  return Array.from({ length: count }, (_, i) => {
    const time = new Date(START + i * seconds * 1000).toISOString().slice(0, -1).replace('T', ' ');
    return `${time} ${callback} ${values}\n`;
  }).join('');
}

const triageText = (text: string) => triage(['-'], { stdin: Readable.from([Buffer.from(text)]) });

const TERRIBLE = '{uid: 7, frozenRate: 60, e2eDelay: 1500, packetLossRate: 40}';
const FINE = '{uid: 7, frozenRate: 0, e2eDelay: 90, packetLossRate: 0}';

describe('a short log of statistics callbacks', () => {
  test.each([
    [3, 2],
    [5, 2],
    [3, 4],
    [5, 1],
  ])('of %i terrible readings %i s apart shows the fault', async (count, seconds) => {
    for (const callback of ['onRemoteVideoStats', 'onRemoteAudioStats']) {
      const values = callback === 'onRemoteVideoStats' ? TERRIBLE : TERRIBLE.replace('e2eDelay: 1500, ', '');
      const { verdict, findings } = await triageText(readings(callback, values, count, seconds));
      expect([callback, verdict]).toEqual([callback, 'symptoms']);
      expect(findings.map(({ symptom }) => symptom)).toContain('stutter');
    }
  });

  test.each([6, 30, 60])('is never clear where all of them are bad: %i of 100 frozen', async (frozen) => {
    for (const count of [1, 3, 4, 5, 6]) {
      const { verdict } = await triageText(readings('onRemoteVideoStats', `{uid: 7, frozenRate: ${frozen}}`, count, 2));
      expect([count, verdict]).not.toEqual([count, 'clear']);
    }
  });

  test('of healthy readings shows nothing', async () => {
    for (const count of [3, 5]) {
      expect((await triageText(readings('onRemoteVideoStats', FINE, count, 2))).findings).toEqual([]);
    }
  });
});
