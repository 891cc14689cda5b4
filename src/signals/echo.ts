import { AUDIBLE_DBFS, levelOf } from './derive/audio-in.js';
import { PRESENCE_WINDOW_S, presence } from './echo-presence.js';
import { correlation, deviation, LevelPoints } from './level-points.js';

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

/** Audio energy (of samples in −1…1) over some seconds. */
export interface Energy {
  readonly energy: number;
  readonly duration: number;
}

/** The delays that bound the lag at which an own voice can come back, ms; NaN counts as 0. */
export interface LagParts {
  readonly roundTrip: number;
  readonly buffer: number;
  readonly playout: number;
}

export interface EchoReading {
  /** r of the inbound level following the microphone by at least one point, 0 when another lag explains it better. */
  readonly returned: number;
  /** Its lag, s. */
  readonly lag: number;
  /** r of the microphone following the inbound level (or moving with it), 0 when another lag explains it better. */
  readonly leaked: number;
  /** Share of the own speech of the last minute during which the inbound sound was heard too; NaN when undecided. */
  readonly returnPresence: number;
  /** Share of the inbound speech of the last minute during which the microphone heard something too; NaN when undecided. */
  readonly leakPresence: number;
  /** Seconds of the newest decided point in which this end spoke and nothing came back; NaN when undecided. */
  readonly noReturnSeconds: number;
}

/**
 * Compares the level of the own microphone with that of received audio over the last 30 s. Who hears himself has a log
 * in which the inbound level follows his own; a device that leaks has one in which the microphone moves with the
 * inbound level. Bounded: at most 30 s of points for correlation, a minute of them for presence.
 */
export class EchoWindow {
  readonly #points = new LevelPoints();
  readonly #minute = new LevelPoints();
  #seconds = 0;
  #micEnergy = 0;
  #micDuration = 0;
  #inboundEnergy = 0;
  #inboundDuration = 0;

  /** @returns a reading when another point is complete and the window is full, else undefined. */
  add(seconds: number, mic: Energy, inbound: Energy, parts: LagParts): EchoReading | undefined {
    if (!(seconds <= SLOWEST_S)) {
      this.reset();
      return undefined;
    }
    this.#seconds += seconds;
    this.#micEnergy += mic.energy;
    this.#micDuration += mic.duration;
    this.#inboundEnergy += inbound.energy;
    this.#inboundDuration += inbound.duration;
    if (this.#seconds < POINT_S) return undefined;
    const micLevel = clamped(this.#micEnergy, this.#micDuration);
    const inboundLevel = clamped(this.#inboundEnergy, this.#inboundDuration);
    this.#points.push(this.#seconds, micLevel, inboundLevel);
    this.#minute.push(this.#seconds, micLevel, inboundLevel);
    this.#begin();
    return this.#read(parts);
  }

  reset(): void {
    this.#points.clear();
    this.#minute.clear();
    this.#begin();
  }

  #begin(): void {
    this.#seconds = 0;
    this.#micEnergy = 0;
    this.#micDuration = 0;
    this.#inboundEnergy = 0;
    this.#inboundDuration = 0;
  }

  #read(parts: LagParts): EchoReading | undefined {
    const points = this.#points;
    const step = points.span(0) / points.length;
    const maxLag = lagLimit(parts, step);
    // The window counts pairs: points that still have a partner at the largest lag.
    while (points.span(MAX_LAG + 1) >= WINDOW_S) points.shift();
    if (points.hasUnknown) return undefined;
    const noReturnSeconds = noReturn(points, maxLag);
    const isFull = points.span(maxLag) >= WINDOW_S;
    const alike = isFull ? correlate(points, maxLag, step) : undefined;
    const { returned, lag, leaked } = alike ?? UNKNOWN;
    return { returned, lag, leaked, noReturnSeconds, ...this.#presences() };
  }

  #presences(): { returnPresence: number; leakPresence: number } {
    const minute = this.#minute;
    while (minute.span(1) >= PRESENCE_WINDOW_S) minute.shift();
    if (minute.hasUnknown) return { returnPresence: Number.NaN, leakPresence: Number.NaN };
    const { mic, inbound } = minute;
    return { returnPresence: presence(minute, mic, inbound), leakPresence: presence(minute, inbound, mic) };
  }
}

type Likeness = Pick<EchoReading, 'returned' | 'lag' | 'leaked'>;

const UNKNOWN: Likeness = { returned: Number.NaN, lag: Number.NaN, leaked: Number.NaN };

/** Lags to look at, in points: all the delay an echo can have on its way. */
function lagLimit(parts: LagParts, step: number): number {
  const longest = orZero(parts.roundTrip) + 2 * orZero(parts.buffer) + orZero(parts.playout) + UNSEEN_DELAY_MS;
  return Math.min(MAX_LAG, Math.max(Math.round(SHORTEST_SEARCH_S / step), Math.ceil(longest / 1000 / step), 1));
}

function orZero(ms: number): number {
  return Number.isNaN(ms) ? 0 : ms;
}

/** Finds the lag and direction at which the two levels are most alike. The strongest one explains the others away. */
function correlate({ mic, inbound, length }: LevelPoints, maxLag: number, step: number): Likeness {
  const spreadOfMic = deviation(mic, length);
  const spreadOfInbound = deviation(inbound, length);
  const canReturn = spreadOfMic >= LEADER_SPREAD_DB && spreadOfInbound >= FOLLOWER_SPREAD_DB;
  const canLeak = spreadOfInbound >= LEADER_SPREAD_DB && spreadOfMic >= FOLLOWER_SPREAD_DB;
  if (!canReturn && !canLeak) return UNKNOWN;
  let forward = -1;
  let forwardLag = 0;
  let reverse = -1;
  for (let lag = 1; lag <= maxLag; lag += 1) {
    const r = correlation(mic, inbound, length, lag);
    if (r > forward) {
      forward = r;
      forwardLag = lag;
    }
    reverse = Math.max(reverse, correlation(inbound, mic, length, lag));
  }
  const leak = Math.max(correlation(mic, inbound, length, 0), reverse);
  const isReturn = forward > leak;
  return {
    returned: !canReturn ? Number.NaN : isReturn ? forward : 0,
    lag: canReturn && isReturn ? forwardLag * step : Number.NaN,
    leaked: !canLeak ? Number.NaN : isReturn ? 0 : leak,
  };
}

/** The newest point whose echo would have come by now: did this end speak, and did nothing come back? */
function noReturn({ seconds, mic, inbound, length }: LevelPoints, maxLag: number): number {
  const spoken = length - 1 - maxLag;
  if (spoken < 0) return Number.NaN;
  if ((mic[spoken] ?? 0) <= SPEAKING_DBFS) return 0;
  for (let k = spoken; k < length; k += 1) if (!((inbound[k] ?? 0) < AUDIBLE_DBFS)) return 0;
  return seconds[spoken] ?? Number.NaN;
}

function clamped(energy: number, duration: number): number {
  const level = levelOf(energy, duration);
  return Number.isNaN(level) ? level : Math.max(SILENCE_DBFS, level);
}
