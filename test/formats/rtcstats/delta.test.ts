import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeltaExpander } from '../../../src/formats/rtcstats/delta.js';

type Report = Record<string, Record<string, unknown>>;
type Delta = Record<string, unknown>;

/** The client's side, as its protocol describes it: what did not change is left out; the newest time becomes 0. */
function compress(before: Report, now: Report): Delta {
  const times = Object.values(now).map((object) => Number(object.timestamp));
  const newest = Math.max(0, ...times);
  const delta: Delta = Object.create(null);
  delta.timestamp = newest;
  for (const [id, object] of Object.entries(now)) {
    const known = before[id];
    const changed = Object.entries(object).filter(([member, value]) => !known || known[member] !== value);
    const entry = Object.fromEntries(changed);
    if (entry.timestamp === newest) entry.timestamp = 0;
    delta[id] = entry;
  }
  return delta;
}

const object = fc.record(
  { a: fc.nat(3), b: fc.nat(3), c: fc.constantFrom('x', 'y'), timestamp: fc.integer({ min: 1, max: 5 }) },
  { requiredKeys: ['a', 'timestamp'] },
);
/** Objects only grow in number and members, as in a report: what disappears is not announced. */
const reports = fc.array(
  fc.dictionary(fc.constantFrom('I', 'O', 'P', '__proto__'), object, { noNullPrototype: false }),
  {
    minLength: 1,
    maxLength: 8,
  },
);

describe('delta expansion', () => {
  it('gives back every report that was compressed', () => {
    fc.assert(
      fc.property(reports, (steps) => {
        const expander = new DeltaExpander();
        const state: Report = Object.create(null);
        for (const step of steps) {
          const before: Report = Object.create(null);
          for (const id of Object.keys(state)) before[id] = { ...state[id] };
          for (const id of Object.keys(step)) state[id] = { ...state[id], ...step[id] };
          const delta = compress(before, state);
          const expanded = expander.expand('PC_0', JSON.parse(JSON.stringify(delta)));
          const got = Object.fromEntries(expanded.map(({ id, raw }) => [id, { ...raw }]));
          expect(new Map(Object.entries(got))).toEqual(new Map(Object.entries(state)));
        }
      }),
    );
  });

  it('begins anew with an id that comes back as a stream of the other end, and with nothing else that is remote', () => {
    const xBehind = (type: string) => {
      const expander = new DeltaExpander();
      expander.expand('PC_0', { R: { type, isRemote: false, x: 1, timestamp: 0 }, timestamp: 9 });
      return expander.expand('PC_0', { R: { isRemote: true, timestamp: 0 }, timestamp: 10 })[0]?.raw.x;
    };
    expect(xBehind('inbound-rtp')).toBeUndefined();
    expect(xBehind('outboundrtp')).toBeUndefined();
    expect(xBehind('remote-candidate')).toBe(1);
  });

  it('keeps the time of an object that is not mentioned and of one without a time', () => {
    const expander = new DeltaExpander();
    expander.expand('PC_0', { R: { timestamp: 7, x: 1 }, S: { timestamp: 0 }, timestamp: 9 });
    const expanded = expander.expand('PC_0', { R: { x: 2 }, timestamp: 10 });
    expect(expanded.map(({ id, raw }) => [id, raw.timestamp, raw.x])).toEqual([
      ['R', 7, 2],
      ['S', 9, undefined],
    ]);
  });
  it('keeps connections apart and forgets those that were closed', () => {
    const expander = new DeltaExpander();
    expander.expand('PC_0', { I: { timestamp: 0, x: 1 }, timestamp: 1 });
    expect(expander.expand('PC_1', { I: { timestamp: 0 }, timestamp: 1 })[0]?.raw.x).toBeUndefined();
    expander.close('PC_0');
    expect(expander.expand('PC_0', { timestamp: 2 })).toEqual([]);
  });

  it('keeps a bounded number of objects, members and characters', () => {
    const expander = new DeltaExpander();
    const large = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`m${index}`, 1]));
    const [first] = expander.expand('PC_0', { I: { ...large, timestamp: 5 }, timestamp: 1 });
    expect(Object.keys(first?.raw ?? {}).length).toBeLessThan(500);
    const many = Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`o${index}`, { timestamp: 0 }]));
    expect(expander.expand('PC_1', many).length).toBeLessThan(60_000);
    expect(expander.full).toBe(true);
    expect(expander.expand('PC_2', { I: { cert: 'x'.repeat(1_000) } })).toEqual([]);
  });
});
