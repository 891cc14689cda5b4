/** States in which nothing gets through, of ICE, of the peer connection and of SDK sessions. */
const DOWN = new Set(['disconnected', 'failed', 'reconnecting']);
const UP = new Set(['connected', 'completed']);

/** Whether a connection that had been up is down, and since when. */
export class Link {
  #wasUp = false;
  #downSince = Number.NaN;
  #over = false;

  /** A state was logged. Returns true when it changed between up and down: worth a tick. */
  state(to: string, time: number): boolean {
    if (this.#over) return false;
    if (UP.has(to)) {
      const returned = this.isDown;
      this.#wasUp = true;
      this.#downSince = Number.NaN;
      return returned;
    }
    if (to === 'closed') return this.end();
    // Before the first `connected` it is a connect that fails, not an interruption.
    if (!DOWN.has(to) || !this.#wasUp || this.isDown) return false;
    this.#downSince = time;
    return true;
  }

  /** Closed or left: nothing is missed any more. Returns true when it was down until now. */
  end(): boolean {
    const wasDown = this.isDown;
    this.#over = true;
    this.#downSince = Number.NaN;
    return wasDown;
  }

  /** Joined again after having left. */
  begin(): void {
    this.#over = false;
  }

  get isDown(): boolean {
    return !Number.isNaN(this.#downSince);
  }

  get downSince(): number {
    return this.#downSince;
  }

  /** Seconds down at `time`: 0 while up, NaN when no state was ever logged or all is over. */
  secondsDown(time: number): number {
    if (this.#over || !this.#wasUp) return Number.NaN;
    return this.isDown ? Math.max(0, (time - this.#downSince) / 1000) : 0;
  }
}
