import { AUDIBLE_DBFS } from './derive/audio-in.js';
import { levelOf } from './derive/level.js';
import { PRESENCE_WINDOW_S, presence } from './echo-presence.js';
import { LevelPoints } from './level-points.js';
import { LevelStatistics } from './level-statistics.js';

/**
 * Correlation is meaningless below this span: with 15–25 s windows healthy calls reach r = 0.9–1.0, because one shared
 * pause is enough; with 30 s the highest of 24 calls without echo was 0.78 (measured). Seconds.
 */
const WINDOW_S = 30;
/** Points are formed over about a second; slower polling than 2 s cannot tell the lags apart. Seconds. */
const POINT_S = 0.9;
const SLOWEST_S = 2.2;
/** Everything below counts as silence, dBFS. */
const SILENCE_DBFS = -60;
/** Spread that the leading and the following level need, dB: without a real pause every pair of levels looks alike. */
const LEADER_SPREAD_DB = 6;
const FOLLOWER_SPREAD_DB = 4;
/** The own voice is loud enough that an echo of it would be heard, dBFS. */
const SPEAKING_DBFS = -25;
/** Buffers of devices and of the far path that no statistic shows, ms. */
const UNSEEN_DELAY_MS = 1000;
/** Lags up to this are always looked at (0, 1 and 2 points at 1 Hz): leaks were measured at 1 and 2 s. Seconds. */
const SHORTEST_SEARCH_S = 2;
/** And never more points than this: talk in turns correlates at lags of several seconds. */
const MAX_LAG = 4;

/** What is known of one interval. Energies are of samples in −1…1; delays, in ms, bound the lag of an echo, NaN counts as 0. */
export interface EchoInput {
  seconds: number;
  micEnergy: number;
  micDuration: number;
  /** Of these, dBFS (see `levelOf`), as those of the other end below: most points are of one interval. */
  micLevel: number;
  inboundEnergy: number;
  inboundDuration: number;
  inboundLevel: number;
  roundTrip: number;
  buffer: number;
  playout: number;
}

export interface EchoReading {
  /** r of the inbound level following the microphone by at least one point, 0 when another lag explains it better. */
  returned: number;
  /** Its lag, s. */
  lag: number;
  /** r of the microphone following the inbound level (or moving with it), 0 when another lag explains it better. */
  leaked: number;
  /** Share of the own speech of the last minute during which the inbound sound was heard too; NaN when undecided. */
  returnPresence: number;
  /** Share of the inbound speech of the last minute during which the microphone heard something too; NaN when undecided. */
  leakPresence: number;
  /** Seconds of the newest decided point in which this end spoke and nothing came back; NaN when undecided. */
  noReturnSeconds: number;
}

/**
 * Compares the level of the own microphone with that of received audio over the last 30 s. Who hears himself has a log
 * in which the inbound level follows his own; a device that leaks has one in which the microphone moves with the
 * inbound level. Bounded: at most 30 s of points for correlation, a minute of them for presence.
 */
