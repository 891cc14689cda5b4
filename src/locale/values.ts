import type { Unit } from '../model/metric.js';
import type { SignalId } from '../model/signal.js';
import { decimalText } from './decimal-text.js';
import type { Locale } from './locale.js';
import { lookUp } from './locale.js';

/** Shown for what is not a number: a missing value is never zero. */
export const NO_VALUE = '–';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Ratios that are correlations: 0.94, not 94 %. */
const CORRELATIONS: ReadonlySet<string> = new Set<SignalId>(['return-correlation', 'leak-correlation']);

/** Ratios that are yes or no. */
const FLAGS: ReadonlySet<string> = new Set<SignalId>([
  'other-tracks-flow',
  'capture-live',
  'microphone-heard-before',
  'resolution-changed',
  'relayed',
  'path-over-tcp',
  'connection-lost',
  'connect-failed',
  'connect-unfinished',
  'echo-cancellation-off',
  'loudspeaker-route',
]);

/** Ratios that are a multiple of the usual and become worse by growing: ×3.2, not 320 %. */
const MULTIPLES: ReadonlySet<string> = new Set<SignalId>(['round-trip-time-of-usual', 'stats-interval-of-usual']);

/** A number with thousands separators and at most `digits` decimals: the same in all languages that there are. */
export function formatNumber(_locale: Locale, value: number, digits = 0): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  const text = decimalText(value, digits);
  return text === '-0' ? '0' : text;
}

/** 0.356 → 35.6%. */
function formatPercent(ratio: number, digits = 1): string {
  if (!Number.isFinite(ratio)) return NO_VALUE;
  return `${decimalText(ratio, digits, 2)}%`;
}

/** A length of time in ms as people say it: 820 ms, 1.8 s, 2 min 5 s, 1 h 4 min. */
export function formatDuration(locale: Locale, ms: number): string {
  const { units } = locale.text;
  if (!Number.isFinite(ms)) return NO_VALUE;
  if (ms < 0) return `−${formatDuration(locale, -ms)}`;
  if (ms < 999.5) return formatNumber(locale, ms) + units.ms;
  if (ms < MINUTE - 50) return formatNumber(locale, ms / 1000, 1) + units.s;
  const seconds = Math.round(ms / 1000);
  if (ms < HOUR - 500) return join(Math.floor(seconds / 60), units.min, seconds % 60, units.s);
  const minutes = Math.round(ms / MINUTE);
  return join(Math.floor(minutes / 60), units.h, minutes % 60, units.min);
}

