/**
 * A simulated meeting as Chrome's getStats would show it, poll by poll: one sent audio and video stream, and one received
 * audio and video stream for each other person. Nearly always healthy; now and then a stream freezes or loses packets,
 * so that rules have something to find. Members and their order are those of Chrome 156.
 */
export class Meeting {
  #random;
  #received;
  #sent;
  #transport = {
    bytesSent: 0,
    bytesReceived: 0,
    packetsSent: 0,
    packetsReceived: 0,
    responses: 0,
    totalRtt: 0,
    rtt: 0,
  };
  #microphone = { energy: 0, duration: 0 };
  #playout = { delay: 0, samples: 0 };
  #seconds = 0;

  constructor(random, people) {
    this.#random = random;
    const ssrc = () => 1e9 + Math.floor(random() * 3e9);
    this.#received = Array.from({ length: people }, () => new Person(random, ssrc(), ssrc()));
    this.#sent = { audio: new Sender(random, ssrc()), video: new Sender(random, ssrc()) };
  }

  /** Pairs of id and members of every statistics object at `time` (epoch ms), `seconds` after the poll before. */
  poll(time, seconds) {
    this.#seconds += seconds;
    const objects = [];
    for (const person of this.#received) objects.push(...person.poll(time, seconds));
    objects.push(this.#sent.audio.audio(time, seconds), this.#sent.video.video(time, seconds));
    objects.push(...this.#path(time, seconds), this.#source(time, seconds), this.#speaker(time, seconds));
    return objects.concat(constants(time));
  }

  #path(time, seconds) {
    const t = this.#transport;
    const received = Math.round(seconds * (200 + this.#received.length * 180));
    const sent = Math.round(seconds * (150 + this.#random() * 20));
    t.packetsReceived += received;
    t.bytesReceived += received * 900;
    t.packetsSent += sent;
    t.bytesSent += sent * 800;
    if (this.#random() < 0.4) {
      t.rtt = round(0.035 + this.#random() * 0.01, 3);
      t.responses++;
      t.totalRtt = round(t.totalRtt + t.rtt, 3);
    }
    const counts = { bytesReceived: t.bytesReceived, bytesSent: t.bytesSent };
    const packets = { packetsReceived: t.packetsReceived, packetsSent: t.packetsSent };
    const pair = {
      availableOutgoingBitrate: 2_000_000 + Math.floor(this.#random() * 1000),
      ...counts,
      currentRoundTripTime: t.rtt,
      localCandidateId: 'IQDMxn4s9',
      nominated: true,
      ...packets,
      remoteCandidateId: 'ImUbZV/2/',
      requestsSent: t.responses,
      responsesReceived: t.responses,
      state: 'succeeded',
      totalRoundTripTime: t.totalRtt,
      transportId: 'T01',
      type: 'candidate-pair',
      writable: true,
      timestamp: time,
      '[bytesSent_in_bits/s]': (8 * sent * 800) / seconds,
      '[bytesReceived_in_bits/s]': (8 * received * 900) / seconds,
    };
    const transport = {
      ...counts,
      dtlsState: 'connected',
      iceRole: 'controlling',
      iceState: 'connected',
      ...packets,
      selectedCandidatePairChanges: 1,
      selectedCandidatePairId: 'CPQDMxn4s9_mUbZV/2/',
      tlsVersion: 'FEFC',
      type: 'transport',
      timestamp: time,
    };
    return [
      ['CPQDMxn4s9_mUbZV/2/', pair],
      ['T01', transport],
    ];
  }

  #source(time, seconds) {
    const level = this.#random() * 0.2;
    this.#microphone.energy += level * level * seconds;
    this.#microphone.duration += seconds;
    return [
      'SA1',
      {
        audioLevel: level,
        echoReturnLoss: 20,
        echoReturnLossEnhancement: 10 + this.#random(),
        kind: 'audio',
        totalAudioEnergy: this.#microphone.energy,
        totalSamplesDuration: this.#microphone.duration,
        trackIdentifier: 'aa43494c-fa34-4874-81eb-d8318794d2cf',
        type: 'media-source',
        timestamp: time,
      },
    ];
  }

  #speaker(time, seconds) {
    const samples = Math.round(seconds * 48_000);
    this.#playout.samples += samples;
    this.#playout.delay = round(this.#playout.delay + samples * 0.03, 6);
    return [
      'AP',
      {
        kind: 'audio',
        synthesizedSamplesDuration: 0,
        totalPlayoutDelay: this.#playout.delay,
        totalSamplesCount: this.#playout.samples,
        totalSamplesDuration: round(this.#seconds, 2),
        type: 'media-playout',
        timestamp: time,
        '[totalPlayoutDelay/totalSamplesCount]': 0.03,
      },
    ];
  }
}

/** What is received from one other person. */
class Person {
  #random;
  #audioSsrc;
  #videoSsrc;
  /** Seconds that the present trouble still lasts. */
  #trouble = 0;
  #a = {
    packets: 0,
    lost: 0,
    samples: 0,
    concealed: 0,
    silent: 0,
    events: 0,
    delay: 0,
    emitted: 0,
    energy: 0,
    time: 0,
  };
  #v = { packets: 0, lost: 0, frames: 0, delay: 0, nacks: 0, plis: 0, keys: 1, decode: 0, freezes: 0, frozen: 0 };
  #gaps = { sum: 0, squares: 0, qp: 0 };

  constructor(random, audioSsrc, videoSsrc) {
    this.#random = random;
    this.#audioSsrc = audioSsrc;
    this.#videoSsrc = videoSsrc;
  }

  poll(time, seconds) {
    if (this.#trouble > 0) this.#trouble -= seconds;
    // Once in about 20 minutes, for 3 to 8 s.
    else if (this.#random() < seconds / 1200) this.#trouble = 3 + this.#random() * 5;
    return [this.#audio(time, seconds), this.#video(time, seconds)];
  }

  #audio(time, seconds) {
    const s = this.#a;
    const bad = this.#trouble > 0;
    const expected = Math.round(seconds * 50);
    const lost = bad ? Math.round(expected * (0.1 + this.#random() * 0.2)) : 0;
    const samples = Math.round(seconds * 48_000);
    const level = this.#random() < 0.3 ? this.#random() * 0.3 : this.#random() * 0.002;
    s.packets += expected - lost;
    s.lost += lost;
    s.samples += samples;
    s.concealed += lost * 960;
    s.events += lost > 0 ? 1 : 0;
    s.emitted += samples;
    s.delay = round(s.delay + samples * (0.055 + this.#random() * 0.01), 1);
    s.energy += level * level * seconds;
    s.time = round(s.time + seconds, 2);
    const id = `IT01A${this.#audioSsrc}`;
    const members = {
      audioLevel: level,
      bytesReceived: s.packets * 81,
      codecId: 'CIT01_111_minptime=10;useinbandfec=1',
      concealedSamples: s.concealed,
      concealmentEvents: s.events,
      delayedPacketOutageSamples: 0,
      fecPacketsDiscarded: 0,
      fecPacketsReceived: 0,
      headerBytesReceived: s.packets * 28,
      insertedSamplesForDeceleration: s.events * 120,
      jitter: round(0.002 + this.#random() * 0.004, 3),
      jitterBufferDelay: s.delay,
      jitterBufferEmittedCount: s.emitted,
      jitterBufferMinimumDelay: round(s.emitted * 0.05, 1),
      jitterBufferTargetDelay: round(s.emitted * 0.055, 1),
      kind: 'audio',
      lastPacketReceivedTimestamp: round(time - this.#random() * 20, 3),
      mid: '0',
      packetsDiscarded: 0,
      packetsLost: s.lost,
      packetsReceived: s.packets,
      playoutId: 'AP',
      removedSamplesForAcceleration: s.events * 100,
      silentConcealedSamples: s.silent,
      ssrc: this.#audioSsrc,
      totalAudioEnergy: s.energy,
      totalProcessingDelay: round(s.delay * 0.97, 5),
      totalSamplesDuration: s.time,
      totalSamplesReceived: s.samples,
      trackIdentifier: '072861a1-7bf2-44c6-8920-7ae37c61d183',
      transportId: 'T01',
      type: 'inbound-rtp',
      '[codec]': 'opus (111, minptime=10;useinbandfec=1)',
      timestamp: time,
      '[bytesReceived_in_bits/s]': (8 * 81 * (expected - lost)) / seconds,
      '[packetsReceived/s]': (expected - lost) / seconds,
      '[jitterBufferDelay/jitterBufferEmittedCount_in_ms]': 55 + this.#random() * 10,
      '[concealedSamples/totalSamplesReceived]': (lost * 960) / samples,
    };
    return [id, members];
  }

  #video(time, seconds) {
    const s = this.#v;
    const bad = this.#trouble > 0;
    const frames = Math.round(seconds * (bad ? 6 : 25 - this.#random()));
    const packets = frames * 6 + Math.floor(this.#random() * 20);
    const lost = bad ? Math.round(packets * this.#random() * 0.15) : 0;
    s.packets += packets;
    s.lost += lost;
    s.frames += frames;
    s.nacks += lost;
    s.plis += bad ? 1 : 0;
    s.freezes += bad ? 1 : 0;
    s.frozen = round(s.frozen + (bad ? 0.4 * seconds : 0), 3);
    s.delay = round(s.delay + frames * (0.06 + this.#random() * 0.02), 6);
    s.decode = round(s.decode + frames * (0.002 + this.#random() * 0.001), 6);
    this.#gaps.sum = round(this.#gaps.sum + seconds, 3);
    this.#gaps.squares = round(this.#gaps.squares + (seconds * seconds) / Math.max(1, frames), 6);
    this.#gaps.qp += frames * 40;
    const id = `IT01V${this.#videoSsrc}`;
    const members = {
      bytesReceived: s.packets * 1010,
      codecId: 'CIT01_96',
      decoderImplementation: 'libvpx',
      estimatedPlayoutTimestamp: Math.round(time) + 2_208_988_800_000,
      firCount: 0,
      frameHeight: 360,
      frameWidth: 640,
      framesAssembledFromMultiplePackets: s.frames - 3,
      framesDecoded: s.frames,
      framesDropped: 0,
      framesPerSecond: frames,
      framesReceived: s.frames,
      freezeCount: s.freezes,
      headerBytesReceived: s.packets * 28,
      jitter: round(0.003 + this.#random() * 0.008, 3),
      jitterBufferDelay: s.delay,
      jitterBufferEmittedCount: s.frames,
      jitterBufferMinimumDelay: round(s.frames * 0.04, 6),
      jitterBufferTargetDelay: round(s.frames * 0.06, 6),
      keyFramesDecoded: s.keys,
      kind: 'video',
      lastPacketReceivedTimestamp: round(time - this.#random() * 20, 3),
      mid: '1',
      nackCount: s.nacks,
      packetsLost: s.lost,
      packetsReceived: s.packets,
      pauseCount: 0,
      pliCount: s.plis,
      powerEfficientDecoder: false,
      qpSum: this.#gaps.qp,
      ssrc: this.#videoSsrc,
      totalAssemblyTime: round(s.decode * 1.7, 6),
      totalDecodeTime: s.decode,
      totalFreezesDuration: s.frozen,
      totalInterFrameDelay: this.#gaps.sum,
      totalPausesDuration: 0,
      totalProcessingDelay: round(s.delay + s.decode, 6),
      totalSquaredInterFrameDelay: this.#gaps.squares,
      trackIdentifier: '64c2b458-69a6-4b23-b9c8-72729c144c59',
      transportId: 'T01',
      type: 'inbound-rtp',
      '[codec]': 'VP8 (96)',
      timestamp: time,
      '[bytesReceived_in_bits/s]': (8 * 1010 * packets) / seconds,
      '[framesReceived/s]': frames / seconds,
      '[framesDecoded/s]': frames / seconds,
      '[totalDecodeTime/framesDecoded_in_ms]': 2 + this.#random(),
      '[totalInterFrameDelay/framesDecoded_in_ms]': (1000 * seconds) / Math.max(1, frames),
      '[interFrameDelayStDev_in_ms]': this.#random() * 15,
      '[jitterBufferDelay/jitterBufferEmittedCount_in_ms]': 60 + this.#random() * 20,
    };
    return [id, members];
  }
}

/** One sent stream. */
class Sender {
  #random;
  #ssrc;
  #packets = 0;
  #frames = 0;
  #encode = 0;
  #time = 0;

  constructor(random, ssrc) {
    this.#random = random;
    this.#ssrc = ssrc;
  }

  audio(time, seconds) {
    this.#packets += Math.round(seconds * 50);
    const members = {
      active: true,
      bytesSent: this.#packets * 80,
      codecId: 'COT01_111_minptime=10;useinbandfec=1',
      headerBytesSent: this.#packets * 28,
      kind: 'audio',
      mediaSourceId: 'SA1',
      nackCount: 0,
      packetsSent: this.#packets,
      retransmittedPacketsSent: 0,
      ssrc: this.#ssrc,
      targetBitrate: 32_000,
      totalPacketSendDelay: round(this.#packets * 0.00002, 6),
      transportId: 'T01',
      type: 'outbound-rtp',
      timestamp: time,
      '[bytesSent_in_bits/s]': 8 * 80 * 50,
    };
    return [`OT01A${this.#ssrc}`, members];
  }

  video(time, seconds) {
    const frames = Math.round(seconds * (25 - this.#random()));
    this.#frames += frames;
    this.#packets += frames * 4;
    this.#time = round(this.#time + seconds, 3);
    this.#encode = round(this.#encode + frames * (0.003 + this.#random() * 0.002), 3);
    const members = {
      active: true,
      bytesSent: this.#packets * 1000,
      codecId: 'COT01_96',
      encoderImplementation: 'libvpx',
      frameHeight: 360,
      frameWidth: 640,
      framesEncoded: this.#frames,
      framesPerSecond: frames,
      framesSent: this.#frames,
      headerBytesSent: this.#packets * 28,
      hugeFramesSent: 0,
      keyFramesEncoded: 1,
      kind: 'video',
      mediaSourceId: 'SV2',
      nackCount: 0,
      packetsSent: this.#packets,
      pliCount: 0,
      qpSum: this.#frames * 41,
      qualityLimitationDurations: { bandwidth: 0, cpu: 0, none: this.#time, other: 0 },
      qualityLimitationReason: 'none',
      qualityLimitationResolutionChanges: 0,
      retransmittedBytesSent: 0,
      retransmittedPacketsSent: 0,
      scalabilityMode: 'L1T1',
      ssrc: this.#ssrc,
      targetBitrate: 900_000,
      totalEncodeTime: this.#encode,
      totalPacketSendDelay: round(this.#packets * 0.00002, 6),
      transportId: 'T01',
      type: 'outbound-rtp',
      timestamp: time,
      '[bytesSent_in_bits/s]': (8 * 1000 * frames * 4) / seconds,
      '[framesEncoded/s]': frames / seconds,
      '[totalEncodeTime/framesEncoded_in_ms]': 3 + this.#random() * 2,
    };
    return [`OT01V${this.#ssrc}`, members];
  }
}

/** Objects that stand still: codecs and candidates. */
function constants(time) {
  const rest = { transportId: 'T01', timestamp: time };
  const candidate = {
    address: '192.0.2.7',
    candidateType: 'host',
    port: 42_277,
    priority: 2_122_260_223,
    protocol: 'udp',
  };
  return [
    ['CIT01_96', { clockRate: 90_000, mimeType: 'video/VP8', payloadType: 96, type: 'codec', ...rest }],
    [
      'CIT01_111_minptime=10;useinbandfec=1',
      { channels: 2, clockRate: 48_000, mimeType: 'audio/opus', payloadType: 111, type: 'codec', ...rest },
    ],
    ['IQDMxn4s9', { ...candidate, isRemote: false, networkType: 'wifi', type: 'local-candidate', ...rest }],
    ['ImUbZV/2/', { ...candidate, isRemote: true, type: 'remote-candidate', ...rest }],
  ];
}

/** Chrome prints sums of microseconds and the like, not all 17 digits. */
function round(value, decimals) {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}
