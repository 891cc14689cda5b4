// Calls with a Firefox end, which leaves only the getStats of its page.
import { demand, impaired, LASTING, nothing, PLAIN, USUAL } from './parts.mjs';

const FIREFOX_B = { B: 'firefox' };
const BOTH_FIREFOX = { A: 'firefox', B: 'firefox' };
/** A Firefox end draws its picture, which costs more than a file. */
const DRAWN = { ...PLAIN, fps: 15 };
const STUTTER = demand(['stutter'], ['latency', 'interruption'], ['network']);
const LATENCY = demand(['latency'], ['stutter'], ['network']);
const clean = (media, browsers) => ({ media, browsers, seconds: USUAL, expect: { each: nothing } });

export const FIREFOX = {
  'clean-chromium-to-firefox': clean(DRAWN, FIREFOX_B),
  'clean-firefox-to-firefox': clean(DRAWN, BOTH_FIREFOX),
  'loss-20-to-firefox': {
    ...impaired({ loss: 0.2 }, ['ab'], LASTING, STUTTER, { must: [], may: ['stutter'] }, DRAWN),
    browsers: FIREFOX_B,
  },
  'delay-300-with-firefox': {
    ...impaired({ delay: 320 }, 'both', LASTING, LATENCY, nothing, DRAWN),
    browsers: FIREFOX_B,
  },
};
