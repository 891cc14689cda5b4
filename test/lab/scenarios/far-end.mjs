// What the person or the application at one end does. The other end sees the consequences and cannot see the reason.
import { allow, demand, LATER, nothing, PLAIN, USUAL } from './parts.mjs';

/** A call in which a drawn end does something; `actor` and `other` say what each end is to be told. */
const acting = (name, undo, length, actor, other, media = PLAIN) => ({
  media,
  seconds: USUAL,
  actions: [{ name, undo, at: LATER, for: length, end: 'one', expect: { actor, other } }],
});

export const FAR_END = {
  'one-way-audio': acting(
    'remove-microphone',
    undefined,
    undefined,
    allow('silence'),
    demand(['silence'], ['stutter'], ['far-end']),
  ),
  'camera-stopped': acting(
    'stop-camera',
    undefined,
    undefined,
    allow('silence'),
    demand(['silence'], ['stutter', 'interruption'], ['far-end']),
  ),
  'microphone-muted': acting('mute', 'unmute', [9, 14], allow('silence'), allow('silence')),
  // A deliberate pause: both ends negotiate that no media flows.
  'on-hold': acting('hold', 'resume', [8, 12], allow('silence'), allow('silence')),
  'camera-off-and-on': acting('camera-off', 'camera-on', [7, 11], allow('silence'), allow('silence', 'interruption')),
  'track-added': acting('share-picture', undefined, undefined, nothing, nothing),
  'ice-restart': acting('restart-ice', undefined, undefined, nothing, nothing),
};
