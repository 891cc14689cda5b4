import { PLACES } from '../../model/metric.js';
import { SIGNAL_PLACES as AT } from '../../model/signal.js';
import type { Interval } from '../interval.js';
import { UsualValue } from '../median.js';
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

  /**
   * Updates what the flow of packets is, before anything is derived.
   * @returns packets that came in the interval, NaN when unknown.
   */
  observe(interval: Interval<'inbound-rtp'>): number {
    if (Number.isNaN(this.#firstSeen)) this.#firstSeen = interval.start;
    const packets = interval.delta(INBOUND.packetsReceived);
    if (interval.gauge(INBOUND.packetsReceived) > 0) this.#everFlowed = true;
    this.flowing = packets > 0;
    if (packets > 0) this.#lastPacket = interval.end;
    return packets;
  }

  /**
   * @param others whether other inbound tracks of the connection received packets: NaN when there are none
   * @param connectedSince source time of the connection, ms; NaN when not connected
   */
  derive(interval: Interval<'inbound-rtp'>, tick: Tick, others: number, connectedSince: number): void {
    if (!this.#everFlowed) {
      // Zero for ever is not a healthy track: nothing is derived but the time it has been waited for.
      if (interval.gauge(INBOUND.packetsReceived) === 0) {
        tick.set(AT['never-received-for'], (interval.end - Math.max(connectedSince, this.#firstSeen)) / 1000);
      }
      return;
    }
    const packets = interval.delta(INBOUND.packetsReceived);
    const lost = interval.delta(INBOUND.packetsLost);
    const rate = interval.rate(INBOUND.packetsReceived);
    tick.set(AT['never-received-for'], 0);
    tick.set(AT['packet-rate'], rate);
    tick.set(AT['packet-rate-of-usual'], this.#packets.ratio(rate, interval.seconds, tick.gap));
    tick.set(AT['received-bitrate'], 8 * interval.rate(INBOUND.bytesReceived));
    tick.set(AT['packets-expected'], packets + lost);
    // A share of a handful of packets says nothing; rules ask for more evidence over their window (packets-expected).
    if (packets + lost >= 10) tick.set(AT['inbound-loss'], lost / (packets + lost));
    tick.set(AT['packets-discarded'], interval.delta(INBOUND.packetsDiscarded));
    tick.set(AT.jitter, 1000 * interval.gauge(INBOUND.jitter));
    if (!Number.isNaN(packets)) {
      const standing = packets === 0 && !Number.isNaN(this.#lastPacket);
      tick.set(
        AT['no-packets-for'],
        standing ? (interval.end - this.#lastPacket) / 1000 : packets > 0 ? 0 : Number.NaN,
      );
      if (standing) tick.set(AT['other-tracks-flow'], others);
    }
    deriveBuffer(interval, tick);
  }
}

function deriveBuffer(interval: Interval<'inbound-rtp'>, tick: Tick): void {
  // The counters sum the delay of every frame or sample emitted: only their growth in the interval tells the present delay.
  const mean = 1000 * interval.per(INBOUND.jitterBufferDelay, INBOUND.jitterBufferEmittedCount);
  tick.set(
    AT['jitter-buffer-delay'],
    Number.isNaN(mean) ? 1000 * interval.gauge(INBOUND.currentJitterBufferDelay) : mean,
  );
  const target = 1000 * interval.per(INBOUND.jitterBufferTargetDelay, INBOUND.jitterBufferEmittedCount);
  const floor = 1000 * interval.per(INBOUND.jitterBufferMinimumDelay, INBOUND.jitterBufferEmittedCount);
  tick.set(AT['jitter-buffer-target'], target);
  tick.set(AT['jitter-buffer-imposed'], target - floor);
  tick.set(AT['jitter-buffer-excess'], mean - target);
}
