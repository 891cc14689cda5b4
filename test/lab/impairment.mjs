// One direction of the path between the two ends: what happens to each packet. No sockets and no timers here.

/** Bytes of IPv4 and UDP header, which a bandwidth limit counts too. */
const HEADERS = 28;

/**
 * @typedef {object} Impairment one direction; every member is optional, absent means "not impaired"
 * @property {number} [delay] ms each packet is held
 * @property {number} [jitter] ms; the hold varies evenly by ± this
 * @property {boolean} [reorder] packets overtake each other where the jitter makes them; absent: order is kept
 * @property {number} [loss] probability of losing a packet
 * @property {{p: number, r: number}} [burst] Gilbert-Elliott: p good to bad and r bad to good, per packet; bad loses all
 * @property {number} [kbps] rate of the link, kbit/s
 * @property {number} [queueMs] how long a packet may wait for the link before it is dropped, ms
 * @property {boolean} [block] drop everything
 * @property {boolean} [blockStun] drop STUN; DTLS and media pass
 * @property {boolean} [blockMedia] drop RTP and RTCP; STUN and DTLS pass, so the connection stays up
 */

/** Kinds that share one port (RFC 7983): first byte 0-3 is STUN, 20-63 DTLS, 128-191 RTP or RTCP. */
const isStun = (first) => first < 4;
const isMedia = (first) => first > 127 && first < 192;

export class Direction {
  /** @param {() => number} random uniform in [0, 1) @param {Impairment} settings */
  constructor(random, settings) {
    this.random = random;
    this.settings = settings;
    this.bad = false;
    this.linkFree = 0;
    this.lastRelease = 0;
    this.counts = { received: 0, sent: 0, dropped: 0, queueDropped: 0, overtook: 0, bytes: 0, late: 0, worstLateMs: 0 };
  }

  /**
   * @param {number} now ms
   * @param {Uint8Array} packet
   * @returns {number | undefined} when to send it on, ms on the same clock; nothing = it is lost
   */
  release(now, packet) {
    const { settings, counts } = this;
    counts.received++;
    counts.bytes += packet.length;
    if (this.isLost(packet[0] ?? 0)) {
      counts.dropped++;
      return undefined;
    }
    let time = now;
    if (settings.kbps !== undefined) {
      const start = Math.max(now, this.linkFree);
      if (start - now > (settings.queueMs ?? Number.POSITIVE_INFINITY)) {
        counts.queueDropped++;
        return undefined;
      }
      this.linkFree = start + ((packet.length + HEADERS) * 8) / settings.kbps;
      time = this.linkFree;
    }
    const jitter = settings.jitter ? (this.random() * 2 - 1) * settings.jitter : 0;
    time += Math.max(0, (settings.delay ?? 0) + jitter);
    if (!settings.reorder && time < this.lastRelease) time = this.lastRelease;
    else if (time < this.lastRelease) counts.overtook++;
    this.lastRelease = Math.max(this.lastRelease, time);
    return time;
  }

  isLost(first) {
    const { settings } = this;
    if (settings.block || (settings.blockStun && isStun(first)) || (settings.blockMedia && isMedia(first))) return true;
    if (settings.loss && this.random() < settings.loss) return true;
    if (!settings.burst) return false;
    this.bad = this.bad ? this.random() >= settings.burst.r : this.random() < settings.burst.p;
    return this.bad;
  }
}
