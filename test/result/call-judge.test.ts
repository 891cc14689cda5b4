import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { triage } from '../../src/triage.js';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures');
const NAMES = ['agora-native/v4-bad-token.log', 'webrtc-internals/clean.json.gz', 'agora-web/no-network.log'];

describe('what is said of one call', () => {
  it('is what a run over its log alone says of the whole', async () => {
    const paths = NAMES.map((name) => join(FIXTURES, name));
    const options = { scenario: 'general', language: 'en' as const };
    const together = await triage(paths, options);
    for (const path of paths) {
      const alone = await triage([path], options);
      const call = together.calls.find(({ source }) => source === path);
      expect(alone.calls).toHaveLength(1);
      expect(call?.verdict).toBe(alone.verdict);
      const outcomes = alone.symptoms.map(({ symptom, outcome }) => [symptom, outcome]);
      expect(Object.entries(call?.outcomes ?? {})).toEqual(outcomes);
    }
    const verdicts = new Set(together.calls.map(({ verdict }) => verdict));
    expect(verdicts.size).toBeGreaterThan(1);
  });
});
