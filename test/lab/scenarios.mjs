// The calls that the lab can make, as data. A `[low, high]` is drawn from the seed; times are seconds after A was told to call.
//
// fault.set      what the relay does to one direction while the fault lasts (see Impairment)
// fault.way      'both', or 'one' = A to B or B to A, drawn
// fault.at, for  when it begins and how long it lasts; without `for` it lasts until the end of the call
// actions        what the pages do: {at, end, name}, and with `for` and `undo` for how long and what ends it
// signalling     delays in the signalling server, ms
// expect         per end what a listener must be told and may be told; everything else must stay clear. Ends: A, B, or
//                `receiver` and `sender` of the impaired direction. A `must` entry lists symptoms of which one is enough.

const LATER = [12, 16];
const PLAIN = { audio: true, video: true, width: 320, height: 240, fps: 25 };
const nothing = { must: [], may: [] };

const duringCall = (set, way, length, receiver, sender) => ({
  media: PLAIN,
  seconds: 36,
  fault: { set, way, at: LATER, for: length },
  expect: { receiver, sender },
});

const STUTTER = { must: [['stutter']], may: ['latency', 'interruption'], domains: ['network'] };
const LATENCY = { must: [['latency']], may: ['stutter'], domains: ['network'] };
const SLOW = { must: [['connect']], may: [] };

export const SCENARIOS = {
  clean: { media: PLAIN, seconds: 36, expect: { A: nothing, B: nothing } },
  'loss-5': duringCall({ loss: 0.05 }, 'one', [8, 14], { must: [], may: ['stutter'] }, { must: [], may: ['stutter'] }),
  'loss-20': duringCall({ loss: 0.2 }, 'one', [8, 14], STUTTER, { must: [], may: ['stutter'] }),
  'burst-loss': duringCall({ burst: { p: 0.01, r: 0.05 } }, 'one', [10, 14], STUTTER, { must: [], may: ['stutter'] }),
  'delay-300': duringCall({ delay: 320 }, 'both', [10, 14], LATENCY, LATENCY),
  // Half the round trip and the buffer stay below the 400 ms of ITU-T G.114: a risk, not yet a complaint.
  jitter: duringCall(
    { delay: 100, jitter: 80 },
    'both',
    [10, 14],
    { must: [], may: ['latency', 'stutter'] },
    { must: [], may: ['latency', 'stutter'] },
  ),
  'cap-150': duringCall({ kbps: 150, queueMs: 400 }, 'one', [10, 14], STUTTER, {
    must: [],
    may: ['stutter', 'latency'],
    domains: ['network'],
  }),
  'cap-500': {
    ...duringCall(
      { kbps: 500, queueMs: 300 },
      'one',
      [10, 14],
      { must: [], may: ['stutter', 'latency'] },
      {
        must: [],
        may: ['stutter', 'latency'],
      },
    ),
    media: { ...PLAIN, width: 640, height: 480, fps: 20 },
  },
  'outage-2s': duringCall(
    { block: true },
    'both',
    [2, 2.4],
    { must: [['stutter', 'interruption']], may: ['silence'], domains: ['network'] },
    { must: [['stutter', 'interruption']], may: ['silence'], domains: ['network'] },
  ),
  'outage-8s': duringCall(
    { block: true },
    'both',
    [7.5, 9],
    { must: [['interruption']], may: ['stutter', 'silence', 'latency'], domains: ['network'] },
    { must: [['interruption']], may: ['stutter', 'silence', 'latency'], domains: ['network'] },
  ),
  'one-way-media': duringCall(
    { blockMedia: true },
    'one',
    undefined,
    { must: [['silence', 'interruption']], may: ['stutter'], domains: ['network', 'far-end'] },
    // The reports of the impaired end are lost too, so the other end lowers its rate.
    { must: [], may: ['stutter', 'latency'], domains: ['network', 'far-end'] },
  ),
  'one-way-audio': {
    media: PLAIN,
    seconds: 36,
    actions: [{ at: LATER, end: 'A', name: 'remove-microphone' }],
    expect: { A: { must: [], may: ['silence'] }, B: { must: [['silence']], may: ['stutter'], domains: ['far-end'] } },
  },
  'slow-signalling': {
    media: PLAIN,
    seconds: 25,
    signalling: { delay: 750 },
    expect: {
      A: { ...SLOW, domains: ['service', 'application'] },
      B: { ...SLOW, domains: ['service', 'application'] },
    },
  },
  'late-candidates': {
    media: PLAIN,
    seconds: 25,
    signalling: { candidateDelay: 1500 },
    expect: {
      A: { ...SLOW, domains: ['service', 'application', 'far-end'] },
      B: { ...SLOW, domains: ['service', 'application', 'far-end'] },
    },
  },
  'stun-blocked-3s': {
    media: PLAIN,
    seconds: 25,
    fault: { set: { blockStun: true }, way: 'both', at: 0, for: 3 },
    expect: { A: { ...SLOW, domains: ['network'] }, B: { ...SLOW, domains: ['network'] } },
  },
  'no-path': {
    media: PLAIN,
    seconds: 22,
    fault: { set: { block: true }, way: 'both', at: 0 },
    expect: {
      A: { must: [['connect']], may: ['silence'], domains: ['network'] },
      B: { must: [['connect']], may: ['silence'], domains: ['network'] },
    },
  },
  'camera-stopped': {
    media: PLAIN,
    seconds: 36,
    actions: [{ at: LATER, end: 'A', name: 'stop-camera' }],
    expect: { A: { must: [], may: ['silence'] }, B: { must: [['silence']], may: [], domains: ['far-end'] } },
  },
  'microphone-muted': {
    media: PLAIN,
    seconds: 36,
    actions: [{ at: LATER, for: [12, 15], end: 'A', name: 'mute', undo: 'unmute' }],
    expect: { A: { must: [], may: ['silence'] }, B: { must: [], may: ['silence'] } },
  },
  renegotiation: {
    media: PLAIN,
    seconds: 36,
    actions: [{ at: LATER, end: 'A', name: 'share-picture' }],
    expect: { A: nothing, B: nothing },
  },
  // The application receives everything and plays nothing.
  'not-played': {
    media: { ...PLAIN, play: false },
    seconds: 25,
    expect: {
      A: { must: [['silence']], may: [], domains: ['application', 'device'] },
      B: { must: [['silence']], may: [], domains: ['application', 'device'] },
    },
  },
  'short-call': { media: PLAIN, seconds: 5, expect: { A: nothing, B: nothing } },
  'audio-only': { media: { audio: true, video: false }, seconds: 36, expect: { A: nothing, B: nothing } },
  'video-only': { media: { ...PLAIN, audio: false }, seconds: 36, expect: { A: nothing, B: nothing } },
};
