import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeriesKeys } from '../../../src/formats/webrtc-internals/series-keys.js';

/** Id and metric of a key as a dump writes it, with another text in front and behind. */
function split(key: string, keys = new SeriesKeys()): { id: string; metric: string } | undefined {
  const written = JSON.stringify(key);
  const bytes = Buffer.from(`]-${written}-[`);
  const start = 3;
  const found = keys.read({ bytes, start, end: start + Buffer.byteLength(written) - 2 });
  return found ? { id: keys.id, metric: keys.metric } : undefined;
}

describe('the key of a series', () => {
  it.each([
    ['OT01V2658091692-framesPerSecond', 'OT01V2658091692', 'framesPerSecond'],
    ['CP1I7LfxAK_iYSg/D6g-[bytesSent_in_bits/s]', 'CP1I7LfxAK_iYSg/D6g', '[bytesSent_in_bits/s]'],
    ['IT01V1-[framesReceived-framesDecoded-framesDropped]', 'IT01V1', '[framesReceived-framesDecoded-framesDropped]'],
    ['CIT01_96_level-id=1;profile-id=2-mimeType', 'CIT01_96_level-id=1;profile-id=2', 'mimeType'],
    ['IT01V1-[a-[b]]', 'IT01V1', '[a-[b]]'],
    ['卡"-packetsLost', '卡"', 'packetsLost'],
    ['__proto__-__proto__', '__proto__', '__proto__'],
    ['a-', 'a', ''],
  ])('%s', (key, id, metric) => {
    expect(split(key)).toEqual({ id, metric });
  });

  it.each(['', 'x', '-x', 'x]', '-[x]', 'a-x]', ']'])('%j is none', (key) => {
    expect(split(key)).toBeUndefined();
  });

  it('is read the same whichever keys came before', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '-', '[', ']', '"', 'é'), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(part, part), { maxLength: 20 }), (pairs) => {
        const keys = new SeriesKeys();
        for (const [id, metric] of pairs) expect(split(`${id}-${metric}`, keys)).toEqual(split(`${id}-${metric}`));
      }),
    );
  });

  it('names the type of its report', () => {
    const keys = new SeriesKeys();
    split('IT01V1-framesDecoded', keys);
    expect(keys.type).toBe('inbound-rtp');
    split('CF1-fingerprint', keys);
    expect(keys.type).toBeUndefined();
  });
});