export class EchoWindow {
  readonly #points = new LevelPoints();
  readonly #reading: EchoReading = {
    returned: Number.NaN,
    lag: Number.NaN,
    leaked: Number.NaN,
    returnPresence: Number.NaN,
    leakPresence: Number.NaN,
    noReturnSeconds: Number.NaN,
  };
  /** The point that is complete; numbers that are handed to a function become objects. */
  readonly #point = { seconds: Number.NaN, mic: Number.NaN, inbound: Number.NaN };
  #seconds = 0;
  #micEnergy = 0;
  #micDuration = 0;
  #inboundEnergy = 0;
  #inboundDuration = 0;

  /** @returns a reading when another point is complete and all levels are known, else undefined. Valid until the next call. */
  add(input: EchoInput): EchoReading | undefined {
    if (!(input.seconds <= SLOWEST_S)) {
      this.reset();
      return undefined;
    }
    const point = this.#point;
    if (this.#seconds === 0 && input.seconds >= POINT_S) {
      point.seconds = input.seconds;
      point.mic = Math.max(SILENCE_DBFS, input.micLevel);
      point.inbound = Math.max(SILENCE_DBFS, input.inboundLevel);
    } else {
      this.#seconds += input.seconds;
      this.#micEnergy += input.micEnergy;
      this.#micDuration += input.micDuration;
      this.#inboundEnergy += input.inboundEnergy;
      this.#inboundDuration += input.inboundDuration;
      if (this.#seconds < POINT_S) return undefined;
      point.seconds = this.#seconds;
      point.mic = Math.max(SILENCE_DBFS, levelOf(this.#micEnergy, this.#micDuration));
      point.inbound = Math.max(SILENCE_DBFS, levelOf(this.#inboundEnergy, this.#inboundDuration));
      this.#begin();
    }
    this.#points.push(point);
    return this.#read(input);
  }

  reset(): void {
    this.#points.clear();
    this.#begin();
  }

  #begin(): void {
    this.#seconds = 0;
    this.#micEnergy = 0;
    this.#micDuration = 0;
    this.#inboundEnergy = 0;
    this.#inboundDuration = 0;
  }

  #read(input: EchoInput): EchoReading | undefined {
    const points = this.#points;
    const { end } = points;
    // The window counts pairs: points that still have a partner at the largest lag.
    const paired = end - MAX_LAG - 1;
    const step = points.span(points.recent, end) / (end - points.recent);
    const maxLag = lagLimit(input, step);
    while (points.recentCovers(paired, WINDOW_S)) points.shiftRecent();
    if (points.hasUnknown(points.recent)) return undefined;
    while (points.covers(PRESENCE_WINDOW_S)) points.shift();
    const reading = this.#reading;
    reading.noReturnSeconds = noReturn(points, maxLag);
    if (!points.recentCovers(end - maxLag, WINDOW_S) || !correlate(points, maxLag, step, reading)) {
      reading.returned = Number.NaN;
      reading.lag = Number.NaN;
      reading.leaked = Number.NaN;
    }
    const isMinuteKnown = !points.hasUnknown(points.first);
    reading.returnPresence = isMinuteKnown ? presence(points, points.mic, points.inbound) : Number.NaN;
    reading.leakPresence = isMinuteKnown ? presence(points, points.inbound, points.mic) : Number.NaN;
    return reading;
  }
}

/** Lags to look at, in points: all the delay an echo can have on its way. */
function lagLimit(parts: EchoInput, step: number): number {
  const longest = orZero(parts.roundTrip) + 2 * orZero(parts.buffer) + orZero(parts.playout) + UNSEEN_DELAY_MS;
  return Math.min(MAX_LAG, Math.max(Math.round(SHORTEST_SEARCH_S / step), Math.ceil(longest / 1000 / step), 1));
}

function orZero(ms: number): number {
  return Number.isNaN(ms) ? 0 : ms;
}

/** One is enough: nothing of it outlives a comparison. */
const STATISTICS = new LevelStatistics();

/**
 * Finds the lag and direction at which the two levels are most alike. The strongest one explains the others away.
 * @returns false when they change too little to be compared
 */
function correlate(points: LevelPoints, maxLag: number, step: number, reading: EchoReading): boolean {
  const statistics = STATISTICS;
  if (!statistics.findSpreads(points, FOLLOWER_SPREAD_DB)) return false;
  const { micSpread, inboundSpread } = statistics;
  const canReturn = micSpread >= LEADER_SPREAD_DB && inboundSpread >= FOLLOWER_SPREAD_DB;
  const canLeak = inboundSpread >= LEADER_SPREAD_DB && micSpread >= FOLLOWER_SPREAD_DB;
  if (!canReturn && !canLeak) return false;
  let leak = Math.max(-1, statistics.together);
  let forward = -1;
  let forwardLag = 0;
  for (let lag = 1; lag <= maxLag; lag += 1) {
    statistics.correlate(points, lag);
    if (statistics.inboundFollows > forward) {
      forward = statistics.inboundFollows;
      forwardLag = lag;
    }
    if (statistics.micFollows > leak) leak = statistics.micFollows;
  }
  const isReturn = forward > leak;
  reading.returned = !canReturn ? Number.NaN : isReturn ? forward : 0;
  reading.lag = canReturn && isReturn ? forwardLag * step : Number.NaN;
  reading.leaked = !canLeak ? Number.NaN : isReturn ? 0 : leak;
  return true;
}

/** The newest point whose echo would have come by now: did this end speak, and did nothing come back? */
function noReturn({ seconds, mic, inbound, recent, end }: LevelPoints, maxLag: number): number {
  const spoken = end - 1 - maxLag;
  if (spoken < recent) return Number.NaN;
  if ((mic[spoken] ?? 0) <= SPEAKING_DBFS) return 0;
  for (let k = spoken; k < end; k += 1) if (!((inbound[k] ?? 0) < AUDIBLE_DBFS)) return 0;
  return seconds[spoken] ?? Number.NaN;
}
