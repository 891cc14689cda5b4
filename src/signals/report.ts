import { PLACES } from '../model/metric.js';
import type { StatsObject, StatsSample } from '../model/sample.js';
import type { Connection } from './connection.js';
import { measureLevel } from './derive/level.js';
import type { EchoInput, EchoReading } from './echo.js';
import type { Interval } from './interval.js';
import { Reception } from './reception.js';
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
    micLevel: Number.NaN,
    inboundEnergy: Number.NaN,
    inboundDuration: Number.NaN,
    inboundLevel: Number.NaN,
    roundTrip: Number.NaN,
    buffer: Number.NaN,
    playout: Number.NaN,
  };
  /** See `ObjectStore`: what follows from labels alone need not be found again while it stays the same. */
  shape = 0;
  readonly codecs = new Refilled<StatsObject>();
  readonly candidates = new Refilled<StatsObject>();
  readonly transports = new Refilled<StatsObject>();
  /** The first transport with a new reading. */
  transport: Interval<'transport'> | undefined;
  readonly pairs = new Refilled<Interval<'candidate-pair'>>();
  /** Pairs that the sample lists, with a new reading or not. */
  pairsListed = 0;
  playout: Interval<'media-playout'> | undefined;
  readonly inbound = new Refilled<Received>();
  readonly outbound = new Refilled<Interval<'outbound-rtp'>>();
  readonly sources = new Refilled<Interval<'media-source'>>();
  /** What the far end reports of the sent streams. */
  readonly receiverReports = new Refilled<Interval<'remote-inbound-rtp'>>();
  readonly sdkRemotes = new Refilled<Interval<'sdk-remote'>>();
  readonly sdkCalls = new Refilled<Interval<'sdk-call'>>();
  readonly reception = new Reception();
  /** The microphone of this connection; undefined with several, because nothing says which one the far end answers. */
  microphone: Interval<'media-source'> | undefined;

  begin(sample: StatsSample): void {
    this.sample = sample;
    this.transport = undefined;
    this.playout = undefined;
    this.pairsListed = 0;
    this.reception.begin();
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
export class Received {
  /** How the stream resembles the microphone, once that was compared. */
  echo: EchoReading | undefined;

  constructor(
    readonly track: Track,
    readonly interval: Interval<'inbound-rtp'>,
  ) {}
}

/** Pairs the objects of a sample with their last readings and finds the received tracks among them. */
export function readReport(report: Report, connection: Connection, sample: StatsSample): void {
  report.begin(sample);
  const { objects } = connection;
  const { stats } = sample;
  objects.begin(stats.length);
  for (let position = 0; position < stats.length; position += 1) {
    const object = stats[position];
    if (object === undefined) continue;
    const seat = objects.seatOf(object, position);
    // Those that reports hold most of come first.
    switch (object.type) {
      case 'inbound-rtp':
        takeStream(report, connection, objects.advance('inbound-rtp', object, sample, seat));
        break;
      case 'outbound-rtp':
        addTo(report.outbound, objects.advance('outbound-rtp', object, sample, seat));
        break;
      case 'candidate-pair':
        report.pairsListed += 1;
        addTo(report.pairs, objects.advance('candidate-pair', object, sample, seat));
        break;
      // Of these only the labels are looked at, or nothing: their readings need not be kept.
      case 'local-candidate':
      case 'remote-candidate':
        report.candidates.add(object);
        break;
      case 'codec':
        report.codecs.add(object);
        break;
      case 'remote-outbound-rtp':
      case 'sdk-local':
        break;
      case 'transport': {
        report.transports.add(object);
        const transport = objects.advance('transport', object, sample, seat);
        report.transport ??= transport;
        break;
      }
      case 'remote-inbound-rtp':
        addTo(report.receiverReports, objects.advance('remote-inbound-rtp', object, sample, seat));
        break;
      case 'media-source':
        addTo(report.sources, objects.advance('media-source', object, sample, seat));
        break;
      case 'media-playout': {
        const playout = objects.advance('media-playout', object, sample, seat);
        report.playout ??= playout;
        break;
      }
      case 'sdk-remote':
        addTo(report.sdkRemotes, objects.advance('sdk-remote', object, sample, seat));
        break;
      case 'sdk-call':
        addTo(report.sdkCalls, objects.advance('sdk-call', object, sample, seat));
    }
  }
  report.shape = objects.shape;
  const { inbound, reception } = report;
  for (let k = 0; k < inbound.size; k += 1) {
    const received = inbound.at(k);
    if (received === undefined) continue;
    // Codecs may stand behind the streams of a sample, so that this has to wait until all of it has been seen.
    received.track.describe(received.interval, report);
    reception.note(received, connection);
  }
  measureCaptures(report);
}

/** Takes a new reading, if it is one. */
function addTo<T>(list: Refilled<T>, interval: T | undefined): void {
  if (interval !== undefined) list.add(interval);
}

function takeStream(report: Report, connection: Connection, stream: Interval<'inbound-rtp'> | undefined): void {
  const received = stream === undefined ? undefined : receivedOf(connection, stream);
  if (received !== undefined) report.inbound.add(received);
}

/** The track of a stream, made once; undefined where nothing says whether it is audio or video. */
function receivedOf(connection: Connection, interval: Interval<'inbound-rtp'>): Received | undefined {
  const media = mediaOf(interval);
  if (media === undefined) return undefined;
  const track = connection.trackOf(interval, media, 'inbound');
  if (interval.received?.track !== track) interval.received = new Received(track, interval);
  interval.received.echo = undefined;
  return interval.received;
}

/** The levels of what is captured, and which of it is the microphone. */
function measureCaptures(report: Report): void {
  const { sources } = report;
  let only: Interval<'media-source'> | undefined;
  let isOnly = true;
  for (let k = 0; k < sources.size; k += 1) {
    const source = sources.at(k);
    if (source === undefined) continue;
    measureLevel(source, SOURCE.totalAudioEnergy, SOURCE.totalSamplesDuration);
    if (Number.isNaN(source.gauge(SOURCE.totalAudioEnergy))) continue;
    if (only !== undefined) isOnly = false;
    only = source;
  }
  report.microphone = isOnly && only?.isFirst === false ? only : undefined;
}
