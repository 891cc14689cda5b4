import type { MediaKind, Subject, SubjectKind } from '../../src/model/call.js';
import type { EventType, Location, RtcEvent } from '../../src/model/event.js';
import type { StatsType } from '../../src/model/metric.js';
import type { StatsObject, StatsSample } from '../../src/model/sample.js';
import { type Evidence, SIGNAL_INDEX, type SignalId } from '../../src/model/signal.js';
import { createSignals, type SignalEngine } from '../../src/signals/engine.js';
import type { SignalSink } from '../../src/signals/sink.js';

/** Any moment; nothing may depend on it. */
export const T0 = 1_700_000_000_000;

const at: Location = { source: 'call.log', line: 7, offset: 70 };

export function event(
  seconds: number,
  type: EventType,
  fields: RtcEvent['fields'] = {},
  connection?: string,
): RtcEvent {
  const base = { type, time: T0 + seconds * 1000, fields, at, excerpt: `${type} at ${seconds}` };
  return connection === undefined ? base : { ...base, connection };
}

export interface ObjectOptions {
  readonly kind?: MediaKind;
  readonly ssrc?: string;
  /** Own time stamp, seconds after T0. */
  readonly seconds?: number;
  readonly labels?: Record<string, string>;
}

export function object(
  type: StatsType,
  id: string,
  values: Record<string, number>,
  { kind, ssrc, seconds, labels = {} }: ObjectOptions = {},
): StatsObject {
  return {
    id,
    type,
    values,
    labels,
    ...(kind === undefined ? {} : { kind }),
    ...(ssrc === undefined ? {} : { ssrc }),
    ...(seconds === undefined ? {} : { time: T0 + seconds * 1000 }),
  };
}

export function sample(seconds: number, stats: readonly StatsObject[], connection = 'pc'): StatsSample {
  return { time: T0 + seconds * 1000, connection, stats, at };
}

/** A proof as plain data. */
function inWords({ at, excerpt, time }: Evidence): Evidence {
  return time === undefined ? { at, excerpt } : { at, excerpt, time };
}

/** One tick as it was handed over; times in seconds after T0. */
export interface SeenTick {
  readonly subject: Subject;
  readonly start: number;
  readonly end: number;
  readonly gap: boolean;
  readonly values: Float64Array;
  readonly proof: (signal: SignalId) => Evidence | undefined;
}

/** Takes down everything that the engine says. */
export class Recorder implements SignalSink {
  readonly ticks: SeenTick[] = [];
  readonly events: { subject: Subject; event: RtcEvent }[] = [];
  readonly closes: { subject: Subject; until: number }[] = [];
  readonly engine: SignalEngine = createSignals(this, 'call.log');

  constructor(private readonly proofs: readonly SignalId[] = []) {}

  tick(subject: Subject, tick: Parameters<SignalSink['tick']>[1]): void {
    const proofs = new Map(this.proofs.map((signal) => [signal, inWords(tick.prove(signal))]));
    this.ticks.push({
      subject,
      start: (tick.start - T0) / 1000,
      end: (tick.end - T0) / 1000,
      gap: tick.gap,
      values: tick.values.slice(),
      proof: (signal) => proofs.get(signal),
    });
  }

  event(subject: Subject, happened: RtcEvent): void {
    this.events.push({ subject, event: happened });
  }

  close(subject: Subject, judgedUntil: number): void {
    this.closes.push({ subject, until: (judgedUntil - T0) / 1000 });
  }

  feed(...records: readonly (RtcEvent | StatsSample)[]): this {
    for (const record of records) {
      if ('stats' in record) this.engine.sample(record);
      else this.engine.event(record);
    }
    return this;
  }

  finish(endSeconds?: number, resolutionMs = 1): ReturnType<SignalEngine['finish']> {
    return this.engine.finish({ end: endSeconds === undefined ? undefined : T0 + endSeconds * 1000, resolutionMs });
  }

  /** Known values of a signal: `[end of the interval in seconds, value]`. */
  series(signal: SignalId, kind?: SubjectKind): [number, number][] {
    return this.with(signal, kind).map((tick) => [tick.end, signalValue(tick, signal)]);
  }

  with(signal: SignalId, kind?: SubjectKind): SeenTick[] {
    return this.ticks.filter(
      (tick) => (kind === undefined || tick.subject.kind === kind) && !Number.isNaN(signalValue(tick, signal)),
    );
  }

  values(signal: SignalId, kind?: SubjectKind): number[] {
    return this.series(signal, kind).map(([, value]) => value);
  }
}

export function signalValue(tick: SeenTick, signal: SignalId): number {
  return tick.values[SIGNAL_INDEX.get(signal) ?? -1] ?? Number.NaN;
}

/** State of a received stream at a moment, from rates that change with time: integrates them second by second. */
export function integrate(rate: (second: number) => number, until: number): number {
  let sum = 0;
  for (let s = 0; s < until * 10; s += 1) sum += rate(s / 10) / 10;
  return Math.round(sum * 1e6) / 1e6;
}
