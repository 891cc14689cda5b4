import { PLACES } from '../../model/metric.js';
import { SIGNAL_PLACES as AT } from '../../model/signal.js';
import type { Interval } from '../interval.js';
import { UsualValue } from '../median.js';
import type { Received, Report } from '../report.js';
import type { Tick } from '../tick.js';

const INBOUND = PLACES['inbound-rtp'];

/** Received audio or video before decoding: packets, loss, jitter buffer. Formulas: W3C webrtc-stats, RTCInboundRtpStreamStats. */
export class InboundFlow {
  readonly #packets = new UsualValue();
  #lastPacket = Number.NaN;
  #firstSeen = Number.NaN;
  #everFlowed = false;

  /** True in the interval last derived when packets came. */
  flowing = false;

  get everFlowed(): boolean {
    return this.#everFlowed;
  }

  /** Updates what the flow of packets is, before anything is derived. */
  observe(interval: Interval<'inbound-rtp'>): void {
    if (Number.isNaN(this.#firstSeen)) this.#firstSeen = interval.start;
    if (interval.gauge(INBOUND.packetsReceived) > 0) this.#everFlowed = true;
    this.flowing = interval.delta(INBOUND.packetsReceived) > 0;
    if (this.flowing) this.#lastPacket = interval.end;
  }

  derive(received: Received, report: Report, tick: Tick): void {
    const { interval } = received;
    if (!this.#everFlowed) {
      // Zero for ever is not a healthy track: nothing is derived but the time it has been waited for.
      if (interval.gauge(INBOUND.packetsReceived) === 0) {
        tick.set(AT['never-received-for'], (interval.end - Math.max(report.connectedAt, this.#firstSeen)) / 1000);
      }
      return;
    }
    const { seconds } = interval;
    const packets = interval.delta(INBOUND.packetsReceived);
    const lost = interval.delta(INBOUND.packetsLost);
    tick.set(AT['never-received-for'], 0);
    tick.set(AT['packet-rate'], packets / seconds);
    this.#packets.compare(tick, AT['packet-rate'], AT['packet-rate-of-usual'], interval);
    tick.set(AT['received-bitrate'], 8 * (interval.delta(INBOUND.bytesReceived) / seconds));
    tick.set(AT['packets-expected'], packets + lost);
    // A share of a handful of packets says nothing; rules ask for more evidence over their window (packets-expected).
    if (packets + lost >= 10) tick.set(AT['inbound-loss'], lost / (packets + lost));
    tick.set(AT['packets-discarded'], interval.delta(INBOUND.packetsDiscarded));
    tick.set(AT.jitter, 1000 * interval.gauge(INBOUND.jitter));
    if (packets > 0) tick.set(AT['no-packets-for'], 0);
    else if (packets === 0 && !Number.isNaN(this.#lastPacket)) {
      tick.set(AT['no-packets-for'], (interval.end - this.#lastPacket) / 1000);
      tick.set(AT['other-tracks-flow'], report.reception.othersFlow(received));
    }
    deriveBuffer(interval, tick);
  }
}

function deriveBuffer(interval: Interval<'inbound-rtp'>, tick: Tick): void {
  // The counters sum the delay of every frame or sample emitted: only their growth in the interval tells the present delay.
  const grown = interval.delta(INBOUND.jitterBufferEmittedCount);
  const emitted = grown > 0 ? grown : Number.NaN;
  const mean = 1000 * (interval.delta(INBOUND.jitterBufferDelay) / emitted);
  tick.set(
    AT['jitter-buffer-delay'],
    Number.isNaN(mean) ? 1000 * interval.gauge(INBOUND.currentJitterBufferDelay) : mean,
  );
  const target = 1000 * (interval.delta(INBOUND.jitterBufferTargetDelay) / emitted);
  const floor = 1000 * (interval.delta(INBOUND.jitterBufferMinimumDelay) / emitted);
  tick.set(AT['jitter-buffer-target'], target);
  tick.set(AT['jitter-buffer-imposed'], target - floor);
  tick.set(AT['jitter-buffer-excess'], mean - target);
}
