import { PLACES } from '../../model/metric.js';
import { SIGNAL_PLACES as AT } from '../../model/signal.js';
import type { Interval } from '../interval.js';
import { UsualValue } from '../median.js';
import type { Tick } from '../tick.js';

const OUTBOUND = PLACES['outbound-rtp'];
const SOURCE = PLACES['media-source'];
const REPORT = PLACES['remote-inbound-rtp'];

/** RMS 0.001 of full scale, dBFS: client-monitor's limit for a silent source. */
const SILENT_DBFS = -60;
/** Frames in an interval below which a share of frames means nothing (client-monitor). */
const MIN_FRAMES = 10;
/** Sound for this long in all is more than the click of a device that opens, s. */
const HEARD_SECONDS = 1;

/** Sent media. Formulas: W3C webrtc-stats, RTCOutboundRtpStreamStats, RTCAudioSourceStats, RTCVideoSourceStats. */
export class Outbound {
  readonly #frames = new UsualValue();
  readonly #packets = new UsualValue();
  #bestHeight = 0;
  #lastPacket = Number.NaN;
  #silentSince = Number.NaN;
  #heardSeconds = 0;
  #captureSeen = false;
  /** Frames of the camera in its latest interval, fps; NaN = unknown. In a field, as a number that is returned becomes an object. */
  #captureRate = Number.NaN;

