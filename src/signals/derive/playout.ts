import type { Interval } from '../interval.js';
import type { Tick } from '../tick.js';

/** Between decoder and loudspeaker. Formulas: W3C webrtc-stats, RTCAudioPlayoutStats. */
export function derivePlayout(playout: Interval<'media-playout'>, tick: Tick): void {
  tick.set('playout-glitches', playout.per('synthesizedSamplesDuration', 'totalSamplesDuration'));
  tick.set('playout-delay', playoutDelay(playout));
}

/** ms: mean delay of the samples played in the interval. */
export function playoutDelay(playout: Interval<'media-playout'>): number {
  return 1000 * playout.per('totalPlayoutDelay', 'totalSamplesCount');
}
