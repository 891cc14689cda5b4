import { expect, test } from 'vitest';
import { ALL_EVENTS, createEvaluator } from '../../src/rules/evaluate.js';
import { loadRules } from '../../src/rules/load.js';
import { createSignals } from '../../src/signals/engine.js';
import { object, sample } from '../support/records.js';

test('where microphone and received audio are on different connections, echo is not observable, never clear', () => {
  const wanted = ['echo/hears-itself', 'echo/microphone-picks-up-loudspeaker'];
  const rules = loadRules([])
    .rules.map(({ rule }) => rule)
    .filter(({ id }) => wanted.includes(id));
  const evaluator = createEvaluator(rules, []);
  evaluator.observes('call.log', ALL_EVENTS);
  const signals = createSignals(evaluator, 'call.log');
  for (let t = 0; t <= 90; t++) {
    const levels = { totalAudioEnergy: 0.1 * t, totalSamplesDuration: t };
    signals.sample(
      sample(
        t,
        [
          object('media-source', 'M', levels, { kind: 'audio' }),
          object('outbound-rtp', 'O', { packetsSent: 50 * t }, { kind: 'audio', labels: { mediaSourceId: 'M' } }),
        ],
        'publisher',
      ),
    );
    const inbound = object('inbound-rtp', 'A', { packetsReceived: 50 * t, ...levels }, { kind: 'audio' });
    signals.sample(sample(t, [inbound], 'subscriber'));
  }
  signals.finish({ end: undefined, resolutionMs: 1 });
  const { checks } = evaluator.finish(undefined);
  expect(checks.map(({ rule, outcome }) => [rule, outcome]).sort()).toEqual(
    wanted.map((rule) => [rule, 'not-observable']),
  );
});
