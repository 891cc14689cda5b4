import type { Unit } from '../model/metric.js';

const SUFFIX: Readonly<Partial<Record<Unit, string>>> = {
  s: ' s', fps: ' fps', dB: ' dB', dBFS: ' dBFS', px: ' px', '1/s': '/s', '1/min': '/min', bytes: ' bytes',
}; // biome-ignore format: a table

/** A value as a reader wants to see it, the same in every language: `12 %`, `620 ms`, `1.2 s`, `850 kbit/s`. */
export function formatValue(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return '–';
  if (unit === 'ratio') return `${digits(value * 100)} %`;
  if (unit === 'ms') return formatDuration(value);
  if (unit === 'bit/s') return `${digits(value / 1000)} kbit/s`;
  return `${digits(value)}${SUFFIX[unit] ?? ''}`;
}

/** ms as `620 ms`, `1.2 s`, `48 s` or `3 min 5 s`. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms)) return '–';
  if (Math.abs(ms) < 1000) return `${digits(ms)} ms`;
  if (Math.abs(ms) < 120_000) return `${digits(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Two significant digits below 10, else whole numbers. */
function digits(value: number): string {
  const size = Math.abs(value);
  if (size >= 10 || Number.isInteger(value)) return String(Math.round(value));
  return String(Number(value.toPrecision(2)));
}
