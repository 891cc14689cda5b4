import { PLACES } from '../model/metric.js';
import type { StatsObject, StatsSample } from '../model/sample.js';
import type { Connection } from './connection.js';
import type { EchoInput, EchoReading } from './echo.js';
import { type Interval, isOf } from './interval.js';
import { Refilled } from './refilled.js';
import { mediaOf, type Track } from './tracks.js';

const SOURCE = PLACES['media-source'];

/**
 * One sample of a connection, paired with the last readings of its objects and sorted by what they are. Filled anew for
 * every sample: made anew, these lists were a tenth of all that was allocated.
 */
export class Report {
  sample: StatsSample = { time: Number.NaN, connection: '', stats: [], at: { source: '', line: 0, offset: 0 } };
  /** See `Connection.connectedAt`. */
  connectedAt = Number.NaN;
  /** Between decoder and loudspeaker, ms. */
  playoutDelay = Number.NaN;
  /** Audio minus video playout, ms. */
  playoutOffset = Number.NaN;
  /** How far the microphone follows what is received; NaN = unknown (see signals/echo). */
  leaked = Number.NaN;
  leakPresence = Number.NaN;
  /** Filled in for each stream that is compared with the microphone. */
  readonly echoInput: EchoInput = {
    seconds: Number.NaN,
    micEnergy: Number.NaN,
    micDuration: Number.NaN,
    inboundEnergy: Number.NaN,
    inboundDuration: Number.NaN,
    roundTrip: Number.NaN,
    buffer: Number.NaN,
    playout: Number.NaN,
  };
  /** The same number as long as no label of any object changes. */
  labels = 0;
  readonly codecs = new Refilled<StatsObject>();
  readonly candidates = new Refilled<StatsObject>();
  readonly transports = new Refilled<StatsObject>();
  /** The first transport with a new reading. */
  transport: Interval<'transport'> | undefined;
  readonly pairs = new Refilled<Interval<'candidate-pair'>>();
  playout: Interval<'media-playout'> | undefined;
  readonly inbound = new Refilled<Received>();
  readonly outbound = new Refilled<Interval<'outbound-rtp'>>();
  readonly sources = new Refilled<Interval<'media-source'>>();
  /** What the far end reports of the sent streams. */
  readonly receiverReports = new Refilled<Interval<'remote-inbound-rtp'>>();
  readonly sdkRemotes = new Refilled<Interval<'sdk-remote'>>();
  readonly sdkCalls = new Refilled<Interval<'sdk-call'>>();
  /** Received tracks that ever flowed and whose packets are counted. */
  flowsKnown = 0;
  /** Those of them that received any now. */
  flowsMoving = 0;
  /** The microphone of this connection; undefined with several, because nothing says which one the far end answers. */
  microphone: Interval<'media-source'> | undefined;

  begin(sample: StatsSample): void {
    this.sample = sample;
    this.transport = undefined;
    this.playout = undefined;
    this.flowsKnown = 0;
    this.flowsMoving = 0;
    this.codecs.clear();
    this.candidates.clear();
    this.transports.clear();
    this.pairs.clear();
    this.inbound.clear();
    this.outbound.clear();
    this.sources.clear();
    this.receiverReports.clear();
    this.sdkRemotes.clear();
    this.sdkCalls.clear();
  }
}

/** A received track with its new reading. */
export interface Received {
  readonly track: Track;
  readonly interval: Interval<'inbound-rtp'>;
  /** Packets in the interval; NaN when unknown. */
  packets: number;
  /** How the stream resembles the microphone, once that was compared. */
  echo: EchoReading | undefined;
}

