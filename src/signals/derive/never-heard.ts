import { PLACES } from '../../model/metric.js';
import { SIGNAL_PLACES as AT } from '../../model/signal.js';
import type { Interval } from '../interval.js';
import type { Tick } from '../tick.js';

const INBOUND = PLACES['inbound-rtp'];

/** Quieter than this is no sound that anybody could hear: RMS 0.001 of full scale, dBFS (as for the own microphone). */
const SILENT_DBFS = -60;

/** For how long a received track has played without any sound in it, since its beginning. */
export class NeverHeard {
  #seconds = 0;
  #heard = false;
  #measured = false;

  /**
   * Sets for how many seconds it has played so far without a sound; 0 once there was one, unknown where the log does not
   * tell. Exactly no energy at all tells nothing: a muted far end looks the same as a browser that did not measure.
   */
  derive(interval: Interval<'inbound-rtp'>, tick: Tick): void {
    const { level } = interval;
    if (Number.isNaN(level)) return;
    if (level > SILENT_DBFS) this.#heard = true;
    if (this.#heard) {
      tick.set(AT['never-heard-for'], 0);
      return;
    }
    if (interval.delta(INBOUND.totalAudioEnergy) > 0) this.#measured = true;
    this.#seconds += interval.delta(INBOUND.totalSamplesDuration);
    if (this.#measured) tick.set(AT['never-heard-for'], this.#seconds);
  }
}