  /**
   * @param rtp undefined while it sends nothing on purpose
   * @param source the capture of the stream
   * @param captureSent packets of the same capture were sent in the interval, by this stream or another layer of its simulcast
   */
  derive(
    rtp: Interval<'outbound-rtp'> | undefined,
    source: Interval<'media-source'> | undefined,
    captureSent: boolean,
    tick: Tick,
    media: 'audio' | 'video',
    muted: boolean,
  ): void {
    if (rtp !== undefined) this.#deriveSending(rtp, captureSent, tick, media);
    if (source === undefined) {
      // A capture that is no longer reported has been removed from the sender.
      if (this.#captureSeen) tick.set(AT['capture-live'], 0);
    } else {
      this.#captureSeen = true;
      if (media === 'audio') this.#deriveMicrophone(source, tick, muted);
      else this.#deriveCamera(source, tick);
    }
    if (media === 'video' && rtp !== undefined) this.#deriveVideo(rtp, source, tick);
  }

  #deriveSending(rtp: Interval<'outbound-rtp'>, captureSent: boolean, tick: Tick, media: 'audio' | 'video'): void {
    const { seconds } = rtp;
    const packets = rtp.delta(OUTBOUND.packetsSent);
    tick.set(AT['sent-packet-rate'], packets / seconds);
    if (media === 'audio') {
      this.#packets.compare(tick, AT['sent-packet-rate'], AT['sent-packet-rate-of-usual'], rtp);
    }
    tick.set(AT['sent-bitrate'], 8 * (rtp.delta(OUTBOUND.bytesSent) / seconds));
    if (packets > 0) tick.set(AT['send-queue'], 1000 * (rtp.delta(OUTBOUND.totalPacketSendDelay) / packets));
    if (packets > 0 || captureSent) {
      this.#lastPacket = rtp.end;
      tick.set(AT['no-packets-sent-for'], 0);
    } else if (packets === 0) {
      tick.set(AT['no-packets-sent-for'], (rtp.end - this.#lastPacket) / 1000);
    }
  }

  #deriveCamera(source: Interval<'media-source'>, tick: Tick): void {
    const rate = source.delta(SOURCE.frames) / source.seconds;
    this.#captureRate = Number.isNaN(rate) ? source.gauge(SOURCE.framesPerSecond) : rate;
    if (Number.isNaN(this.#captureRate)) return;
    tick.set(AT['capture-live'], this.#captureRate > 0 ? 1 : 0);
    tick.set(AT['capture-frame-rate'], this.#captureRate);
  }

  #deriveVideo(rtp: Interval<'outbound-rtp'>, source: Interval<'media-source'> | undefined, tick: Tick): void {
    const { seconds } = rtp;
    const encoded = rtp.delta(OUTBOUND.framesEncoded);
    tick.set(AT['sent-frame-rate'], Number.isNaN(encoded) ? rtp.gauge(OUTBOUND.framesPerSecond) : encoded / seconds);
    this.#frames.compare(tick, AT['sent-frame-rate'], AT['sent-frame-rate-of-usual'], rtp);
    tick.set(AT['pli-received-rate'], rtp.delta(OUTBOUND.pliCount) / seconds);
    deriveLimits(rtp, tick);

    if (encoded > 0) {
      const time = 1000 * (rtp.delta(OUTBOUND.totalEncodeTime) / encoded);
      const captured = source === undefined ? Number.NaN : this.#captureRate;
      tick.set(AT['encode-time'], time);
      tick.set(AT['encode-budget-used'], (time * (captured > 0 ? captured : encoded / seconds)) / 1000);
    }
    const frames = source === undefined ? Number.NaN : source.delta(SOURCE.frames);
    if (frames >= MIN_FRAMES) tick.set(AT['encoded-of-captured'], encoded / frames);

    const height = rtp.gauge(OUTBOUND.frameHeight);
    if (!(height > 0)) return;
    if (height > this.#bestHeight) this.#bestHeight = height;
    tick.set(AT['sent-height'], height);
    tick.set(AT['sent-height-of-best'], height / this.#bestHeight);
  }

  #deriveMicrophone(source: Interval<'media-source'>, tick: Tick, muted: boolean): void {
    const { level } = source;
    const isKnown = !Number.isNaN(level);
    if (isKnown || source.delta(SOURCE.totalSamplesDuration) === 0) {
      tick.set(AT['capture-live'], level > SILENT_DBFS ? 1 : 0);
    }
    tick.set(AT['microphone-level'], level);
    tick.set(AT['echo-return-loss'], source.gauge(SOURCE.echoReturnLoss));
    tick.set(AT['echo-return-loss-enhancement'], source.gauge(SOURCE.echoReturnLossEnhancement));
    if (level > SILENT_DBFS) this.#heardSeconds += source.seconds;
    if (isKnown) tick.set(AT['microphone-heard-before'], this.#heardSeconds >= HEARD_SECONDS ? 1 : 0);
    if (muted || !isKnown) {
      this.#silentSince = Number.NaN;
    } else if (level > SILENT_DBFS) {
      this.#silentSince = Number.NaN;
      tick.set(AT['microphone-silent-for'], 0);
    } else {
      if (Number.isNaN(this.#silentSince)) this.#silentSince = source.start;
      tick.set(AT['microphone-silent-for'], (source.end - this.#silentSince) / 1000);
    }
  }
}

/** Shares of the interval that a limitation lasted; the clocks of both sides differ by some ms, hence the clamp. */
function deriveLimits(rtp: Interval<'outbound-rtp'>, tick: Tick): void {
  const { seconds } = rtp;
  const byBandwidth = rtp.delta(OUTBOUND['qualityLimitationDurations.bandwidth']) / seconds;
  const byCpu = rtp.delta(OUTBOUND['qualityLimitationDurations.cpu']) / seconds;
  tick.set(AT['limited-by-bandwidth'], Math.min(1, byBandwidth));
  tick.set(AT['limited-by-cpu'], Math.min(1, byCpu));
}

/** The far end's receiver reports; a report that did not advance never gets here (ObjectStore). */
export function deriveReport(report: Interval<'remote-inbound-rtp'>, tick: Tick): void {
  tick.set(AT['outbound-loss'], report.gauge(REPORT.fractionLost));
  tick.set(AT['remote-jitter'], 1000 * report.gauge(REPORT.jitter));
  tick.set(AT['remote-round-trip-time'], remoteRoundTrip(report));
}

/** ms; NaN when no new measurement was counted. */
export function remoteRoundTrip(report: Interval<'remote-inbound-rtp'>): number {
  if (report.delta(REPORT.roundTripTimeMeasurements) === 0) return Number.NaN;
  return 1000 * report.gauge(REPORT.roundTripTime);
}
