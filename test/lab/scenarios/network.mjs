// Faults of the path during a call. The names carry the strength.
import { allow, demand, impaired, LARGE, LASTING, LATER, nothing, PLAIN, USUAL } from './parts.mjs';

const STUTTER = demand(['stutter'], ['latency', 'interruption'], ['network']);
const LATENCY = demand(['latency'], ['stutter'], ['network']);
const CUT = demand(['stutter', 'interruption'], ['silence', 'latency'], ['network']);
const LONG_CUT = demand(['interruption'], ['stutter', 'silence', 'latency'], ['network']);
/** What comes back to the sender, reports and retransmission requests, suffers only where both directions do. */
const SENDER = allow('stutter');

const loss = (share, receiver) => impaired({ loss: share }, 'one', LASTING, receiver, SENDER);
const burst = (p, r, receiver) => impaired({ burst: { p, r } }, 'one', LASTING, receiver, SENDER);
const delay = (extra, receiver) => impaired({ delay: 20 + extra }, 'both', LASTING, receiver);
/** The delay of each direction jumps within the range every few seconds. */
const steps = (range, receiver) => ({
  media: PLAIN,
  seconds: USUAL,
  faults: [{ delaySteps: { every: [2, 4], delay: range }, way: 'both', at: LATER, for: LASTING, expect: { receiver } }],
});
/** The base delay rises with the jitter, so that it can vary both ways. */
const jitter = (ms, receiver, more = {}) =>
  impaired({ delay: 20 + ms, jitter: ms, ...more }, 'both', LASTING, receiver);
const cap = (kbps, media, receiver) =>
  impaired({ kbps, queueMs: 400 }, 'one', LASTING, receiver, allow('stutter', 'latency'), media);
const outage = (length, receiver) => impaired({ block: true }, 'both', length, receiver);

const after = (set, way, at, length, receiver, sender = nothing) => ({
  set,
  way,
  at,
  for: length,
  expect: { receiver, sender },
});

export const NETWORK = {
  'loss-2': loss(0.02, allow('stutter')),
  'loss-5': loss(0.05, allow('stutter')),
  'loss-10': loss(0.1, allow('stutter', 'latency')),
  'loss-20': loss(0.2, STUTTER),
  'loss-35': loss(0.35, STUTTER),
  // Mean bursts of 5, 20 and 33 packets; 2.4, 17 and 38 % lost altogether.
  'burst-loss-light': burst(0.005, 0.2, allow('stutter', 'latency')),
  'burst-loss-medium': burst(0.01, 0.05, STUTTER),
  'burst-loss-heavy': burst(0.02, 0.03, STUTTER),
  // Each way on top of the base of 20 ms. ITU-T G.114: up to 150 ms good, up to 400 ms acceptable with reservations.
  'delay-150': delay(150, allow('latency')),
  'delay-300': delay(300, LATENCY),
  'delay-600': delay(600, demand(['latency'], ['stutter', 'interruption'], ['network'])),
  'jitter-30': jitter(30, allow('latency', 'stutter')),
  'jitter-80': jitter(80, allow('latency', 'stutter')),
  'jitter-150': jitter(150, demand(['latency', 'stutter'], ['latency', 'stutter'], ['network'])),
  'reordering-20': jitter(20, allow('latency', 'stutter'), { reorder: true }),
  'reordering-60': jitter(60, allow('latency', 'stutter'), { reorder: true }),
  'delay-steps-100': steps([20, 100], allow('latency')),
  'delay-steps-300': steps([20, 300], allow('latency', 'stutter')),
  'delay-steps-600': steps([250, 600], LATENCY),
  'cap-80': cap(80, PLAIN, STUTTER),
  'cap-150': cap(150, PLAIN, STUTTER),
  'cap-300': cap(300, PLAIN, allow('stutter', 'latency')),
  'cap-500': cap(500, PLAIN, allow('stutter', 'latency')),
  'cap-80-640x480': cap(80, LARGE, STUTTER),
  'cap-150-640x480': cap(150, LARGE, STUTTER),
  'cap-300-640x480': cap(300, LARGE, allow('stutter', 'latency')),
  'cap-500-640x480': cap(500, LARGE, allow('stutter', 'latency')),
  'outage-1s': outage([0.9, 1.2], allow('stutter', 'interruption', 'latency')),
  'outage-2s': outage([1.9, 2.4], CUT),
  'outage-5s': outage([4.6, 5.6], LONG_CUT),
  'outage-8s': outage([7.5, 9], LONG_CUT),
  'outage-15s': { ...outage([14, 16], LONG_CUT), seconds: 44 },
  // The reports of the impaired end are lost too, so the other end lowers its rate.
  'one-way-media': impaired(
    { blockMedia: true },
    'one',
    undefined,
    demand(['silence', 'interruption'], ['stutter', 'silence', 'interruption'], ['network', 'far-end']),
    allow('stutter', 'latency'),
  ),
  'one-way-outage-5s': impaired({ block: true }, 'one', [4.5, 6], CUT, allow('stutter', 'interruption', 'latency')),
  'loss-then-delay': {
    media: PLAIN,
    seconds: 50,
    faults: [
      after({ loss: 0.25 }, 'one', [12, 14], [7, 10], STUTTER, SENDER),
      after({ delay: 420 }, 'both', [30, 33], [9, 12], LATENCY),
    ],
  },
  'cap-then-outage': {
    media: PLAIN,
    seconds: 50,
    faults: [
      after({ kbps: 150, queueMs: 400 }, 'one', [12, 14], [8, 11], STUTTER, allow('stutter', 'latency')),
      after({ block: true }, 'both', [33, 36], [4, 6], LONG_CUT),
    ],
  },
  'two-outages': {
    media: PLAIN,
    seconds: 46,
    faults: [
      after({ block: true }, 'both', [12, 15], [2.2, 3], CUT),
      after({ block: true }, 'both', [27, 31], [4, 6], LONG_CUT),
    ],
  },
  'loss-20-voice': { ...loss(0.2, STUTTER), media: { audio: true, video: false } },
  'delay-300-voice': { ...delay(300, LATENCY), media: { audio: true, video: false } },
  'loss-20-three-people': {
    ends: ['A', 'B', 'C'],
    media: { audio: true, video: false },
    seconds: USUAL,
    faults: [
      { set: { loss: 0.25 }, way: 'downlink', at: LATER, for: LASTING, expect: { receiver: STUTTER, sender: SENDER } },
    ],
  },
};
