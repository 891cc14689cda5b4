import { LABELS, METRICS, type Metric, STATS_TYPES, type StatsType } from '../../model/metric.js';

/** The report types of a dump that are read; `candidate` and `track` are resolved when the connection ends. */
export type ReportType = StatsType | 'candidate' | 'track';

/** Id prefixes: Chrome 86 spells the type out, newer builds use two or three letters. Longest match first. */
const PREFIXES: readonly (readonly [RegExp, ReportType | undefined])[] = [
  [/^RTCInboundRTP/, 'inbound-rtp'],
  [/^RTCOutboundRTP/, 'outbound-rtp'],
  [/^RTCRemoteInboundR/i, 'remote-inbound-rtp'],
  [/^RTCRemoteOutboundR/i, 'remote-outbound-rtp'],
  [/^RTC(?:Audio|Video)Source_/, 'media-source'],
  [/^RTCIceCandidatePair_/, 'candidate-pair'],
  [/^RTCIceCandidate_/, 'candidate'],
  [/^RTCTransport_/, 'transport'],
  [/^RTCCodec_/, 'codec'],
  [/^RTCMediaStreamTrack_/, 'track'],
  [/^RTC/, undefined],
  [/^IT\d+[AV]/, 'inbound-rtp'],
  [/^OT\d+[AV]/, 'outbound-rtp'],
  [/^RI[AV]/, 'remote-inbound-rtp'],
  [/^RO[AV]/, 'remote-outbound-rtp'],
  [/^S[AV]\d/, 'media-source'],
  [/^AP$/, 'media-playout'],
  [/^CP/, 'candidate-pair'],
  [/^C[IO]T/, 'codec'],
  [/^T\d/, 'transport'],
  [/^I/, 'candidate'],
];

/** Report type by stats id; undefined for a type that is not read (certificates, streams, data channels). */
export function typeOfId(id: string): ReportType | undefined {
  for (const [pattern, type] of PREFIXES) if (pattern.test(id)) return type;
  return undefined;
}

/** The catalogue's own spelling: comparing a text out of the file takes many times as long as comparing a name with itself. */
const TYPES: ReadonlyMap<string, ReportType> = new Map<string, ReportType>([
  ...STATS_TYPES.map((type): [string, ReportType] => [type, type]),
  ['track', 'track'],
]);

/** Report type by `statsType`, which newer dumps carry; undefined for one that is not read. */
export function typeOfStatsType(statsType: string): ReportType | undefined {
  return TYPES.get(statsType);
}

/**
 * What becomes of a series. `members`: objects whose members are metrics of their own (`name.member`). `mention`: nobody reads
 * its values, but that it is there shows that the object is.
 */
export type SeriesUse = 'number' | 'label' | 'members' | 'timestamp' | 'mention' | 'skip';

/** Text members that identify a report, whatever its type. */
const IDENTITY = new Set(['kind', 'mediaType', 'ssrc']);
/** Members by which candidates and Chrome 86 tracks are told apart. */
const JOINING: Readonly<Record<string, readonly string[]>> = {
  candidate: ['isRemote'],
  track: ['remoteSource'],
  'inbound-rtp': ['trackId'],
};

const USES = new Map<string, Map<string, SeriesUse>>();
for (const type of Object.keys(METRICS) as StatsType[]) {
  const uses = new Map<string, SeriesUse>();
  for (const name of LABELS[type]) uses.set(name, 'label');
  for (const name of JOINING[type] ?? []) uses.set(name, 'label');
  const metrics: readonly [string, Metric][] = Object.entries(METRICS[type]);
  for (const [metric, { isUnread }] of metrics) {
    const dot = metric.indexOf('.');
    if (dot < 0) uses.set(metric, isUnread === true ? 'mention' : 'number');
    else {
      uses.set(metric.slice(0, dot), 'members');
      if (isUnread === true) uses.set(metric, 'mention');
    }
  }
  USES.set(type, uses);
}
const candidate = new Map(USES.get('local-candidate'));
for (const name of [...LABELS['remote-candidate'], ...(JOINING.candidate ?? [])]) candidate.set(name, 'label');
USES.set('candidate', candidate);
// A Chrome 86 track holds what later builds report at the inbound stream.
const track = new Map(USES.get('inbound-rtp'));
for (const name of JOINING.track ?? []) track.set(name, 'label');
USES.set('track', track);

/** Says by name alone whether a series is wanted, so that nothing else is ever converted. */
export function useOf(type: ReportType | undefined, metric: string): SeriesUse {
  const uses = type === undefined ? undefined : USES.get(type);
  if (uses === undefined) return 'skip';
  if (metric === 'timestamp') return 'timestamp';
  if (IDENTITY.has(metric)) return 'label';
  return uses.get(metric) ?? 'skip';
}
