// Faults before or while the call is set up.
import { demand, nothing, PLAIN } from './parts.mjs';

const SECONDS = 25;
const SLOW = (domains) => demand(['connect'], [], domains);
const MAYBE = { must: [], may: ['connect'] };

const signalling = (delay, each) => ({ media: PLAIN, seconds: SECONDS, signalling: { delay }, expect: { each } });
const candidates = (candidateDelay, each) => ({
  media: PLAIN,
  seconds: SECONDS,
  signalling: { candidateDelay },
  expect: { each },
});
const atStart = (set, length, receiver) => ({
  media: PLAIN,
  seconds: SECONDS,
  faults: [{ set, way: 'both', at: 0, for: length, expect: { receiver } }],
});

const SERVICE = ['service', 'application'];

export const CONNECT = {
  // Offer, answer and candidates each take this long; a call needs at least two of them one after the other.
  'slow-signalling-200': signalling(200, nothing),
  'slow-signalling-400': signalling(400, MAYBE),
  'slow-signalling-750': signalling(750, MAYBE),
  'slow-signalling-1500': signalling(1500, SLOW(SERVICE)),
  'late-candidates-500': candidates(500, MAYBE),
  'late-candidates-1500': candidates(1500, SLOW([...SERVICE, 'far-end'])),
  'late-candidates-3000': candidates(3000, SLOW([...SERVICE, 'far-end'])),
  'stun-blocked-1s': atStart({ blockStun: true }, [0.9, 1.2], MAYBE),
  'stun-blocked-3s': atStart({ blockStun: true }, [2.8, 3.4], SLOW(['network'])),
  'no-path': { ...atStart({ block: true }, undefined, demand(['connect'], ['silence'], ['network'])), seconds: 22 },
  // The called person lets it ring: nothing is wrong, but the offer waits.
  'answered-after-10s': {
    media: PLAIN,
    seconds: 36,
    signalling: { answerDelay: 10_000 },
    expect: { A: { must: [], may: ['connect'] }, B: nothing },
  },
};
