// The machine of one end is too slow, or its microphone delivers nothing. The drawn end is starved or silent.
import { drawn, pick } from '../random.mjs';
import { allow, demand, LARGE, LATER, PLAIN, USUAL, VOICE } from './parts.mjs';

const BIG = { ...LARGE, fps: 30 };
const SMALL = { ...BIG, width: 160, height: 120 };
const DEVICE = ['device', 'far-end'];
/** Both directions suffer when an end is starved: it also sends and receives its sound too late. */
const SUFFERS = demand(['stutter', 'silence'], ['stutter', 'silence', 'latency', 'interruption'], DEVICE);
const MAY_SUFFER = { must: [], may: ['stutter', 'silence', 'latency', 'interruption'], domains: DEVICE };

/**
 * @param {'sends'|'receives'} load whether the starved end encodes the big picture or decodes it
 * @param {[number, number]} percent of one processor that the end is left with, drawn
 */
const starved = (load, percent, actor, other) => (random) => {
  const end = pick(random, ['A', 'B']);
  const starve = { percent: Math.round(drawn(random, percent)) };
  const far = end === 'A' ? 'B' : 'A';
  return {
    media: BIG,
    mediaOf: { [load === 'sends' ? far : end]: SMALL },
    seconds: USUAL,
    faults: [{ starve, end, at: LATER, for: [10, 14], expect: { actor, other } }],
  };
};

const microphone = (fault, media, seconds = USUAL) => ({
  media,
  seconds,
  faults: [{ end: 'one', ...fault, expect: { actor: allow('silence'), other: demand(['silence'], [], ['far-end']) } }],
});

export const DEVICE_FAULTS = {
  'encoder-starved-15': starved('sends', [14, 17], MAY_SUFFER, SUFFERS),
  'encoder-starved-22': starved('sends', [20, 24], MAY_SUFFER, SUFFERS),
  'encoder-starved-35': starved('sends', [32, 37], MAY_SUFFER, MAY_SUFFER),
  'receiver-starved-15': starved('receives', [14, 17], MAY_SUFFER, SUFFERS),
  'receiver-starved-22': starved('receives', [20, 24], MAY_SUFFER, SUFFERS),
  'receiver-starved-35': starved('receives', [32, 37], MAY_SUFFER, MAY_SUFFER),
  'microphone-silent': microphone({ silentMicrophone: {}, at: LATER }, PLAIN),
  'microphone-silent-audio-only': microphone({ silentMicrophone: {}, at: LATER }, VOICE),
  'microphone-silent-from-start': microphone({ silentMicrophone: {}, at: 0 }, PLAIN),
  // The device stops altogether: not silence is delivered, but nothing.
  'microphone-suspended': microphone({ echo: { suspend: true }, end: 'B', at: LATER }, VOICE),
};
