import type { StatsType } from '../model/metric.js';
import { PLACES } from '../model/metric.js';
import type { StatsObject, StatsSample } from '../model/sample.js';
import type { Connection } from './connection.js';
import type { EchoReading } from './echo.js';
import { type Interval, isOf } from './interval.js';
import { mediaOf, type Track } from './tracks.js';

const SOURCE = PLACES['media-source'];

/** Of these only the labels are looked at, or nothing: their readings need not be kept. */
const WITHOUT_READINGS: ReadonlySet<StatsType> = new Set<StatsType>([
  'codec',
  'local-candidate',
  'remote-candidate',
  'remote-outbound-rtp',
]);

/** One sample of a connection, paired with the last readings of its objects and sorted by what they are. */
export interface Report {
  readonly sample: StatsSample;
  readonly codecs: readonly StatsObject[];
  readonly candidates: readonly StatsObject[];
  readonly transports: readonly StatsObject[];
  /** The first transport with a new reading. */
  readonly transport: Interval<'transport'> | undefined;
  readonly pairs: readonly Interval<'candidate-pair'>[];
  readonly playout: Interval<'media-playout'> | undefined;
  readonly inbound: readonly Received[];
  readonly outbound: readonly Interval<'outbound-rtp'>[];
  readonly sources: readonly Interval<'media-source'>[];
  /** What the far end reports of the sent streams. */
  readonly receiverReports: readonly Interval<'remote-inbound-rtp'>[];
  readonly sdkRemotes: readonly Interval<'sdk-remote'>[];
  readonly sdkCalls: readonly Interval<'sdk-call'>[];
  /** Received tracks that ever flowed and whose packets are counted, and those of them that received any now. */
  readonly flows: { readonly known: number; readonly moving: number };
  /** The microphone of this connection; undefined with several, because nothing says which one the far end answers. */
  readonly microphone: Interval<'media-source'> | undefined;
}

export interface Received {
  readonly track: Track;
  readonly interval: Interval<'inbound-rtp'>;
  /** Packets in the interval; NaN when unknown. */
  readonly packets: number;
  /** How the stream resembles the microphone, once that was compared. */
  echo: EchoReading | undefined;
}

/** Pairs the objects of a sample with their last readings and finds the received tracks among them. */
export function readReport(connection: Connection, sample: StatsSample): Report {
  const codecs: StatsObject[] = [];
  const candidates: StatsObject[] = [];
  const transports: StatsObject[] = [];
  const pairs: Interval<'candidate-pair'>[] = [];
  const received: Interval<'inbound-rtp'>[] = [];
  const outbound: Interval<'outbound-rtp'>[] = [];
  const sources: Interval<'media-source'>[] = [];
  const receiverReports: Interval<'remote-inbound-rtp'>[] = [];
  const sdkRemotes: Interval<'sdk-remote'>[] = [];
  const sdkCalls: Interval<'sdk-call'>[] = [];
  let transport: Interval<'transport'> | undefined;
  let playout: Interval<'media-playout'> | undefined;
  const { stats } = sample;
  for (let position = 0; position < stats.length; position += 1) {
    const object = stats[position];
    if (object === undefined) continue;
    const { type } = object;
    if (type === 'codec') codecs.push(object);
    else if (type === 'local-candidate' || type === 'remote-candidate') candidates.push(object);
    else if (type === 'transport') transports.push(object);
    else if (type === 'inbound-rtp' || type === 'outbound-rtp') {
      if (object.labels.contentType === 'screenshare') connection.screenShare = true;
    }
    if (WITHOUT_READINGS.has(type)) continue;
    const interval = connection.objects.advance(object, sample.time, position);
    if (isOf(interval, 'inbound-rtp')) received.push(interval);
    else if (isOf(interval, 'outbound-rtp')) outbound.push(interval);
    else if (isOf(interval, 'remote-inbound-rtp')) receiverReports.push(interval);
    else if (isOf(interval, 'media-source')) sources.push(interval);
    else if (isOf(interval, 'candidate-pair')) pairs.push(interval);
    else if (isOf(interval, 'transport')) transport ??= interval;
    else if (isOf(interval, 'media-playout')) playout ??= interval;
    else if (isOf(interval, 'sdk-remote')) sdkRemotes.push(interval);
    else if (isOf(interval, 'sdk-call')) sdkCalls.push(interval);
  }
  const inbound = receivedTracks(connection, received, codecs);
  return {
    sample,
    codecs,
    candidates,
    transports,
    transport,
    pairs,
    playout,
    inbound,
    outbound,
    sources,
    receiverReports,
    sdkRemotes,
    sdkCalls,
    flows: flowsOf(inbound),
    microphone: microphoneOf(sources),
  };
}

function receivedTracks(
  connection: Connection,
  received: readonly Interval<'inbound-rtp'>[],
  codecs: readonly StatsObject[],
): Received[] {
  const inbound: Received[] = [];
  for (const interval of received) {
    const media = mediaOf(interval);
    if (media === undefined) continue;
    const track = connection.trackOf(interval, media, 'inbound');
    track.describe(interval, codecs);
    const packets = track.flow.observe(interval);
    if (track.flow.everFlowed) connection.noteCarried(track);
    inbound.push({ track, interval, packets, echo: undefined });
  }
  return inbound;
}

function flowsOf(inbound: readonly Received[]): Report['flows'] {
  let known = 0;
  let moving = 0;
  for (const one of inbound) {
    if (!isCounted(one)) continue;
    known += 1;
    if (one.packets > 0) moving += 1;
  }
  return { known, moving };
}

function isCounted({ track, packets }: Received): boolean {
  return track.flow.everFlowed && !Number.isNaN(packets);
}

/** 1 = another inbound track of the connection received packets, 0 = all stand still, NaN = there is no other. */
export function othersFlow({ flows }: Report, one: Received): number {
  const own = isCounted(one) ? 1 : 0;
  if (flows.known === own) return Number.NaN;
  return flows.moving > (own === 1 && one.packets > 0 ? 1 : 0) ? 1 : 0;
}

function microphoneOf(sources: readonly Interval<'media-source'>[]): Interval<'media-source'> | undefined {
  let only: Interval<'media-source'> | undefined;
  for (const source of sources) {
    if (Number.isNaN(source.gauge(SOURCE.totalAudioEnergy))) continue;
    if (only !== undefined) return undefined;
    only = source;
  }
  return only?.isFirst === true ? undefined : only;
}
