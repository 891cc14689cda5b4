import type { ResultCheck } from '../model/result.js';

/** What kinds of data a log may lack, in the order in which they are named. */
const DATA_KINDS = ['sdk', 'page', 'connect', 'statistics', 'tracks'] as const;
export type DataKind = (typeof DATA_KINDS)[number];

/** Ids of signals and events by how they begin; what is not listed is a reading of statistics. */
const BEGINNINGS: readonly (readonly [kind: DataKind, begins: readonly string[]])[] = [
  [
    'sdk',
    ['sdk', 'freeze.', 'exception', 'stream.', 'aec', 'echo-cancellation', 'media.reconnect', 'connection.state'],
  ],
  ['sdk', ['signal.', 'publish.', 'subscribe.', 'join.', 'remote.', 'local.', 'access-point.', 'step', 'service-step']],
  ['sdk', ['playout.', 'adaptation']],
  ['page', ['playback', 'page.', 'device.', 'media.', 'audio.', 'loudspeaker', 'network.']],
  ['connect', ['connect-', 'signalling-', 'gathering-', 'ice', 'dtls', 'first-', 'pc.', 'negotiation', 'disconnected']],
];

/** The kinds of data for want of which checks could not be made, in a fixed order. */
export function missingKinds(checks: readonly ResultCheck[]): readonly DataKind[] {
  const found = new Set(checks.map(kindOf));
  return DATA_KINDS.filter((kind) => found.has(kind));
}

function kindOf({ subject, missing = [] }: ResultCheck): DataKind {
  if (subject === null) return 'tracks';
  const [id = ''] = missing;
  return BEGINNINGS.find(([, begins]) => begins.some((begin) => id.startsWith(begin)))?.[0] ?? 'statistics';
}
