import { PLACES } from '../../model/metric.js';
import type { StatsObject } from '../../model/sample.js';
import type { Interval } from '../interval.js';
import type { Report } from '../report.js';

const PAIR = PLACES['candidate-pair'];

/** googRtt of a pair that was never measured; no real path is exactly that slow. Seconds. */
const UNMEASURED_RTT = 3;

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
 * Round-trip time in ms, only when it is new: the gauge keeps its last value through an outage. New = another response
 * was counted, or, where responses are not counted, the value changed. Without a gauge: the mean of the new responses.
 */
export function freshRoundTrip(pair: Interval<'candidate-pair'>): number {
  const value = pair.gauge(PAIR.currentRoundTripTime);
  if (value === UNMEASURED_RTT) return Number.NaN;
  const responses = pair.delta(PAIR.responsesReceived);
  if (Number.isNaN(value)) return 1000 * pair.per(PAIR.totalRoundTripTime, PAIR.responsesReceived);
  if (pair.isFirst) return pair.gauge(PAIR.responsesReceived) === 0 ? Number.NaN : 1000 * value;
  const isNew = responses > 0 || (Number.isNaN(responses) && value !== pair.before(PAIR.currentRoundTripTime));
  return isNew ? 1000 * value : Number.NaN;
}

/** Finds the selected pair in every report, and its path; looked for anew only when a label changed. */
export class PathFinder {
  /** `Report.shape` of the latest report in which all pairs had a new reading, and which of them was selected; −1: none. */
  #selectedIn = -1;
  #selected = -1;
  #shape = -1;
  #pair = '';
  #local: StatsObject['labels'] | undefined;
  #remote: StatsObject['labels'] | undefined;
  #path: Path | undefined;

  /** See `findSelected`. */
  selectedPair(report: Report): Interval<'candidate-pair'> | undefined {
    const { shape, pairs, pairsListed } = report;
    if (pairs.size < pairsListed) return pairs.at(findSelected(report));
    if (shape !== this.#selectedIn) {
      this.#selectedIn = shape;
      this.#selected = findSelected(report);
    }
    return pairs.at(this.#selected);
  }

  of(pair: Interval<'candidate-pair'>, { candidates, shape }: Report): Path {
    if (this.#path !== undefined && shape === this.#shape && pair.id === this.#pair) return this.#path;
    this.#shape = shape;
    this.#pair = pair.id;
    const local = labelsOf(candidates, pair.labels.localCandidateId ?? '');
    const remote = labelsOf(candidates, pair.labels.remoteCandidateId ?? '');
    if (this.#path === undefined || local !== this.#local || remote !== this.#remote) {
      this.#local = local;
      this.#remote = remote;
      this.#path = pathOf(local, remote);
    }
    return this.#path;
  }
}

/**
 * The pair that carries the media: the one that the transport names, else the one the format marks, else a nominated
 * pair that succeeded. The round-trip time or bitrate of any other pair means nothing.
 * @returns its place among the pairs, −1 where none is selected
 */
function findSelected({ pairs, transports }: Report): number {
  let isNamed = false;
  for (let t = 0; t < transports.size; t += 1) {
    if ((transports.at(t)?.labels.selectedCandidatePairId ?? '') !== '') isNamed = true;
  }
  let marked = -1;
  let nominated = -1;
  for (let k = 0; k < pairs.size; k += 1) {
    const pair = pairs.at(k);
    if (pair === undefined) continue;
    for (let t = 0; t < transports.size; t += 1) {
      if (transports.at(t)?.labels.selectedCandidatePairId === pair.id) return k;
    }
    if (pair.labels.selected === 'true') {
      if (marked < 0) marked = k;
    } else if (nominated < 0 && pair.labels.nominated === 'true' && pair.labels.state === 'succeeded') nominated = k;
  }
  if (marked >= 0) return marked;
  return isNamed ? -1 : nominated;
}

function labelsOf(candidates: Report['candidates'], id: string): StatsObject['labels'] | undefined {
  let labels: StatsObject['labels'] | undefined;
  for (let k = 0; k < candidates.size; k += 1) {
    const candidate = candidates.at(k);
    if (candidate?.id === id) labels = candidate.labels;
  }
  return labels;
}

function pathOf(local: StatsObject['labels'] | undefined, remote: StatsObject['labels'] | undefined): Path {
  const types = [local?.candidateType, remote?.candidateType];
  const protocol = local?.relayProtocol ?? local?.protocol;
  return {
    relayed: types.includes('relay') ? 1 : types.includes(undefined) ? Number.NaN : 0,
    tcp: protocol === undefined ? Number.NaN : protocol.toLowerCase() === 'udp' ? 0 : 1,
    text: local === undefined && remote === undefined ? undefined : `${end(local)} → ${end(remote)}`,
  };
}

function end(candidate: StatsObject['labels'] | undefined): string {
  return `${candidate?.candidateType ?? '?'}/${candidate?.relayProtocol ?? candidate?.protocol ?? '?'}`;
}
