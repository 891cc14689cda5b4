import { PLACES, type Place } from '../../model/metric.js';
import { SIGNAL_PLACES as AT } from '../../model/signal.js';
import type { Interval } from '../interval.js';
import { UsualValue } from '../median.js';
import type { Tick } from '../tick.js';
import { levelOf } from './audio-in.js';

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
    const level = source === undefined || media === 'video' ? Number.NaN : levelIn(source);
    this.#deriveCapture(source, level, tick, media);
    if (media === 'video') {
      if (rtp !== undefined) this.#deriveVideo(rtp, source, tick);
      if (source !== undefined) tick.set(AT['capture-frame-rate'], captureRate(source));
    } else if (source !== undefined) {
      this.#deriveMicrophone(source, level, tick, muted);
    }
  }

  #deriveSending(rtp: Interval<'outbound-rtp'>, captureSent: boolean, tick: Tick, media: 'audio' | 'video'): void {
    const packets = rtp.delta(OUTBOUND.packetsSent);
    const rate = rtp.rate(OUTBOUND.packetsSent);
    tick.set(AT['sent-packet-rate'], rate);
    if (media === 'audio') tick.set(AT['sent-packet-rate-of-usual'], this.#packets.ratio(rate, rtp.seconds, tick.gap));
    tick.set(AT['sent-bitrate'], 8 * rtp.rate(OUTBOUND.bytesSent));
    tick.set(AT['send-queue'], 1000 * rtp.per(OUTBOUND.totalPacketSendDelay, OUTBOUND.packetsSent));
    if (packets > 0 || captureSent) {
      this.#lastPacket = rtp.end;
      tick.set(AT['no-packets-sent-for'], 0);
    } else if (packets === 0) {
      tick.set(AT['no-packets-sent-for'], (rtp.end - this.#lastPacket) / 1000);
    }
  }

  /** A capture that is no longer reported has been removed from the sender. */
  #deriveCapture(
    source: Interval<'media-source'> | undefined,
    level: number,
    tick: Tick,
    media: 'audio' | 'video',
  ): void {
    if (source === undefined) {
      if (this.#captureSeen) tick.set(AT['capture-live'], 0);
      return;
    }
    this.#captureSeen = true;
    if (media === 'video') {
      const rate = captureRate(source);
      if (!Number.isNaN(rate)) tick.set(AT['capture-live'], rate > 0 ? 1 : 0);
      return;
    }
    if (source.delta(SOURCE.totalSamplesDuration) === 0 || !Number.isNaN(level))
      tick.set(AT['capture-live'], level > SILENT_DBFS ? 1 : 0);
  }

  #deriveVideo(rtp: Interval<'outbound-rtp'>, source: Interval<'media-source'> | undefined, tick: Tick): void {
    const encodedRate = rtp.rate(OUTBOUND.framesEncoded);
    const encoded = rtp.delta(OUTBOUND.framesEncoded);
    tick.set(AT['sent-frame-rate'], Number.isNaN(encodedRate) ? rtp.gauge(OUTBOUND.framesPerSecond) : encodedRate);
    const rate = tick.get(AT['sent-frame-rate']);
    tick.set(AT['sent-frame-rate-of-usual'], this.#frames.ratio(rate, rtp.seconds, tick.gap));
    tick.set(AT['pli-received-rate'], rtp.rate(OUTBOUND.pliCount));
    tick.set(AT['limited-by-bandwidth'], share(rtp, OUTBOUND['qualityLimitationDurations.bandwidth']));
    tick.set(AT['limited-by-cpu'], share(rtp, OUTBOUND['qualityLimitationDurations.cpu']));

    const captured = source === undefined ? Number.NaN : captureRate(source);
    if (encoded > 0) {
      const time = 1000 * rtp.per(OUTBOUND.totalEncodeTime, OUTBOUND.framesEncoded);
      tick.set(AT['encode-time'], time);
      tick.set(AT['encode-budget-used'], (time * (captured > 0 ? captured : encodedRate)) / 1000);
    }
    const frames = source?.delta(SOURCE.frames) ?? Number.NaN;
    if (frames >= MIN_FRAMES) tick.set(AT['encoded-of-captured'], encoded / frames);

    const height = rtp.gauge(OUTBOUND.frameHeight);
    if (!(height > 0)) return;
    this.#bestHeight = Math.max(this.#bestHeight, height);
    tick.set(AT['sent-height'], height);
    tick.set(AT['sent-height-of-best'], height / this.#bestHeight);
  }

  #deriveMicrophone(source: Interval<'media-source'>, level: number, tick: Tick, muted: boolean): void {
    tick.set(AT['microphone-level'], level);
    tick.set(AT['echo-return-loss'], source.gauge(SOURCE.echoReturnLoss));
    tick.set(AT['echo-return-loss-enhancement'], source.gauge(SOURCE.echoReturnLossEnhancement));
    if (level > SILENT_DBFS) this.#heardSeconds += source.seconds;
    if (!Number.isNaN(level)) tick.set(AT['microphone-heard-before'], this.#heardSeconds >= HEARD_SECONDS ? 1 : 0);
    if (muted || Number.isNaN(level)) {
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

/** Of the microphone, dBFS. */
function levelIn(source: Interval<'media-source'>): number {
  return levelOf(source.delta(SOURCE.totalAudioEnergy), source.delta(SOURCE.totalSamplesDuration));
}

function captureRate(source: Interval<'media-source'>): number {
  const rate = source.rate(SOURCE.frames);
  return Number.isNaN(rate) ? source.gauge(SOURCE.framesPerSecond) : rate;
}

/** Share of the interval that a limitation lasted; the clocks of both sides differ by some ms, hence the clamp. */
function share(rtp: Interval<'outbound-rtp'>, metric: Place<'outbound-rtp'>): number {
  return Math.min(1, rtp.rate(metric));
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
