import type { EventType, RtcEvent } from '../../model/event.js';
import type { SignalId } from '../../model/signal.js';
import { CAME_UP, type ConnectResult, connectValues, type Outcome, PATIENCE_MS, span } from './spans.js';

/** ICE is up: how long to wait for a connectionState or DTLS line before taking that as connected, ms. */
const DTLS_WAIT_MS = 5000;

/** Events that only a peer connection has: a session of an SDK that shows none is not one that was never used. */
const OF_PEER: ReadonlySet<EventType> = new Set<EventType>([
  'connection.create',
  'negotiation',
  'signaling.state',
  'ice.gathering',
  'ice.candidate',
  'ice.state',
  'dtls.state',
  'pc.state',
]);

/** What a peer connection that came up proves. Of SDK sessions other events tell whether they were lost. */
const PEER_UP: Partial<Record<SignalId, number>> = { ...CAME_UP, 'connection-lost': 0 };

const SPAN_SIGNALS: Readonly<Record<string, SignalId>> = {
  signalling: 'signalling-time',
  gathering: 'gathering-time',
  ice: 'ice-time',
  dtls: 'dtls-time',
};

/**
 * The connect of one peer connection: from the first negotiation step (an offer created, or a remote one applied; not
 * the creation of the object, which applications do early) to connectionState `connected`, or ICE and DTLS where that
 * property is not logged. Only the first connect counts: renegotiation puts the state back to `connecting`, and an ICE
 * restart is a reconnect. A log that begins after the offer shows no total.
 */
export class PeerConnect {
  readonly #marks = new Map<string, number>();
  #connected = Number.NaN;
  #failed = Number.NaN;
  #failure: RtcEvent | undefined;
  #iceEvent: RtcEvent | undefined;
  #closed = Number.NaN;
  #last: RtcEvent | undefined;
  #exists = false;
  #statesSeen = false;
  #upBefore = false;

  get connectedAt(): number {
    return this.#connected;
  }

  /** Events tell of this connection: what statistics show of its connect is only a blurred copy. */
  get isLogged(): boolean {
    return this.#exists;
  }

  /** It was up at some time, also where the log begins after that. */
  get wasUp(): boolean {
    return this.#upBefore || !Number.isNaN(this.#connected);
  }

