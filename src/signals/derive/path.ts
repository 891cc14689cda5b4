import type { StatsObject } from '../../model/sample.js';
import { type Interval, isOf } from '../interval.js';

/** googRtt of a pair that was never measured; no real path is exactly that slow. Seconds. */
const UNMEASURED_RTT = 3;

/** The statistics objects of one sample that say where the packets go. */
export interface PathObjects {
  readonly pairs: readonly Interval<'candidate-pair'>[];
  readonly transports: readonly StatsObject[];
  readonly candidates: ReadonlyMap<string, StatsObject>;
}

/** How the media travel, as far as the sample tells. */
export interface Path {
  /** 1 = through a relay, 0 = not, NaN = unknown. */
  readonly relayed: number;
  /** 1 = TCP or TLS, 0 = UDP, NaN = unknown. */
  readonly tcp: number;
  /** `host/udp → relay/udp`; undefined when the candidates are unknown. */
  readonly text: string | undefined;
}

/**
 * The pair that carries the media: the one that the transport names, else the one the format marks, else a nominated
 * pair that succeeded. The round-trip time or bitrate of any other pair means nothing.
 */
export function selectedPair(objects: PathObjects): Interval<'candidate-pair'> | undefined {
  const named = objects.transports.map((transport) => transport.labels.selectedCandidatePairId);
  return (
    objects.pairs.find((pair) => named.includes(pair.curr.id)) ??
    objects.pairs.find((pair) => pair.curr.labels.selected === 'true') ??
    (named.some((id) => id !== undefined && id !== '')
      ? undefined
      : objects.pairs.find((pair) => pair.curr.labels.nominated === 'true' && pair.curr.labels.state === 'succeeded'))
  );
}

/**
 * Round-trip time in ms, only when it is new: the gauge keeps its last value through an outage. New = another response
 * was counted, or, where responses are not counted, the value changed. Without a gauge: the mean of the new responses.
 */
export function freshRoundTrip(pair: Interval<'candidate-pair'>): number {
  const value = pair.gauge('currentRoundTripTime');
  if (value === UNMEASURED_RTT) return Number.NaN;
  const responses = pair.delta('responsesReceived');
  if (Number.isNaN(value)) return 1000 * pair.per('totalRoundTripTime', 'responsesReceived');
  if (pair.prev === undefined) return pair.gauge('responsesReceived') === 0 ? Number.NaN : 1000 * value;
  const isNew = responses > 0 || (Number.isNaN(responses) && value !== pair.before('currentRoundTripTime'));
  return isNew ? 1000 * value : Number.NaN;
}

export function pathOf(pair: Interval<'candidate-pair'>, candidates: PathObjects['candidates']): Path {
  const local = candidates.get(pair.curr.labels.localCandidateId ?? '');
  const remote = candidates.get(pair.curr.labels.remoteCandidateId ?? '');
  const types = [local?.labels.candidateType, remote?.labels.candidateType];
  const protocol = local?.labels.relayProtocol ?? local?.labels.protocol;
  return {
    relayed: types.includes('relay') ? 1 : types.includes(undefined) ? Number.NaN : 0,
    tcp: protocol === undefined ? Number.NaN : protocol.toLowerCase() === 'udp' ? 0 : 1,
    text: local === undefined && remote === undefined ? undefined : `${end(local)} → ${end(remote)}`,
  };
}

function end(candidate: StatsObject | undefined): string {
  const type = candidate?.labels.candidateType ?? '?';
  return `${type}/${candidate?.labels.relayProtocol ?? candidate?.labels.protocol ?? '?'}`;
}

/** Sorts out of all intervals of a sample what belongs to the path. */
export function pathObjects(intervals: readonly Interval[], stats: readonly StatsObject[]): PathObjects {
  const candidates = stats.filter(({ type }) => type === 'local-candidate' || type === 'remote-candidate');
  return {
    pairs: intervals.filter((interval) => isOf(interval, 'candidate-pair')),
    transports: stats.filter(({ type }) => type === 'transport'),
    candidates: new Map(candidates.map((candidate) => [candidate.id, candidate])),
  };
}
