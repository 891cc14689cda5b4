import { describe, expect, it } from 'vitest';
import { expectationOf } from './expectation.mjs';
import { LIMITS } from './limits.mjs';
import { GO, heardLater, type MadeSound, pictures, SLOT_MS, speech } from './made.js';
import { perceive } from './perceive.mjs';
import { FEATURES } from './traces.mjs';

const END = 40;
const TURNS = {
  A: [
    [1, 6],
    [12, 18],
    [26, 30],
  ],
  B: [
    [7, 11],
    [19, 25],
    [31, 37],
  ],
} as const;
const SAID = { A: speech(END, TURNS.A, 5), B: speech(END, TURNS.B, 6) };
const SEEN = pictures(END, 25);
type End = 'A' | 'B';
type Pass = (time: number) => boolean;
const always: Pass = () => true;

/** What the probe of an end says of a sound: a message a second. */
function soundMessages(sound: MadeSound, tap: object) {
  return Array.from({ length: END }, (_, second) => {
    const slots = Array.from({ length: 50 }, (_, at) => second * 50 + at);
    const f = slots.flatMap((slot) =>
      Array.from(sound.bands.subarray(slot * FEATURES, (slot + 1) * FEATURES), (dbfs) => Math.round((dbfs + 110) * 2)),
    );
    // The clock of the track starts at zero with the call.
    return {
      ...tap,
      kind: 'sound',
      track: 's',
      base: second * 1000,
      t: slots.map((_, at) => at * SLOT_MS),
      clock: GO,
      f,
    };
  });
}

function pictureMessage(delay: number, pass: Pass, tap: object) {
  const kept = SEEN.times.map((time) => pass(time - GO));
  const t = SEEN.times.filter((_, at) => kept[at]).map((time) => time - GO + delay);
  return { ...tap, kind: 'picture', track: 'p', base: GO, t, n: SEEN.numbers.filter((_, at) => kept[at]) };
}

interface Path {
  picture?: Pass;
  sound?: Pass;
  delay?: number;
}

/** A call in which `ab` and `ba` let through what they say, 120 ms later if they say nothing else. */
function noticed({ ab = {}, ba = {}, more = {} }: { ab?: Path; ba?: Path; more?: object }) {
  const at = (own: End, other: End, { picture = always, sound = always, delay = 120 }: Path) => [
    ...soundMessages(SAID[own], { side: 'local' }),
    pictureMessage(0, always, { side: 'local' }),
    ...soundMessages(
      heardLater(SAID[other], (time) => (sound(time) ? delay : undefined)),
      { side: 'remote', from: other },
    ),
    pictureMessage(delay, picture, { side: 'remote', from: other }),
  ];
  const script = (end: End) => TURNS[end].map(([from, to]) => ({ start: GO + from * 1000, end: GO + to * 1000 }));
  return perceive({
    ends: ['A', 'B'],
    go: GO,
    end: GO + END * 1000,
    probes: { A: at('A', 'B', ba), B: at('B', 'A', ab) },
    events: [
      { ts: GO, role: 'A', name: 'join', data: {} },
      { ts: GO + 60, role: 'B', name: 'signalingState', data: 'have-remote-offer' },
      { ts: GO + 200, role: 'A', name: 'connectionState', data: 'connected' },
      { ts: GO + 200, role: 'B', name: 'connectionState', data: 'connected' },
    ],
    speech: { A: script('A'), B: script('B') },
    mediaOf: { A: { audio: true, video: true }, B: { audio: true, video: true } },
    ...more,
  });
}

const NOTHING = { must: [], may: [], domains: [] };
/** A plan after which nothing is a surprise. */
const ANYTHING = { must: [], may: ['stutter', 'latency', 'echo', 'connect', 'interruption', 'silence'] };

const expected = (call: ReturnType<typeof noticed>, end: End, plan: object = NOTHING) =>
  expectationOf(plan, call[end] ?? { observations: [], unknown: [] }, GO);
const symptoms = (call: ReturnType<typeof noticed>, end: End) => {
  const { must, may } = expected(call, end, ANYTHING).expect;
  const seen = may.filter(({ why }) => why !== 'a borderline by the plan');
  return { must: must.map((entry) => entry.symptoms), may: seen.map((entry) => entry.symptom) };
};
const between =
  (from: number, to: number): Pass =>
  (time) =>
    time < from * 1000 || time >= to * 1000;

