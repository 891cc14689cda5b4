import { describe, expect, it } from 'vitest';
import type { CallShape } from '../../src/model/call.js';
import { INFERABLE_SCENARIOS, inferScenario } from '../../src/result/infer-scenario.js';

const shape = (parts: Partial<CallShape>): CallShape => ({
  inboundAudio: 0,
  inboundVideo: 0,
  outboundAudio: 0,
  outboundVideo: 0,
  screenShare: false,
  ...parts,
});

describe('the scenario is inferred from the shape of the call', () => {
  it.each([
    [
      'one picture each way',
      shape({ inboundAudio: 1, inboundVideo: 1, outboundAudio: 1, outboundVideo: 1 }),
      'one-to-one',
    ],
    ['two pictures received', shape({ inboundAudio: 2, inboundVideo: 2, outboundAudio: 1 }), 'video-conference'],
    ['one picture received, nothing sent', shape({ inboundAudio: 1, inboundVideo: 1 }), 'live-show'],
    ['several voices, no picture', shape({ inboundAudio: 3, outboundAudio: 1 }), 'voice-room'],
    ['one voice each way, which may be anything', shape({ inboundAudio: 1, outboundAudio: 1 }), 'general'],
    ['the SDK says live', shape({ inboundAudio: 1, outboundAudio: 1, mode: 'live' }), 'live-show'],
    ['nothing at all', shape({}), 'general'],
  ])('%s', (_name, call, expected) => {
    const { id } = inferScenario([call]);
    expect(id).toBe(expected);
    expect(INFERABLE_SCENARIOS).toContain(id);
  });

  it('lets the largest call decide, not a failed first attempt beside it', () => {
    const real = shape({ inboundAudio: 1, inboundVideo: 1, outboundAudio: 1, outboundVideo: 1 });
    expect(inferScenario([shape({}), real, shape({ outboundAudio: 1 })]).id).toBe('one-to-one');
  });

  it('says general when there is no call', () =>
    expect(inferScenario([])).toEqual({ id: 'general', reason: 'no-evidence' }));
});
