import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Connection } from '../../src/signals/connection.js';
import { ByExtent, Extent } from '../../src/signals/extent.js';
import { event, Recorder } from '../support/records.js';

afterEach(() => vi.restoreAllMocks());

class Item {
  readonly extent = new Extent();

  constructor(readonly name: number) {}
}

const MARGIN = 30;
const step = fc.record({ isNew: fc.boolean(), of: fc.nat(), time: fc.integer({ min: 0, max: 5000 }) });

describe('things by the time that they reach over', () => {
  test('the first one near a moment is the one that looking at all of them in their order finds', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 300 }),
        fc.integer({ min: -100, max: 5100 }),
        (steps, at) => {
          const all: Item[] = [];
          const byTime = new ByExtent<Item>();
          for (const { isNew, of, time } of steps) {
            const known = isNew ? undefined : all[of % Math.max(1, all.length)];
            const item = known ?? new Item(all.length);
            if (known === undefined) {
              all.push(item);
              byTime.add(item);
            }
            item.extent.include(time);
          }
          const near = all.find(({ extent }) => at <= extent.end + MARGIN && at >= extent.start - MARGIN);
          expect(byTime.firstNear(at, MARGIN)?.name).toBe(near?.name);
        },
      ),
    );
  });

  test('of thousands one after the other few are looked at', () => {
    const byTime = new ByExtent<Item>();
    for (let name = 0; name < 6400; name += 1) {
      const item = new Item(name);
      byTime.add(item);
      item.extent.include(name * 100);
    }
    const looks = vi.spyOn(Extent.prototype, 'isNear');
    expect(byTime.firstNear(640_000 - 100, MARGIN)?.name).toBe(6399);
    expect(looks.mock.calls.length).toBeLessThan(200);
  });
});

describe('a call with thousands of connections', () => {
  test('is asked once for each of them whether it works when they close, though none does', () => {
    const connections = 500;
    const seen = new Recorder();
    for (let k = 0; k < connections; k += 1) {
      seen.feed(
        event(20 * k, 'pc.state', { to: 'connecting' }, `PC_${k}`),
        event(20 * k + 15, 'pc.state', { to: 'failed' }, `PC_${k}`),
      );
    }
    const asked = vi.spyOn(Connection.prototype, 'works', 'get');
    seen.finish();
    expect(asked.mock.calls.length).toBeLessThanOrEqual(2 * connections);
    expect(seen.closes).toHaveLength(connections + 1);
  });

  test('that has thousands of tracks does not look through them for each event of one', () => {
    const seen = new Recorder().feed(event(0, 'join.start'), event(1, 'join.ok'));
    const video = (uid: number) => ({ uid: String(uid), media: 'video' });
    for (let uid = 0; uid < 100; uid += 1) seen.feed(event(2, 'remote.publish', video(uid)));
    const walks = vi.spyOn(Map.prototype, 'values');
    seen.feed(event(3, 'remote.mute', video(7)));
    expect(walks.mock.contexts.filter((walked) => walked instanceof Map && walked.size >= 100)).toEqual([]);
    const muted = seen.events.filter(({ event: { type }, subject }) => type === 'remote.mute' && subject.track === '7');
    expect(muted).toHaveLength(1);
  });
});
