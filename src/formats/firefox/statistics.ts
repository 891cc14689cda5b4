import type { StatsObject } from '../../model/sample.js';
import { timeIn } from './time.js';

/** A candidate as the table of pairs shows it. */
export interface ShownCandidate {
  readonly type: string;
  readonly protocol: string;
}

export interface ShownPair {
  readonly local: ShownCandidate;
  readonly remote: ShownCandidate;
  readonly selected: boolean;
  readonly stats: StatsObject;
}

const STATES: ReadonlySet<string> = new Set(['succeeded', 'failed', 'in-progress', 'inprogress', 'waiting', 'frozen']);
const RTP_TYPES = ['inbound-rtp', 'outbound-rtp', 'remote-inbound-rtp', 'remote-outbound-rtp'] as const;
const RTP = /\b(remote-inbound-rtp|remote-outbound-rtp|inbound-rtp|outbound-rtp) SSRC: (\d{1,10})\b(.*)$/;

/**
 * A row of the table of candidate pairs. The columns change with the version of Firefox, what stands in them does not:
 * two candidates, a state, nominated before selected, and of the numbers the bytes sent and received last.
 */
export function pairOf(cells: readonly string[], index: number): ShownPair | undefined {
  const state = cells.find((cell) => STATES.has(cell));
  const [local, remote] = cells.map(candidateOf).filter((one) => one !== undefined);
  if (state === undefined || local === undefined || remote === undefined) return undefined;
  const flags = cells.filter((cell) => cell === 'true' || cell === 'false');
  const selected = flags[1] === 'true';
  const numbers = cells.filter((cell) => /^\d{1,20}$/.test(cell)).map(Number);
  // Component and priority come first; rows of pairs that carried nothing may end there.
  const [bytesSent, bytesReceived] = numbers.length >= 4 ? numbers.slice(-2) : [];
  const values: Record<string, number> = {};
  if (bytesSent !== undefined) values.bytesSent = bytesSent;
  if (bytesReceived !== undefined) values.bytesReceived = bytesReceived;
  const labels: Record<string, string> = { state };
  if (flags[0] !== undefined) labels.nominated = flags[0];
  if (flags[1] !== undefined) labels.selected = flags[1];
  return { local, remote, selected, stats: { id: `pair-${index}`, type: 'candidate-pair', values, labels } };
}

function candidateOf(cell: string): ShownCandidate | undefined {
  const [, protocol, type] = /\/(udp|tcp)\((host|srflx|serverreflexive|prflx|relay)\b/.exec(cell) ?? [];
  if (protocol === undefined || type === undefined) return undefined;
  return { protocol, type: type === 'serverreflexive' ? 'srflx' : type };
}

/**
 * A line of RTP statistics: the tokens are those of the standard, the labels between them are in the user's language:
 * `11:47:55 GMT-0300 (…) inbound-rtp SSRC: N label: 1033 packets (179.18 Kb) label: 5 Jitter: 0.005`. Bytes are rounded to
 * hundredths of 1024.
 */
export function rtpOf(under: string, text: string, near: number): StatsObject | undefined {
  const [, token, ssrc, rest = ''] = RTP.exec(text) ?? [];
  const type = RTP_TYPES.find((one) => one === token);
  if (type === undefined || ssrc === undefined) return undefined;
  const kind = under.includes('video') ? 'video' : under.includes('audio') ? 'audio' : undefined;
  const [counted = '', packets, kilobytes] = /: (\d{1,12}) [^():]{0,40}\((\d{1,10}(?:\.\d+)?) Kb\)/.exec(rest) ?? [];
  const after = rest.slice(rest.indexOf(counted) + counted.length);
  const received = type === 'inbound-rtp' || type === 'remote-inbound-rtp';
  const values: Record<string, number> = {};
  // What the other end says to have received is no metric of remote-inbound-rtp.
  if (packets !== undefined && type === 'inbound-rtp') values.packetsReceived = Number(packets);
  if (packets !== undefined && type.endsWith('outbound-rtp')) values.packetsSent = Number(packets);
  if (kilobytes !== undefined && type === 'inbound-rtp') values.bytesReceived = Math.round(Number(kilobytes) * 1024);
  if (kilobytes !== undefined && type.endsWith('outbound-rtp')) values.bytesSent = Math.round(Number(kilobytes) * 1024);
  const lost = received ? /^[^:]{0,40}: (-?\d{1,12})\b(?!\.)/.exec(after)?.[1] : undefined;
  const jitter = received ? /Jitter: (\d{1,4}(?:\.\d+)?)/.exec(after)?.[1] : undefined;
  if (lost !== undefined) values.packetsLost = Number(lost);
  if (jitter !== undefined) values.jitter = Number(jitter);
  if (Object.keys(values).length === 0) return undefined;
  const own = timeIn(text, near);
  return {
    id: `${type}-${ssrc}`,
    type,
    ssrc,
    ...(kind === undefined ? {} : { kind }),
    ...(own === undefined || own === near ? {} : { time: own }),
    values,
    labels: {},
  };
}
