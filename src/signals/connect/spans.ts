import type { ConnectSpan, ConnectSummary } from '../../model/call.js';
import type { RtcEvent } from '../../model/event.js';
import type { SignalId } from '../../model/signal.js';

/**
 * A user gives a connect about this long before it counts as not having worked: Agora and Volcengine count a join as
 * successful within 5 s. An attempt that is given up or cut off earlier proves nothing. ms
 */
export const PATIENCE_MS = 5000;

/** One finished (or given up) connect or part of one: becomes one tick on the connection. */
export interface ConnectResult {
  readonly start: number;
  readonly end: number;
  /** Proof. */
  readonly event: Pick<RtcEvent, 'at' | 'excerpt' | 'code'>;
  readonly values: Partial<Record<SignalId, number>>;
  /** A failure that does not count if another connection of the call works. */
  readonly unlessOtherWorks?: boolean;
}

/** What a connection that came up proves, however long it took and whether or not its beginning is in the log. */
export const CAME_UP: Partial<Record<SignalId, number>> = { 'connect-failed': 0, 'connect-unfinished': 0 };

/**
 * Values of a connect that took `total` ms, given what the clock can tell apart (ms; 0 = the duration was printed,
 * infinite = there is no clock, so that only the outcome is known).
 */
export function connectValues(total: number, resolutionMs: number): Partial<Record<SignalId, number>> {
  if (!Number.isFinite(resolutionMs)) return CAME_UP;
  return { ...CAME_UP, 'connect-time': total, 'connect-time-at-least': Math.max(0, total - resolutionMs) };
}

export interface Outcome {
  readonly outcome: ConnectSummary['outcome'];
  readonly totalMs: number | undefined;
  readonly spans: readonly ConnectSpan[];
  /** The SDK printed the duration: the clock's resolution does not matter. */
  readonly printed: boolean;
}

/** A span, or none where one end is unknown or they contradict each other. */
export function span(name: string, start: number, end: number): ConnectSpan[] {
  return end >= start ? [{ name, start, end }] : [];
}