function join(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit} ${small}${smallUnit}`;
}

/** Size of a file: 812 B, 12.4 kB, 3.1 MB (powers of 1000). */
export function formatBytes(locale: Locale, bytes: number): string {
  const steps = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let step = 0;
  while (value >= 999.5 && step < steps.length - 1) {
    value /= 1000;
    step++;
  }
  return `${formatNumber(locale, value, step === 0 ? 0 : 1)} ${steps[step] ?? ''}`;
}

/**
 * A value with its unit. `finer` adds decimals, for two values that would look the same otherwise.
 * Milliseconds stay milliseconds up to 10 s, so that a value and its limit can be compared at a glance.
 */
export function formatValue(locale: Locale, value: number, unit: Unit | string, finer = 0): string {
  const { units } = locale.text;
  const plain = (digits: number): string => formatNumber(locale, value, digits + finer);
  if (!Number.isFinite(value)) return NO_VALUE;
  switch (unit) {
    case 'ratio':
      return formatPercent(value, 1 + finer);
    case 'ms':
      return Math.abs(value) < 10_000 ? plain(Math.abs(value) < 10 ? 1 : 0) + units.ms : formatDuration(locale, value);
    case 's':
      return Math.abs(value) < 60
        ? plain(Math.abs(value) < 10 ? 2 : 1) + units.s
        : formatDuration(locale, value * 1000);
    case 'fps':
      return plain(1) + units.fps;
    case 'bit/s':
      return bitrate(locale, value, finer);
    case 'bytes':
      return formatBytes(locale, value);
    case 'dB':
    case 'dBFS':
      return `${plain(1).replace('-', '−')} ${unit}`;
    case '1/s':
      return plain(1) + units.perSecond;
    case '1/min':
      return plain(1) + units.perMinute;
    case 'samples':
      return plain(0) + units.samples;
    case 'px':
      return `${plain(0)} px`;
    case 'count':
      return plain(0);
    case 'level':
      return plain(3);
    case 'j':
      return plain(2);
    default:
      return `${plain(2)} ${unit}`;
  }
}

function bitrate(locale: Locale, bitsPerSecond: number, finer: number): string {
  const kilobits = bitsPerSecond / 1000;
  if (Math.abs(kilobits) >= 10_000) return `${formatNumber(locale, kilobits / 1000, 1 + finer)} Mbit/s`;
  return `${formatNumber(locale, kilobits, (Math.abs(kilobits) < 10 ? 1 : 0) + finer)} kbit/s`;
}

/** A value of a signal (or of `duration` or `count`) in the form that suits the signal. */
export function formatSignal(locale: Locale, signal: string, value: number, unit: Unit | string, finer = 0): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  if (signal === 'duration') return formatDuration(locale, unit === 's' ? value * 1000 : value);
  if (isFlag(signal)) return value >= 0.5 ? locale.text.report.yes : locale.text.report.no;
  if (CORRELATIONS.has(signal)) return formatNumber(locale, value, 2 + finer);
  if (MULTIPLES.has(signal)) return `×${formatNumber(locale, value, 1 + finer)}`;
  return formatValue(locale, value, unit, finer);
}

/** True for signals that are yes or no: a limit says nothing beside them. */
export function isFlag(signal: string): boolean {
  return FLAGS.has(signal);
}

/** A measured value and its limit, with as many decimals as it takes to tell them apart when they differ. */
export function formatMeasured(
  locale: Locale,
  measured: { readonly signal: string; readonly value: number; readonly unit: string; readonly threshold: number },
): { readonly value: string; readonly limit: string } {
  const { signal, unit } = measured;
  const at = (finer: number) => ({
    value: formatSignal(locale, signal, measured.value, unit, finer),
    limit: isFlag(signal) ? NO_VALUE : formatSignal(locale, signal, measured.threshold, unit, finer),
  });
  for (let finer = 0; finer < 3; finer++) {
    const pair = at(finer);
    if (pair.value !== pair.limit || measured.value === measured.threshold) return pair;
  }
  return at(3);
}

/** The words for a signal or a type of event; an id that the catalogue does not know is shown as it stands. */
export function signalName(locale: Locale, signal: string): string {
  return lookUp(locale.text.signals, signal) ?? lookUp(locale.text.events, signal) ?? signal;
}

/** The words for a span of the connect time, which may be named after an event; a step that an SDK names itself is shown as it stands. */
export function spanName(locale: Locale, name: string): string {
  return lookUp(locale.text.spans, name) ?? lookUp(locale.text.events, name) ?? name;
}

/** The words for a label of the environment. */
export function environmentLabel(locale: Locale, label: string): string {
  return lookUp(locale.text.environment, label) ?? label;
}

/** A confidence of 0–1 in words and as a number: `likely, 72%`. */
export function confidenceText(locale: Locale, confidence: number): string {
  const [veryLikely, likely, possible, weak] = locale.text.confidence;
  const word = confidence >= 0.8 ? veryLikely : confidence >= 0.6 ? likely : confidence >= 0.4 ? possible : weak;
  return `${word}${locale.text.report.clauseSeparator}${formatPercent(confidence, 0)}`;
}

/** A warning of a source, `code` or `code: detail`, as a sentence; an unknown code is shown as it stands. */
export function warningText(locale: Locale, warning: string): string {
  const colon = warning.indexOf(':');
  const code = (colon < 0 ? warning : warning.slice(0, colon)).trim();
  const sentence = lookUp(locale.text.warnings, code);
  return sentence === undefined ? warning : sentence(colon < 0 ? '' : warning.slice(colon + 1).trim());
}
