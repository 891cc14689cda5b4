import type { Location } from '../../model/event.js';
import type { StatsObject } from '../../model/sample.js';
import type { SignalId } from '../../model/signal.js';
import type { Report } from '../report.js';
import { CAME_UP, type ConnectResult, type Outcome, PATIENCE_MS } from './spans.js';

type State = 'idle' | 'trying' | 'up' | 'failed';

/** Reports of one state of the transport, one after the other. Source time, ms; NaN = none. */
interface Seen {
  first: number;
  last: number;
}

/**
 * The connect as statistics show it, for logs that hold no states of the connection: `iceState` and `dtlsState` of the
 * transport (W3C webrtc-stats, RTCTransportStats). They are read once an interval, so that both ends of the connect are
 * known to one interval only. Certain is what lies between the first and the last report that show it under way; from
 * a single one nothing follows, and no time is told.
 */
export class TransportConnect {
  readonly #trying: Seen = { first: Number.NaN, last: Number.NaN };
  readonly #checking: Seen = { first: Number.NaN, last: Number.NaN };
  #idleSeen = false;
  #failed = Number.NaN;
  #up = Number.NaN;
  #proof: ConnectResult['event'] | undefined;

  /** It failed and was never up: nothing on it is worth judging but that. */
  get hasFailed(): boolean {
    return !Number.isNaN(this.#failed);
  }

  /** True while `finish` may have something to tell: it tries or has failed. */
  get isTrying(): boolean {
    return Number.isNaN(this.#up) && this.#proof !== undefined;
  }

  /**
   * Takes the transports of a report (`time`: source time, ms). Returns the connect when this report first shows it up.
   * @param negotiated there are sent streams, which Chromium reports once both descriptions are applied: from then on a
   *   transport that is still `new` waits for candidates of the far end, and whoever calls waits with it
   */
  take(reported: Report['transports'], time: number, at: Location, negotiated: boolean): ConnectResult | undefined {
    if (!Number.isNaN(this.#up)) return undefined;
    const transports = listOf(reported);
    const state = stateOf(transports, negotiated);
    if (state === undefined) return undefined;
    if (state === 'idle') {
      this.#idleSeen = true;
      return undefined;
    }
    const proof = { at, excerpt: excerptOf(transports) };
    // A failure is proven by the report that first shows it; a later attempt takes it back.
    if (state !== 'failed' || Number.isNaN(this.#failed)) this.#proof = proof;
    if (state === 'up') return this.#connect(time, proof);
    if (state === 'failed') {
      if (Number.isNaN(this.#failed)) this.#failed = time;
      return undefined;
    }
    this.#failed = Number.NaN;
    note(this.#trying, time);
    if (transports.some(({ labels }) => labels.iceState === 'checking')) note(this.#checking, time);
    return undefined;
  }

  /** Ends the connection (close or end of log at `time`): a connect that failed or never ended, if there was one. */
  finish(time: number): ConnectResult | undefined {
    if (!Number.isNaN(this.#up) || this.#proof === undefined) return undefined;
    const failed = !Number.isNaN(this.#failed);
    const end = failed ? this.#failed : Math.min(time, this.#trying.last);
    const start = Number.isNaN(this.#trying.first) ? end : this.#trying.first;
    if (!failed && !(end - start >= PATIENCE_MS)) return undefined;
    const values = failed ? { 'connect-failed': 1 } : { 'connect-unfinished': 1 };
    return { start, end, event: this.#proof, values, unlessOtherWorks: true };
  }

  outcome(): Outcome['outcome'] {
    if (!Number.isNaN(this.#up)) return 'connected';
    if (!Number.isNaN(this.#failed)) return 'failed';
    if (!Number.isNaN(this.#trying.first)) return 'unfinished';
    return this.#idleSeen ? 'unused' : 'unknown';
  }

  #connect(time: number, event: ConnectResult['event']): ConnectResult {
    this.#up = time;
    const values: Partial<Record<SignalId, number>> = { ...CAME_UP };
    const atLeast = this.#trying.last - this.#trying.first;
    if (!(atLeast > 0)) return { start: time, end: time, event, values };
    values['connect-time-at-least'] = atLeast;
    // Where the beginning was missed, only the least is known.
    if (this.#idleSeen) values['connect-time'] = time - this.#trying.first;
    const checked = this.#checking.last - this.#checking.first;
    if (checked > 0) values['ice-time'] = checked;
    return { start: this.#trying.first, end: time, event, values };
  }
}

function listOf(reported: Report['transports']): StatsObject[] {
  const list: StatsObject[] = [];
  for (let k = 0; k < reported.size; k += 1) {
    const transport = reported.at(k);
    if (transport !== undefined) list.push(transport);
  }
  return list;
}

function note(seen: Seen, time: number): void {
  if (Number.isNaN(seen.first)) seen.first = time;
  seen.last = time;
}

/** Without BUNDLE there are several transports: media flow with the first that is up, and all have failed only when none goes on. */
function stateOf(transports: readonly StatsObject[], negotiated: boolean): State | undefined {
  const states = transports.flatMap(({ labels }): State[] => {
    const { dtlsState, iceState } = labels;
    if (dtlsState === 'connected') return ['up'];
    if (iceState === undefined) return [];
    if (iceState === 'failed' || dtlsState === 'failed') return ['failed'];
    if (iceState === 'new') return [negotiated ? 'trying' : 'idle'];
    return [iceState === 'closed' ? 'idle' : 'trying'];
  });
  return (['up', 'trying', 'failed', 'idle'] as const).find((state) => states.includes(state));
}

function excerptOf(transports: readonly StatsObject[]): string {
  return transports
    .map(({ id, labels }) => `transport ${id} iceState ${labels.iceState ?? '?'}, dtlsState ${labels.dtlsState ?? '?'}`)
    .join(', ');
}