/** Pairs the objects of a sample with their last readings and finds the received tracks among them. */
export function readReport(report: Report, connection: Connection, sample: StatsSample): void {
  report.begin(sample);
  const { objects, labelsSeen } = connection;
  const { stats } = sample;
  labelsSeen.begin(stats.length);
  for (let position = 0; position < stats.length; position += 1) {
    const object = stats[position];
    if (object === undefined) continue;
    const isNew = labelsSeen.see(object, position);
    switch (object.type) {
      // Of these only the labels are looked at, or nothing: their readings need not be kept.
      case 'codec':
        report.codecs.add(object);
        continue;
      case 'local-candidate':
      case 'remote-candidate':
        report.candidates.add(object);
        continue;
      case 'remote-outbound-rtp':
        continue;
      case 'transport':
        report.transports.add(object);
        break;
      case 'inbound-rtp':
      case 'outbound-rtp':
        if (isNew && object.labels.contentType === 'screenshare') connection.screenShare = true;
    }
    const interval = objects.advance(object, sample, position);
    if (interval !== undefined) take(report, connection, interval);
  }
  report.labels = labelsSeen.version;
  const { inbound } = report;
  for (let k = 0; k < inbound.size; k += 1) {
    const received = inbound.at(k);
    if (received !== undefined) noteReceived(report, connection, received);
  }
  report.microphone = microphoneOf(report);
}

/** Puts the new reading of an object where it belongs. */
function take(report: Report, connection: Connection, interval: Interval): void {
  if (isOf(interval, 'inbound-rtp')) {
    const received = receivedOf(connection, interval);
    if (received !== undefined) report.inbound.add(received);
  } else if (isOf(interval, 'outbound-rtp')) report.outbound.add(interval);
  else if (isOf(interval, 'remote-inbound-rtp')) report.receiverReports.add(interval);
  else if (isOf(interval, 'media-source')) report.sources.add(interval);
  else if (isOf(interval, 'candidate-pair')) report.pairs.add(interval);
  else if (isOf(interval, 'transport')) report.transport ??= interval;
  else if (isOf(interval, 'media-playout')) report.playout ??= interval;
  else if (isOf(interval, 'sdk-remote')) report.sdkRemotes.add(interval);
  else if (isOf(interval, 'sdk-call')) report.sdkCalls.add(interval);
}

/** The track of a stream, made once; undefined where nothing says whether it is audio or video. */
function receivedOf(connection: Connection, interval: Interval<'inbound-rtp'>): Received | undefined {
  const media = mediaOf(interval);
  if (media === undefined) return undefined;
  const track = connection.trackOf(interval, media, 'inbound');
  if (interval.received?.track !== track) {
    interval.received = { track, interval, packets: Number.NaN, echo: undefined };
  }
  return interval.received;
}

/** Codecs may stand behind the streams of a sample, so that this has to wait until all of it has been seen. */
function noteReceived(report: Report, connection: Connection, received: Received): void {
  const { track, interval } = received;
  track.describe(interval, report);
  received.packets = track.flow.observe(interval);
  received.echo = undefined;
  if (!track.flow.everFlowed) return;
  connection.noteCarried(track);
  if (!isCounted(received)) return;
  report.flowsKnown += 1;
  if (received.packets > 0) report.flowsMoving += 1;
}

function isCounted({ track, packets }: Received): boolean {
  return track.flow.everFlowed && !Number.isNaN(packets);
}

/** 1 = another inbound track of the connection received packets, 0 = all stand still, NaN = there is no other. */
export function othersFlow({ flowsKnown, flowsMoving }: Report, one: Received): number {
  const own = isCounted(one) ? 1 : 0;
  if (flowsKnown === own) return Number.NaN;
  return flowsMoving > (own === 1 && one.packets > 0 ? 1 : 0) ? 1 : 0;
}

function microphoneOf({ sources }: Report): Interval<'media-source'> | undefined {
  let only: Interval<'media-source'> | undefined;
  for (let k = 0; k < sources.size; k += 1) {
    const source = sources.at(k);
    if (source === undefined || Number.isNaN(source.gauge(SOURCE.totalAudioEnergy))) continue;
    if (only !== undefined) return undefined;
    only = source;
  }
  return only?.isFirst === true ? undefined : only;
}
