import { SIGNAL_PLACES as AT } from '../../model/signal.js';
import type { Received, Report } from '../report.js';
import type { Tick } from '../tick.js';

/** A round-trip reading stands for this long: STUN consent checks come every 2–3 s, one may be lost. ms */
const HOLD_MS = 6000;
/** One packet of audio has to be filled before it is sent: 20 ms, the usual frame of Opus. */
const AUDIO_FRAMING_MS = 20;

/** The last fresh round-trip time, from the selected pair or, where that has none, from a receiver report. */
export class HeldRoundTrip {
  private value = Number.NaN;
  private time = Number.NaN;

  set(value: number, time: number): void {
    if (Number.isNaN(value)) return;
    this.value = value;
    this.time = time;
  }

  /** ms; NaN when the last reading is too old. */
  at(time: number): number {
    return time - this.time <= HOLD_MS ? this.value : Number.NaN;
  }

  /**
   * Mouth-to-ear delay one way in ms, of the parts that this end sees (ITU-T G.114 judges the sum): half the round trip
   * (the path taken as symmetric), the jitter buffer, then decoding for video, or playout and one packet of framing for
   * audio, which count where they are known. The far end's encoder and send queue are missing, so it is a lower bound.
   * Unknown without round trip or buffer.
   * @param tick with the delay of the jitter buffer and, for video, of decoding
   */
  deriveDelay({ track, interval }: Received, { playoutDelay }: Report, tick: Tick): void {
    const isAudio = track.media === 'audio';
    const behindBuffer = isAudio ? playoutDelay : tick.get(AT['decode-time']);
    const known = Number.isNaN(behindBuffer) ? 0 : behindBuffer;
    const buffer = tick.get(AT['jitter-buffer-delay']);
    const age = interval.end - this.time;
    if (age <= HOLD_MS) {
      tick.set(AT['one-way-delay'], this.value / 2 + buffer + (isAudio ? known + AUDIO_FRAMING_MS : known));
    }
  }
}
