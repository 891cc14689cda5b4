import { PLACES } from '../../model/metric.js';
import { SIGNAL_PLACES as AT } from '../../model/signal.js';
import type { Interval } from '../interval.js';
import { UsualValue } from '../median.js';
import type { Tick } from '../tick.js';

const INBOUND = PLACES['inbound-rtp'];

/** Frames in an interval below which a share of frames means nothing (client-monitor). */
const MIN_FRAMES = 10;
/** Frames below which a mean time per frame means nothing; own judgement: a mean of three tames one odd frame. */
const MIN_FRAMES_FOR_TIMES = 3;
/** A picture at less than this is not expected to move: standing still is then no stall, fps (Agora's gate for freezes). */
const MOVING_FPS = 5;

/** Received video after the jitter buffer. Formulas: W3C webrtc-stats, RTCInboundRtpStreamStats. */
export class VideoIn {
  readonly #received = new UsualValue();
  readonly #decoded = new UsualValue();
  #lastFrame = Number.NaN;
  /** In the last two intervals in which frames were decoded, fps. */
  #rate = 0;
  #rateBefore = 0;

  derive(interval: Interval<'inbound-rtp'>, tick: Tick): void {
    const { seconds } = interval;
    deriveStalls(interval, tick);
    const received = interval.delta(INBOUND.framesReceived);
    const decoded = interval.delta(INBOUND.framesDecoded);
    const requests = interval.delta(INBOUND.pliCount);
    tick.set(AT['nack-rate'], interval.delta(INBOUND.nackCount) / seconds);
    tick.set(AT['pli-rate'], requests / seconds);
    tick.set(AT['pli-sent'], requests);
    tick.set(AT['received-frame-rate'], received / seconds);
    this.#received.compare(tick, AT['received-frame-rate'], AT['received-frame-rate-of-usual'], interval);
    tick.set(AT['frames-received'], received);
    tick.set(AT['frames-decoded'], decoded);
    tick.set(AT['key-frames-decoded'], interval.delta(INBOUND.keyFramesDecoded));
    if (Number.isNaN(decoded)) {
      // SDKs and goog statistics print the rate only. Absent there means unknown, not zero.
      tick.set(AT['decoded-frame-rate'], interval.gauge(INBOUND.framesPerSecond));
    } else {
      tick.set(AT['decoded-frame-rate'], decoded / seconds);
      this.#deriveStandstill(interval, tick);
    }
    this.#decoded.compare(tick, AT['decoded-frame-rate'], AT['decoded-frame-rate-of-usual'], interval);
    deriveFrameTimes(interval, tick);
    deriveSize(interval, tick);
  }

  /** Seconds since the last interval in which a frame was decoded: a lower bound of the stall. */
  #deriveStandstill(interval: Interval<'inbound-rtp'>, tick: Tick): void {
    if (interval.delta(INBOUND.framesDecoded) > 0) {
      // The interval in which a stall begins is only partly filled, so the one before it may be the one that shows motion.
      this.#rateBefore = this.#rate;
      this.#rate = interval.delta(INBOUND.framesDecoded) / interval.seconds;
      this.#lastFrame = interval.end;
      tick.set(AT['no-frames-for'], 0);
    } else if (Math.max(this.#rateBefore, this.#rate) >= MOVING_FPS && !Number.isNaN(this.#lastFrame)) {
      tick.set(AT['no-frames-for'], (interval.end - this.#lastFrame) / 1000);
    }
  }
}

/**
 * Freezes and pauses are booked when the next frame is rendered, so the time booked in a short interval may exceed it:
 * stall-ratio is then above 1, which is right in the mean over a window that holds the stall. Pauses (more than 5 s)
 * belong to it: an outage of 8 s counts as no freeze in Chromium. Old browsers know no pauses; that is no stall time.
 */
function deriveStalls(interval: Interval<'inbound-rtp'>, tick: Tick): void {
  // Freezes must be known; pauses count where they are.
  const paused = interval.delta(INBOUND.totalPausesDuration);
  const pauses = interval.delta(INBOUND.pauseCount);
  const time = interval.delta(INBOUND.totalFreezesDuration) + (Number.isNaN(paused) ? 0 : paused);
  const count = interval.delta(INBOUND.freezeCount) + (Number.isNaN(pauses) ? 0 : pauses);
  tick.set(AT['stall-time'], time);
  tick.set(AT['stall-ratio'], time / interval.seconds);
  tick.set(AT['freeze-count'], count);
  if (count > 0) tick.set(AT['mean-stall'], time / count);
}

function deriveFrameTimes(interval: Interval<'inbound-rtp'>, tick: Tick): void {
  const decoded = interval.delta(INBOUND.framesDecoded);
  const received = interval.delta(INBOUND.framesReceived);
  if (received >= MIN_FRAMES) tick.set(AT['frames-dropped-ratio'], interval.delta(INBOUND.framesDropped) / received);
  if (!(decoded >= MIN_FRAMES_FOR_TIMES)) return;
  const decode = (1000 * interval.delta(INBOUND.totalDecodeTime)) / decoded;
  tick.set(AT['decode-time'], decode);
  // Where received frames are not counted, the decoded rate stands for them: it can only understate the load.
  const rate = (Number.isNaN(received) ? decoded : received) / interval.seconds;
  if (rate > 0) tick.set(AT['decode-budget-used'], (decode * rate) / 1000);
  tick.set(AT['processing-delay'], (1000 * interval.delta(INBOUND.totalProcessingDelay)) / decoded);

  // The number of gaps is the number of rendered frames; Chromium and Firefox do not count those.
  const rendered = interval.delta(INBOUND.framesRendered);
  const dropped = interval.delta(INBOUND.framesDropped);
  const n = Number.isNaN(rendered) ? decoded - (Number.isNaN(dropped) ? 0 : dropped) : rendered;
  if (n < MIN_FRAMES_FOR_TIMES) return;
  const sum = interval.delta(INBOUND.totalInterFrameDelay);
  const squares = interval.delta(INBOUND.totalSquaredInterFrameDelay);
  const variance = (squares - (sum * sum) / n) / n;
  tick.set(AT['frame-gap-deviation'], 1000 * Math.sqrt(Math.max(0, variance)));
}

function deriveSize(interval: Interval<'inbound-rtp'>, tick: Tick): void {
  const height = interval.gauge(INBOUND.frameHeight);
  if (height > 0) tick.set(AT['received-height'], height);
  const changed =
    height !== interval.before(INBOUND.frameHeight) ||
    interval.gauge(INBOUND.frameWidth) !== interval.before(INBOUND.frameWidth);
  if (height > 0 && interval.before(INBOUND.frameHeight) > 0) tick.set(AT['resolution-changed'], changed ? 1 : 0);
}
