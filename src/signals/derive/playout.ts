import { PLACES } from '../../model/metric.js';
import { SIGNAL_PLACES as AT } from '../../model/signal.js';
import type { Interval } from '../interval.js';
import type { Tick } from '../tick.js';

const PLAYOUT = PLACES['media-playout'];

/** Between decoder and loudspeaker. Formulas: W3C webrtc-stats, RTCAudioPlayoutStats. */
export function derivePlayout(playout: Interval<'media-playout'>, tick: Tick): void {
  tick.set(AT['playout-glitches'], playout.per(PLAYOUT.synthesizedSamplesDuration, PLAYOUT.totalSamplesDuration));
  tick.set(AT['playout-delay'], playoutDelay(playout));
}

/** ms: mean delay of the samples played in the interval. */
export function playoutDelay(playout: Interval<'media-playout'>): number {
  return 1000 * playout.per(PLAYOUT.totalPlayoutDelay, PLAYOUT.totalSamplesCount);
}
