/** Most points that are held: a minute of them, each of at least 0.9 s. */
const MOST = 64;
/** Points are moved to the front of their arrays when these are full, not with each point. */
const ROOM = 2 * MOST;
/** Somebody speaks at this level or above, dBFS (speech over a second: −10 to −25, a quiet speaker −35). */
export const SPEAKING_DBFS = -35;
/** What comes back is heard above this, dBFS, and nothing is there up to the second: levels between them prove neither. */
export const HEARD_DBFS = -45;
export const SILENT_DBFS = -55;

/** Sums of seconds that are closer to each other may be the other way round: more than rounding makes of hours. */
const ROUNDING_S = 1e-6;

/** What is known of one point: its length in seconds, and the levels of microphone and received audio, dBFS; NaN = unknown. */
export interface LevelPoint {
  readonly seconds: number;
  readonly mic: number;
  readonly inbound: number;
}

/** Levels of microphone and received audio, point by point. What is held stands from `first` to before `end`. */
export class LevelPoints {
  readonly seconds = new Float64Array(ROOM);
  /** dBFS; NaN = unknown. */
  readonly mic = new Float64Array(ROOM);
  readonly inbound = new Float64Array(ROOM);
  first = 0;
  end = 0;
  /** The shorter window begins here; `first` to `end` is the longer one. */
  recent = 0;
  /**
   * Seconds of the longer window at which somebody speaks, as at the point before, but for what rounding makes of sums that
   * go on for hours: of the microphone, and inbound.
   */
  micSpeech = 0;
  inboundSpeech = 0;
  /** Points of the longer window at which the one is heard, and the other silent there and at the point before. */
  micAlone = 0;
  inboundAlone = 0;
  /** Place of the newest point with an unknown level. */
  #unknown = -1;
  /** Seconds of the longer window and of the shorter one, but for what rounding makes of sums that go on for hours. */
  #about = 0;
  #aboutRecent = 0;

  push({ seconds, mic, inbound }: LevelPoint): void {
    if (this.end - this.first === MOST) this.shift();
    if (this.end === ROOM) this.#toFront();
    const at = this.end;
    this.seconds[at] = seconds;
    this.mic[at] = mic;
    this.inbound[at] = inbound;
    this.end = at + 1;
    this.#about += seconds;
    this.#aboutRecent += seconds;
    if (Number.isNaN(mic) || Number.isNaN(inbound)) this.#unknown = at;
    if (at > this.first) this.#count(at, 1);
  }

  /** Drops the oldest point of the longer window. */
  shift(): void {
    const second = this.first + 1;
    this.#about -= this.seconds[this.first] ?? 0;
    if (second < this.end) this.#count(second, -1);
    if (this.recent < second) this.shiftRecent();
    this.first = second;
  }

  /** Drops the oldest point of the shorter window. */
  shiftRecent(): void {
    this.#aboutRecent -= this.seconds[this.recent] ?? 0;
    this.recent += 1;
  }

  clear(): void {
    this.first = 0;
    this.end = 0;
    this.recent = 0;
    this.micSpeech = 0;
    this.inboundSpeech = 0;
    this.micAlone = 0;
    this.inboundAlone = 0;
    this.#unknown = -1;
    this.#about = 0;
    this.#aboutRecent = 0;
  }

  /** Seconds of the points from `from` to before `to`. */
  span(from: number, to: number): number {
    let span = 0;
    for (let k = from; k < to; k += 1) span += this.seconds[k] ?? 0;
    return span;
  }

  /** Whether all but the last point of the longer window cover so many seconds. Summed only where it may be close. */
  covers(seconds: number): boolean {
    const about = this.#about - (this.seconds[this.end - 1] ?? 0) - seconds;
    if (Math.abs(about) > ROUNDING_S) return about > 0;
    return this.span(this.first, this.end - 1) >= seconds;
  }

  /** The same of the points of the shorter window before `to`. */
  recentCovers(to: number, seconds: number): boolean {
    let about = this.#aboutRecent - seconds;
    for (let k = Math.max(this.recent, to); k < this.end; k += 1) about -= this.seconds[k] ?? 0;
    if (Math.abs(about) > ROUNDING_S) return about > 0;
    return this.span(this.recent, to) >= seconds;
  }

  /** Whether a level from that place on is unknown. */
  hasUnknown(from: number): boolean {
    return this.#unknown >= from;
  }

  /** Counts the point and the one before it (1), or takes them back (−1). */
  #count(at: number, sign: number): void {
    const mic = this.mic[at] ?? 0;
    const micBefore = this.mic[at - 1] ?? 0;
    const inbound = this.inbound[at] ?? 0;
    const inboundBefore = this.inbound[at - 1] ?? 0;
    const seconds = sign * (this.seconds[at] ?? 0);
    if (mic >= SPEAKING_DBFS && micBefore >= SPEAKING_DBFS) this.micSpeech += seconds;
    if (inbound >= SPEAKING_DBFS && inboundBefore >= SPEAKING_DBFS) this.inboundSpeech += seconds;
    if (mic > HEARD_DBFS && inbound <= SILENT_DBFS && inboundBefore <= SILENT_DBFS) this.micAlone += sign;
    if (inbound > HEARD_DBFS && mic <= SILENT_DBFS && micBefore <= SILENT_DBFS) this.inboundAlone += sign;
  }

  #toFront(): void {
    const { first } = this;
    this.seconds.copyWithin(0, first, this.end);
    this.mic.copyWithin(0, first, this.end);
    this.inbound.copyWithin(0, first, this.end);
    this.end -= first;
    this.recent -= first;
    this.#unknown = Math.max(-1, this.#unknown - first);
    this.first = 0;
  }
}
