import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVENT_TYPES, type EventType } from '../../src/model/event.js';
import { event, object, Recorder, sample, T0 } from '../support/records.js';

const STATES = ['new', 'checking', 'connecting', 'connected', 'disconnected', 'failed', 'closed'];
const seconds = fc.integer({ min: 0, max: 4000 }).map((tenths) => tenths / 10);
const name = fc.constantFrom('9-1', '9-2', 'pc', undefined);
const anyEvent = fc
  .record({
    at: seconds,
    type: fc.constantFrom<EventType>(...EVENT_TYPES),
    to: fc.constantFrom(...STATES),
    uid: fc.constantFrom('1', '__proto__'),
    media: fc.constantFrom('audio', 'video'),
    connection: name,
  })
  .map(({ at, type, to, uid, media, connection }) => event(at, type, { to, uid, media }, connection));
const anySample = fc
  .record({ at: seconds, n: fc.integer({ min: 0, max: 1000 }), connection: fc.constantFrom('9-1', '9-2', 'pc') })
  .map(({ at, n, connection }) =>
    sample(
      at,
      [
        object('inbound-rtp', 'A', { packetsReceived: n, packetsLost: n / 7, totalAudioEnergy: n }, { kind: 'audio' }),
        object('inbound-rtp', '__proto__', { packetsReceived: n, framesDecoded: n }, { kind: 'video' }),
        object('outbound-rtp', 'O', { packetsSent: n, framesEncoded: n }, { kind: 'video' }),
        object('candidate-pair', 'P', { currentRoundTripTime: n / 1000 }, { labels: { selected: 'true' } }),
      ],
      connection,
    ),
  );

describe('whatever a log holds', () => {
  test('each subject gets its ticks and events in order, finite values, and one close', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyEvent, anySample), { maxLength: 60 }), (records) => {
        const order: [string, number][] = [];
        const seen = new Recorder();
        const tick = seen.tick.bind(seen);
        const take = seen.event.bind(seen);
        seen.tick = (subject, one) => {
          order.push([subject.key, one.end]);
          expect(one.start).toBeLessThanOrEqual(one.end);
          expect(one.values.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY)).toBe(false);
          tick(subject, one);
        };
        seen.event = (subject, one) => {
          order.push([subject.key, one.time]);
          take(subject, one);
        };
        seen.feed(...records);
        const calls = seen.finish();
        const last = new Map<string, number>();
        for (const [key, time] of order) {
          expect(time).toBeGreaterThanOrEqual(last.get(key) ?? T0);
          last.set(key, time);
        }
        const closed = seen.closes.map(({ subject }) => subject.key);
        expect(new Set(closed).size).toBe(closed.length);
        for (const key of last.keys()) expect(closed).toContain(key);
        expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length);
      }),
      { numRuns: 300 },
    );
  });
});