describe('what the people in a call noticed', () => {
  it('is nothing in a healthy call', () => {
    const call = noticed({});
    for (const end of ['A', 'B'] as const) expect(symptoms(call, end)).toEqual({ must: [], may: [] });
  });

  it('is a stutter or a short interruption when nothing came for 2 s, at that end only', () => {
    const call = noticed({ ab: { picture: between(14, 16), sound: between(14, 16) } });
    expect(symptoms(call, 'B').must).toEqual([['stutter', 'interruption']]);
    expect(Math.abs((expected(call, 'B', ANYTHING).expect.must[0]?.onset ?? 0) - (GO + 14_000))).toBeLessThan(300);
    expect(symptoms(call, 'A').must).toEqual([]);
  });

  it('is an interruption when nothing came for 8 s, and may be silence as well when nothing came back', () => {
    const back = noticed({ ab: { picture: between(14, 22), sound: between(14, 22) } });
    expect(symptoms(back, 'B').must).toEqual([['interruption']]);
    const gone = noticed({ ab: { picture: between(14, END), sound: between(14, END) } });
    expect(symptoms(gone, 'B').must).toEqual([['interruption', 'silence']]);
  });

  it('begins two seconds after the connection stood: what starts late until then is no stutter', () => {
    const late = { picture: between(0.5, 1.9), sound: between(0, 1.9) };
    expect(symptoms(noticed({ ab: late }), 'B')).toEqual({ must: [], may: [] });
  });

  it('is silence when only the voice is gone', () => {
    const call = noticed({ ab: { sound: between(14, END) } });
    expect(symptoms(call, 'B').must).toEqual([['silence']]);
  });

  it('is a delay above the limit of G.114, and a borderline below it', () => {
    const late = noticed({ ab: { delay: 480 }, ba: { delay: 280 } });
    expect(symptoms(late, 'B')).toEqual({ must: [['latency']], may: [] });
    expect(symptoms(late, 'A')).toEqual({ must: [], may: ['latency'] });
  });

  it('is a slow connect, or one near the limit', () => {
    const after = (ms: number) => ({
      events: [
        { ts: GO, role: 'A', name: 'join', data: {} },
        { ts: GO + ms, role: 'A', name: 'connectionState', data: 'connected' },
      ],
    });
    const connect = (ms: number) => symptoms(noticed({ more: after(ms) }), 'A');
    expect(connect(LIMITS.connectMs.yes + 10).must).toEqual([['connect']]);
    expect(connect(LIMITS.connectMs.borderline + 10)).toEqual({ must: [], may: ['connect'] });
    expect(connect(LIMITS.connectMs.borderline - 10)).toEqual({ must: [], may: [] });
  });

  it('is no surprise on hold, whatever stops then', () => {
    const path = { picture: between(14, 24), sound: between(14, 24) };
    const windows = [{ label: 'hold', start: GO + 14_000, end: GO + 24_000 }];
    const call = noticed({ ab: path, ba: path, more: { windows } });
    for (const end of ['A', 'B'] as const) expect(symptoms(call, end).must).toEqual([]);
  });

  it('is a full picture when it comes in two sizes, and a stutter when both stop', () => {
    const twice = (pass: Pass) => {
      const call = { side: 'remote', from: 'A' };
      const small = { ...pictureMessage(150, pass, call), track: 'small' };
      const large = { ...pictureMessage(120, pass, call), track: 'large' };
      const said = soundMessages(SAID.A, { side: 'local' });
      const sent = pictureMessage(0, always, { side: 'local' });
      const heard = soundMessages(
        heardLater(SAID.A, () => 120),
        call,
      );
      return noticed({ more: { probes: { A: [...said, sent], B: [small, large, ...heard] } } });
    };
    expect(symptoms(twice(always), 'B').must).toEqual([]);
    expect(symptoms(twice(between(14, 15.5)), 'B').must).toEqual([['stutter']]);
  });

  it('is allowed to be silence while the other end is muted', () => {
    const more = {
      events: [
        { ts: GO, role: 'A', name: 'join', data: {} },
        { ts: GO + 90, role: 'A', name: 'connectionState', data: 'connected' },
        { ts: GO + 9000, role: 'B', name: 'action', data: 'mute' },
      ],
    };
    expect(symptoms(noticed({ more }), 'A')).toEqual({ must: [], may: ['silence'] });
  });
});

describe('the expectation of a call', () => {
  it('is what was noticed; what was only intended is a surprise, and counts neither way', () => {
    const plan = { must: [['stutter']], may: ['latency'], domains: ['network'] };
    const { expect: result, surprises } = expected(noticed({}), 'A', plan);
    expect(result).toMatchObject({ must: [], domains: ['network'] });
    expect(result.may.map((entry) => entry.symptom).sort()).toEqual(['latency', 'stutter']);
    expect(surprises).toHaveLength(1);
  });

  it('has what nobody intended as a surprise, which counts neither way', () => {
    const call = noticed({ ab: { picture: between(14, 16), sound: between(14, 16) } });
    const { expect: result, surprises } = expected(call, 'B');
    expect(result.must).toEqual([]);
    expect(result.may.map((entry) => entry.symptom)).toEqual(expect.arrayContaining(['stutter', 'interruption']));
    expect(surprises).toHaveLength(1);
  });

  it('is the plan where the media cannot tell', () => {
    const call = noticed({ more: { probes: { A: [], B: [] } } });
    const plan = { must: [['stutter']], may: ['latency'], domains: ['network'] };
    const { expect: result, surprises } = expected(call, 'A', plan);
    expect(result.must.map((entry) => entry.symptoms)).toEqual([['stutter']]);
    expect(result.may.map((entry) => entry.symptom)).toEqual(['latency']);
    expect(surprises).toEqual([]);
  });
});
