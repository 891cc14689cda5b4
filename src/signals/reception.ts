import { PLACES } from '../model/metric.js';
import type { Connection } from './connection.js';
import { measureLevel } from './derive/level.js';
import type { Received } from './report.js';

const INBOUND = PLACES['inbound-rtp'];

/** What the streams of a report show to be received, all together. Worked out anew for every report. */
export class Reception {
  /** The first stream of which it is known how many packets came. */
  counted: Received | undefined;
  /** Packets of all streams. */
  packets = 0;
  /** Whether any of these ever flowed. */
  everFlowed = false;
  /** Number of streams that packets came of, and the last of them. */
  audios = 0;
  videos = 0;
  #audio: Received | undefined;
  #video: Received | undefined;
  /** Streams that ever flowed and whose packets are counted, and those of them that received any now. */
  #known = 0;
  #moving = 0;

  begin(): void {
    this.counted = undefined;
    this.packets = 0;
    this.everFlowed = false;
    this.audios = 0;
    this.videos = 0;
    this.#audio = undefined;
    this.#video = undefined;
    this.#known = 0;
    this.#moving = 0;
  }

  /** Takes a stream with a new reading. */
  note(received: Received, connection: Connection): void {
    const { track, interval } = received;
    const { flow } = track;
    flow.observe(interval);
    if (track.media === 'audio') measureLevel(interval, INBOUND.totalAudioEnergy, INBOUND.totalSamplesDuration);
    if (flow.flowing) this.#noteFlowing(received);
    if (flow.everFlowed) connection.noteCarried(track);
    const packets = interval.delta(INBOUND.packetsReceived);
    if (Number.isNaN(packets)) return;
    this.counted ??= received;
    this.packets += packets;
    if (!flow.everFlowed) return;
    this.everFlowed = true;
    this.#known += 1;
    if (packets > 0) this.#moving += 1;
  }

  #noteFlowing(received: Received): void {
    const { track, interval } = received;
    track.flowTimes.add(interval);
    if (track.media === 'audio') {
      this.audios += 1;
      this.#audio = received;
    } else {
      this.videos += 1;
      this.#video = received;
    }
  }

  /** 1 = another track of the connection received packets, 0 = all stand still, NaN = there is no other. Of one that ever flowed. */
  othersFlow({ interval }: Received): number {
    const packets = interval.delta(INBOUND.packetsReceived);
    const own = Number.isNaN(packets) ? 0 : 1;
    if (this.#known === own) return Number.NaN;
    return this.#moving > (packets > 0 ? 1 : 0) ? 1 : 0;
  }

  /**
   * Audio against video playout, ms: only where one audio and one video flow, else nothing says which belong together (NaN).
   */
  get playoutOffset(): number {
    const { estimatedPlayoutTimestamp } = INBOUND;
    if (this.audios !== 1 || this.videos !== 1) return Number.NaN;
    const audio = this.#audio?.interval;
    const video = this.#video?.interval;
    if (audio === undefined || video === undefined) return Number.NaN;
    const played = audio.gauge(estimatedPlayoutTimestamp);
    const shown = video.gauge(estimatedPlayoutTimestamp);
    const haveMoved =
      played !== audio.before(estimatedPlayoutTimestamp) && shown !== video.before(estimatedPlayoutTimestamp);
    return haveMoved ? Math.abs(played - shown) : Number.NaN;
  }
}
