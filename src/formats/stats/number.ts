/** Decimal numbers as goog statistics print them; hexadecimal and names such as `Infinity` are no readings. */
const DECIMAL = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const LONGEST_NUMBER = 40;

/**
 * libwebrtc prints the limits of 64-bit integers and of doubles where it has no value (9.2e18, 1.8e19, 1.8e308). No
 * metric comes near: the largest are NTP times in ms (4e12) and byte counters.
 */
const LARGEST_READING = 1e18;

/** A number, or the text of one, as a reading; undefined for everything else (NaN, null, text, sentinels). */
export function toReading(value: unknown): number | undefined {
  let number: number;
  if (typeof value === 'number') number = value;
  else if (typeof value === 'string' && value.length <= LONGEST_NUMBER && DECIMAL.test(value)) number = Number(value);
  else return undefined;
  return isReading(number) ? number : undefined;
}

/** True for numbers that can be a value of a metric. */
export function isReading(number: number): boolean {
  return Math.abs(number) < LARGEST_READING;
}

/** Numbers below this (1973) are not dates but counters of another clock, such as `performance.now()`. */
const EARLIEST_EPOCH_MS = 1e11;
/** Numbers beyond this (2286) are no dates either: microseconds, or damage. */
const LATEST_EPOCH_MS = 1e13;

/** True for numbers that can be a time of a call in epoch ms. */
export function isEpochMs(value: unknown): value is number {
  return typeof value === 'number' && value >= EARLIEST_EPOCH_MS && value < LATEST_EPOCH_MS;
}

/** ISO times have 20–35 characters. */
const LONGEST_DATE = 40;

/** A statistics time stamp in epoch ms: a number (Chrome, Firefox) or ISO text (old callback form); else undefined. */
export function toEpochMs(value: unknown): number | undefined {
  let ms: number;
  if (typeof value === 'number') ms = value;
  else if (typeof value === 'string' && value.length <= LONGEST_DATE)
    ms = DECIMAL.test(value) ? Number(value) : Date.parse(value);
  else return undefined;
  return isEpochMs(ms) ? ms : undefined;
}
