/** Quieter than this is no sound that anybody could hear: RMS 0.001 of full scale, dBFS (as for the own microphone). */
const SILENT_DBFS = -60;

/** For how long a received track has played without any sound in it, since its beginning. */
export class NeverHeard {
  #seconds = 0;
  #heard = false;
  #measured = false;

  /**
   * @param energy of the samples of an interval, in −1…1
   * @param duration of these samples, seconds
   * @param level of these samples, dBFS (see `levelOf`)
   * @returns seconds played so far without a sound; 0 once there was one, NaN where the log does not tell. Exactly no energy
   *   at all tells nothing: a muted far end looks the same as a browser that did not measure.
   */
  take(energy: number, duration: number, level: number): number {
    if (Number.isNaN(level)) return Number.NaN;
    this.#heard ||= level > SILENT_DBFS;
    if (this.#heard) return 0;
    this.#measured ||= energy > 0;
    this.#seconds += duration;
    return this.#measured ? this.#seconds : Number.NaN;
  }
}
