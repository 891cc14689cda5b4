import type { Interval } from '../interval.js';
import { UsualValue } from '../median.js';
import type { Tick } from '../tick.js';

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
  #rates: [number, number] = [0, 0];
  #bestRates: [number, number] = [0, 0];

  derive(interval: Interval<'inbound-rtp'>, tick: Tick): void {
    const { seconds } = interval;
    deriveStalls(interval, tick);
    const received = interval.rate('framesReceived');
    const decoded = interval.rate('framesDecoded');
    tick.set('nack-rate', interval.rate('nackCount'));
    tick.set('pli-rate', interval.rate('pliCount'));
    tick.set('pli-sent', interval.delta('pliCount'));
    tick.set('received-frame-rate', received);
    tick.set('received-frame-rate-of-usual', this.#received.ratio(received, seconds, tick.gap));
    tick.set('frames-received', interval.delta('framesReceived'));
    tick.set('frames-decoded', interval.delta('framesDecoded'));
    tick.set('key-frames-decoded', interval.delta('keyFramesDecoded'));
    if (Number.isNaN(interval.delta('framesDecoded'))) {
      // SDKs and goog statistics print the rate only. Absent there means unknown, not zero.
      tick.set('decoded-frame-rate', interval.gauge('framesPerSecond'));
    } else {
      tick.set('decoded-frame-rate', decoded);
      this.#deriveStandstill(interval, tick);
    }
    const shown = tick.get('decoded-frame-rate');
    tick.set('decoded-frame-rate-of-usual', this.#decoded.ratio(shown, seconds, tick.gap));
    deriveFrameTimes(interval, tick, received);
    deriveSize(interval, tick);
  }

  /** Seconds since the last interval in which a frame was decoded: a lower bound of the stall. */
  #deriveStandstill(interval: Interval<'inbound-rtp'>, tick: Tick): void {
    if (interval.delta('framesDecoded') > 0) {
      // The interval in which a stall begins is only partly filled, so the one before it may be the one that shows motion.
      this.#rates = [this.#rates[1], interval.rate('framesDecoded')];
      this.#bestRates = this.#rates;
      this.#lastFrame = interval.end;
      tick.set('no-frames-for', 0);
    } else if (Math.max(...this.#bestRates) >= MOVING_FPS && !Number.isNaN(this.#lastFrame)) {
      tick.set('no-frames-for', (interval.end - this.#lastFrame) / 1000);
    }
  }
}

/**
 * Freezes and pauses are booked when the next frame is rendered, so the time booked in a short interval may exceed it:
 * stall-ratio is then above 1, which is right in the mean over a window that holds the stall. Pauses (more than 5 s)
 * belong to it: an outage of 8 s counts as no freeze in Chromium. Old browsers know no pauses; that is no stall time.
 */
function deriveStalls(interval: Interval<'inbound-rtp'>, tick: Tick): void {
  const time = plus(interval.delta('totalFreezesDuration'), interval.delta('totalPausesDuration'));
  const count = plus(interval.delta('freezeCount'), interval.delta('pauseCount'));
  tick.set('stall-time', time);
  tick.set('stall-ratio', time / interval.seconds);
  tick.set('freeze-count', count);
  if (count > 0) tick.set('mean-stall', time / count);
}

/** The first must be known; the second counts where it is. */
function plus(first: number, second: number): number {
  return first + (Number.isNaN(second) ? 0 : second);
}

function deriveFrameTimes(interval: Interval<'inbound-rtp'>, tick: Tick, receivedRate: number): void {
  const decoded = interval.delta('framesDecoded');
  const received = interval.delta('framesReceived');
  if (received >= MIN_FRAMES) tick.set('frames-dropped-ratio', interval.delta('framesDropped') / received);
  if (!(decoded >= MIN_FRAMES_FOR_TIMES)) return;
  const decode = (1000 * interval.delta('totalDecodeTime')) / decoded;
  tick.set('decode-time', decode);
  // Where received frames are not counted, the decoded rate stands for them: it can only understate the load.
  const rate = Number.isNaN(receivedRate) ? interval.rate('framesDecoded') : receivedRate;
  if (rate > 0) tick.set('decode-budget-used', (decode * rate) / 1000);
  tick.set('processing-delay', (1000 * interval.delta('totalProcessingDelay')) / decoded);

  // The number of gaps is the number of rendered frames; Chromium and Firefox do not count those.
  const rendered = interval.delta('framesRendered');
  const dropped = interval.delta('framesDropped');
  const n = Number.isNaN(rendered) ? decoded - (Number.isNaN(dropped) ? 0 : dropped) : rendered;
  if (n < MIN_FRAMES_FOR_TIMES) return;
  const sum = interval.delta('totalInterFrameDelay');
  const squares = interval.delta('totalSquaredInterFrameDelay');
  tick.set('frame-gap-deviation', 1000 * Math.sqrt(Math.max(0, (squares - (sum * sum) / n) / n)));
}

function deriveSize(interval: Interval<'inbound-rtp'>, tick: Tick): void {
  const height = interval.gauge('frameHeight');
  if (height > 0) tick.set('received-height', height);
  const changed =
    height !== interval.before('frameHeight') || interval.gauge('frameWidth') !== interval.before('frameWidth');
  if (height > 0 && interval.before('frameHeight') > 0) tick.set('resolution-changed', changed ? 1 : 0);
}
