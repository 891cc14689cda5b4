import { PLACES } from '../../model/metric.js';
import { SIGNAL_PLACES as AT } from '../../model/signal.js';
import type { Interval } from '../interval.js';
import type { Received } from '../report.js';
import type { Tick } from '../tick.js';

const INBOUND = PLACES['inbound-rtp'];

/** Samples below which a share of concealed ones means nothing: 0.1 s at 48 kHz. Rules ask for more over their window. */
const MIN_SAMPLES = 4800;
/** Quieter than this, the far end is not audible, dBFS (measured: silence −66…−80, leaks and speech −8…−30). */
export const AUDIBLE_DBFS = -45;
/** WebRTC counts samples of late-packet outages at 48 kHz. */
const SAMPLE_RATE = 48_000;

/** Received audio after the jitter buffer. Formulas: W3C webrtc-stats, RTCInboundRtpStreamStats. */
export function deriveAudioIn({ track, interval, echo }: Received, tick: Tick): void {
  deriveConcealment(interval, tick);
  const interruptions = interval.delta(INBOUND.interruptionCount);
  const interrupted = interval.delta(INBOUND.totalInterruptionDuration);
  tick.set(AT['interruption-time'], interrupted);
  tick.set(AT['interruption-count'], interruptions);
  if (interruptions > 0) tick.set(AT['mean-interruption'], interrupted / interruptions);
  tick.set(AT['late-packet-outage'], interval.delta(INBOUND.delayedPacketOutageSamples) / SAMPLE_RATE);
  tick.set(AT['jitter-buffer-flushes'], interval.delta(INBOUND.jitterBufferFlushes));
  tick.set(AT['playout-rate'], interval.delta(INBOUND.totalSamplesDuration) / interval.seconds);
  deriveLevel(interval, tick);
  track.neverHeard.derive(interval, tick);
  if (echo === undefined) return;
  tick.set(AT['return-correlation'], echo.returned);
  tick.set(AT['return-lag'], echo.lag);
  tick.set(AT['return-presence'], echo.returnPresence);
  tick.set(AT['no-return-time'], echo.noReturnSeconds);
}

function deriveConcealment(interval: Interval<'inbound-rtp'>, tick: Tick): void {
  const samples = interval.delta(INBOUND.totalSamplesReceived);
  tick.set(AT['samples-received'], samples);
  if (samples >= MIN_SAMPLES) {
    const concealed = interval.delta(INBOUND.concealedSamples);
    tick.set(AT.concealment, Math.min(1, concealed / samples));
    // Long gaps fade to silence and count as silent: this share misses outages, `concealment` does not.
    const audible = concealed - interval.delta(INBOUND.silentConcealedSamples);
    tick.set(AT['audible-concealment'], Math.max(0, audible) / samples);
    const stretched =
      interval.delta(INBOUND.insertedSamplesForDeceleration) + interval.delta(INBOUND.removedSamplesForAcceleration);
    tick.set(AT['time-stretching'], stretched / samples);
  } else if (Number.isNaN(samples)) {
    tick.set(AT.concealment, interval.gauge(INBOUND.concealmentRate));
  }
}

function deriveLevel(interval: Interval, tick: Tick): void {
  const { level } = interval;
  if (Number.isNaN(level)) return;
  tick.set(AT['inbound-level'], level);
  tick.set(AT['far-end-active-time'], level > AUDIBLE_DBFS ? interval.seconds : 0);
}