  /** True while `finish` may have something to tell: it tries, has failed, or is up as far as ICE tells. */
  get isTrying(): boolean {
    if (!Number.isNaN(this.#connected)) return false;
    if (this.#iceEvent !== undefined) return true;
    return !this.wasUp && (this.#failure !== undefined || this.#marks.has('checking'));
  }

  /** Media came through it: it is up, whether or not the log shows how it got there. */
  noteUp(): void {
    this.#upBefore = true;
  }

  /** It failed and never was connected: nothing on it is worth judging but that. */
  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** Takes an event; returns the connect when this completes it. `resolutionMs` is what the clock can tell apart. */
  take(event: RtcEvent, resolutionMs: number): ConnectResult | undefined {
    const overdue = this.passTime(event.time, resolutionMs);
    this.#note(event);
    if (overdue !== undefined || !Number.isNaN(this.#connected)) return overdue;
    const to = event.fields.to;
    if ((event.type === 'pc.state' || event.type === 'dtls.state') && to === 'connected') {
      if (event.type === 'pc.state' || this.#marks.has('ice-connected')) return this.#connect(event, resolutionMs);
    }
    if (event.type === 'ice.state' && (to === 'connected' || to === 'completed') && this.#iceEvent === undefined) {
      this.#iceEvent = event;
      if (this.#marks.has('dtls-connected') && !this.#marks.has('pc')) return this.#connect(event, resolutionMs);
    }
    return undefined;
  }

  /** ICE came up and neither connectionState nor DTLS said more within a while: the log does not show them. */
  passTime(time: number, resolutionMs: number): ConnectResult | undefined {
    if (this.#iceEvent === undefined || !Number.isNaN(this.#connected)) return undefined;
    return time - this.#iceEvent.time > DTLS_WAIT_MS ? this.#connect(this.#iceEvent, resolutionMs) : undefined;
  }

  /** Ends the connection (close or end of log at `time`): a connect that failed or never ended, if there was one. */
  finish(time: number, resolutionMs: number): ConnectResult | undefined {
    if (Number.isNaN(this.#connected) && this.#iceEvent !== undefined && Number.isNaN(this.#failed)) {
      return this.#connect(this.#iceEvent, resolutionMs);
    }
    if (this.wasUp) return undefined;
    const start = this.#start();
    if (this.#failure !== undefined) {
      const from = Number.isNaN(start) ? this.#at('checking') : start;
      return {
        start: Number.isNaN(from) ? this.#failed : from,
        end: this.#failed,
        event: this.#failure,
        values: { 'connect-failed': 1 },
        unlessOtherWorks: true,
      };
    }
    const begun = this.#at('checking');
    const end = Number.isNaN(this.#closed) ? time : Math.min(time, this.#closed);
    if (this.#last === undefined || !(end - begun >= PATIENCE_MS)) return undefined;
    const values = { 'connect-unfinished': 1 };
    return { start: Number.isNaN(start) ? begun : start, end, event: this.#last, values, unlessOtherWorks: true };
  }

  outcome(): Outcome {
    const start = this.#start();
    const total = this.#connected - start;
    const attempted = this.#marks.has('checking');
    return {
      outcome: this.wasUp
        ? 'connected'
        : this.#failure !== undefined
          ? 'failed'
          : attempted
            ? 'unfinished'
            : this.#exists
              ? 'unused'
              : 'unknown',
      totalMs: total >= 0 ? total : undefined,
      spans: this.#spans(),
      printed: false,
    };
  }

  #note(event: RtcEvent): void {
    const { type, time, fields } = event;
    this.#last = event;
    if (OF_PEER.has(type)) this.#exists = true;
    const to = String(fields.to ?? '');
    if (type === 'connection.close' || to === 'closed') this.#mark('closed', time, () => (this.#closed = time));
    if (type === 'negotiation' && fields.failed !== true) this.#noteNegotiation(event);
    if (type === 'signaling.state' && to.endsWith('-offer')) this.#mark('offer-set', time);
    if (type === 'signaling.state' && to === 'stable' && this.#marks.has('offer-set')) this.#mark('answer-set', time);
    if (type === 'ice.gathering') {
      if (to === 'gathering') this.#mark('gathering', time);
      if (to === 'complete') this.#mark('gathered', time);
    }
    // The first candidate from a server ends what is worth waiting for (rtcstats.com); host candidates are there at once.
    const fromServer = fields.candidateType === 'srflx' || fields.candidateType === 'relay';
    if (type === 'ice.candidate' && fields.side === 'local' && fromServer) this.#mark('gathered', time);
    if (type === 'ice.state') this.#noteState(event, 'checking', 'ice-connected', ['connected', 'completed']);
    if (type === 'pc.state') {
      this.#mark('pc', time);
      this.#noteState(event, 'connecting', 'pc-connected', ['connected']);
    }
    if (type === 'dtls.state' && to === 'connected') this.#mark('dtls-connected', time);
  }

  #noteNegotiation({ time, fields }: RtcEvent): void {
    const step = fields.step;
    const sdp = fields.sdp;
    if (!this.#statesSeen && (step === 'create-offer' || (step !== 'create-answer' && sdp === 'offer'))) {
      // An answer seen first means that the log begins in the middle.
      if (!this.#marks.has('answer-set')) this.#mark('first-step', time);
    }
    if ((step === 'set-local' || step === 'set-remote') && sdp === 'offer') this.#mark('offer-set', time);
    if ((step === 'set-local' || step === 'set-remote') && sdp === 'answer') this.#mark('answer-set', time);
  }

  #noteState(event: RtcEvent, trying: string, up: string, good: readonly string[]): void {
    const to = String(event.fields.to ?? '');
    if (to !== 'new' && to !== 'closed') this.#statesSeen = true;
    // Nothing can be disconnected that was not connected: the log begins in the middle of the call.
    if (to === 'disconnected' && !this.#marks.has('checking') && !this.#marks.has('first-step')) this.#upBefore = true;
    if (to === trying) {
      this.#mark('checking', event.time);
      this.#failure = undefined;
    }
    if (good.includes(to)) {
      this.#mark(up, event.time);
      this.#failure = undefined;
    }
    // Before the first connect only: later it is an interruption.
    if (to === 'failed' && !this.wasUp) {
      this.#failure ??= event;
      this.#failed = this.#failure.time;
    }
  }

  #connect(event: RtcEvent, resolutionMs: number): ConnectResult {
    this.#connected = event.time;
    this.#failure = undefined;
    const start = this.#start();
    const total = event.time - start;
    if (!(total >= 0)) return { start: event.time, end: event.time, event, values: PEER_UP };
    const values = { ...connectValues(total, resolutionMs), ...PEER_UP };
    for (const part of this.#spans()) {
      const signal = SPAN_SIGNALS[part.name];
      if (signal !== undefined) values[signal] = part.end - part.start;
    }
    return { start, end: event.time, event, values };
  }

  /** The parts, where both ends were logged and the part ended before the connect did. */
  #spans(): Outcome['spans'] {
    const end = Number.isNaN(this.#connected) ? Number.POSITIVE_INFINITY : this.#connected;
    const within = (name: string, from: number, to: number) => (to <= end ? span(name, from, to) : []);
    const ice = this.#at('ice-connected');
    const secured = this.#marks.has('pc-connected') ? this.#at('pc-connected') : this.#at('dtls-connected');
    return [
      ...within('signalling', this.#at('offer-set'), this.#at('answer-set')),
      ...within('gathering', this.#at('gathering'), this.#at('gathered')),
      ...within('ice', this.#at('checking'), ice),
      ...within('dtls', ice, secured),
    ];
  }

  #start(): number {
    return this.#at('first-step');
  }

  #at(mark: string): number {
    return this.#marks.get(mark) ?? Number.NaN;
  }

  /** Only the first occurrence counts. */
  #mark(name: string, time: number, first?: () => void): void {
    if (this.#marks.has(name)) return;
    this.#marks.set(name, time);
    first?.();
  }
}
