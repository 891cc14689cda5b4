import type { EventType } from './event.js';

const MEDIA = ['audio', 'video', 'screen', 'data'] as const;
const CONNECTION = ['disconnected', 'connecting', 'connected', 'reconnecting', 'failed'] as const;
const CANDIDATE = ['host', 'srflx', 'prflx', 'relay'] as const;

/**
 * The words that a field of an event may hold, where signals and rules compare it with words: the W3C names of states
 * and candidate types, and the model's own. A field that is not listed holds whatever the log says.
 */
export const EVENT_VALUES: Readonly<Partial<Record<EventType, Readonly<Record<string, readonly string[]>>>>> = {
  'connection.state': { from: CONNECTION, to: CONNECTION },
  negotiation: {
    step: ['create-offer', 'create-answer', 'set-local', 'set-remote', 'add-candidate'],
    sdp: ['offer', 'answer', 'pranswer', 'rollback'],
  },
  'signaling.state': {
    to: ['stable', 'have-local-offer', 'have-remote-offer', 'have-local-pranswer', 'have-remote-pranswer', 'closed'],
  },
  'ice.gathering': { to: ['new', 'gathering', 'complete'] },
  'ice.state': { to: ['new', 'checking', 'connected', 'completed', 'disconnected', 'failed', 'closed'] },
  'dtls.state': { to: ['new', 'connecting', 'connected', 'closed', 'failed'] },
  'pc.state': { to: ['new', 'connecting', 'connected', 'disconnected', 'failed', 'closed'] },
  'ice.candidate': { side: ['local', 'remote'], candidateType: CANDIDATE, protocol: ['udp', 'tcp', 'ssltcp', 'tls'] },
  path: { local: CANDIDATE, remote: CANDIDATE },
  aec: { origin: ['request', 'software', 'hardware'] },
  'audio.route': { route: ['speaker', 'earpiece', 'headset', 'bluetooth', 'other'] },
  'first-frame': { media: MEDIA, direction: ['inbound', 'outbound'] },
  'freeze.start': { media: MEDIA },
  'freeze.end': { media: MEDIA },
  'publish.start': { media: MEDIA },
  'publish.ok': { media: MEDIA },
  'publish.fail': { media: MEDIA },
  'publish.stop': { media: MEDIA },
  'subscribe.start': { media: MEDIA },
  'subscribe.ok': { media: MEDIA },
  'subscribe.fail': { media: MEDIA },
  'remote.publish': { media: MEDIA },
  'remote.unpublish': { media: MEDIA },
  'remote.mute': { media: MEDIA },
  'remote.unmute': { media: MEDIA },
  'local.mute': { media: MEDIA },
  'local.unmute': { media: MEDIA },
  playback: { media: MEDIA, what: ['element', 'context', 'autoplay'] },
  'stream.fallback': { to: ['low', 'audio', 'high', 'video', 'none'] },
};
