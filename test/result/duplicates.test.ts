import { describe, expect, it } from 'vitest';
import type { CallSummary, ConnectionSummary, Direction } from '../../src/model/call.js';
import { withoutDuplicates } from '../../src/result/duplicates.js';
import type { ReadLog } from '../../src/result/read-log.js';

const MINUTE = 60_000;

interface Track {
  readonly direction: Direction;
  readonly ssrc: string;
}

const sent = (ssrc: string): Track => ({ direction: 'outbound', ssrc });
const received = (ssrc: string): Track => ({ direction: 'inbound', ssrc });

function connection(tracks: readonly Track[], connects = true): ConnectionSummary {
  return {
    id: 'pc',
    connect: {
      outcome: 'connected',
      uncertaintyMs: 0,
      spans: connects ? [{ name: 'ice', start: 0, end: 100 }] : [],
    },
    tracks: tracks.map(({ direction, ssrc }) => ({ id: ssrc, media: 'audio', direction, ssrc, totals: {} })),
  };
}

interface Setting {
  readonly digest?: string;
  readonly from?: number;
  readonly to?: number;
  readonly shiftMs?: number;
  readonly status?: ReadLog['status'];
}

function log(path: string, format: string, connections: readonly ConnectionSummary[], setting: Setting = {}): ReadLog {
  const { digest = path, from = 0, to = 10 * MINUTE, shiftMs = 0, status = 'analyzed' } = setting;
  const shape = { inboundAudio: 1, inboundVideo: 0, outboundAudio: 1, outboundVideo: 0, screenShare: false };
  const call: CallSummary = {
    id: `${path}#1`,
    source: path,
    sdk: undefined,
    environment: {},
    start: from,
    end: to,
    connections,
    shape,
  };
  const clock = { zone: 'UTC', resolutionMs: 1 };
  return {
    path,
    format,
    status,
    parts: [],
    warnings: [],
    digest,
    calls: [call],
    summary: { records: 5, unknownLines: 0, start: from, end: to, clock, shiftMs, warnings: [] },
  };
}

/** Which log stands for which: `path ← code other`. */
const replaced = (logs: readonly ReadLog[]) =>
  withoutDuplicates(logs).flatMap(({ path, calls = [], warnings }) => {
    expect(calls.length).toBe(warnings.length === 0 ? 1 : 0);
    return warnings.map(({ code, detail }) => `${path}: ${code} ${detail}`);
  });

describe('equal files', () => {
  const one = [connection([sent('1')])];

  it('count once: the first stands for the others', () => {
    const logs = ['a', 'b', 'c'].map((path) =>
      log(path, 'agora-web', one, { digest: path === 'b' ? 'other' : 'same' }),
    );
    expect(replaced(logs)).toEqual(['c: duplicate a']);
  });

  it('are not looked for among logs that could not be read', () => {
    const failed = { digest: 'same', status: 'failed' } as const;
    expect(replaced([log('a', 'agora-web', one, failed), log('b', 'agora-web', one, failed)])).toEqual([]);
  });
});

describe('one connection recorded in several formats', () => {
  it('counts once: the log that shows the connect stands for the others', () => {
    const logs = [
      log('call.ndjson', 'getstats', [connection([sent('1'), received('2')], false)], { from: 2_000 }),
      log('call.rtcstats', 'rtcstats', [connection([sent('1'), received('2')])]),
    ];
    expect(replaced(logs)).toEqual(['call.ndjson: same-recording call.rtcstats']);
  });

  it('is known in real time, whatever the clocks of the logs', () => {
    const dump = log('dump.json', 'webrtc-internals', [connection([sent('1')])]);
    const capture = (shiftMs: number) =>
      log('stats', 'getstats', [connection([sent('1')], false)], {
        from: 60 * MINUTE,
        to: 70 * MINUTE,
        shiftMs,
      });
    expect(replaced([dump, capture(-60 * MINUTE)])).toEqual(['stats: same-recording dump.json']);
    expect(replaced([dump, capture(0)])).toEqual([]);
  });

  it('is not taken for one because two users received the same stream from a server', () => {
    const logs = [
      log('anna.json', 'webrtc-internals', [connection([sent('1'), received('7')])]),
      log('ben.rtcstats', 'rtcstats', [connection([sent('2'), received('7')])]),
    ];
    expect(replaced(logs)).toEqual([]);
  });

  it('is not taken for one when they are the two ends of a call', () => {
    const logs = [
      log('a.json', 'webrtc-internals', [connection([sent('1'), received('2')])]),
      log('b.rtcstats', 'rtcstats', [connection([sent('2'), received('1')])]),
    ];
    expect(replaced(logs)).toEqual([]);
  });

  it('does not take away a log that holds another connection, too', () => {
    const logs = [
      log('all.json', 'webrtc-internals', [connection([sent('1')], false), connection([sent('3')], false)]),
      log('one.rtcstats', 'rtcstats', [connection([sent('1')])]),
    ];
    expect(replaced(logs)).toEqual([]);
  });

  it('leaves the log of an SDK, which tells more than statistics', () => {
    const logs = [
      log('dump.json', 'webrtc-internals', [connection([sent('1')])]),
      log('agora.log', 'agora-web', [connection([sent('1')])]),
    ];
    expect(replaced(logs)).toEqual([]);
  });
});

describe('hundreds of logs in two formats', () => {
  it('are compared with those alone that hold what was sent in them', () => {
    const count = 300;
    let looks = 0;
    const counted = (ssrc: string): ConnectionSummary => {
      const { tracks, ...rest } = connection([sent(ssrc), received('1')]);
      return {
        ...rest,
        get tracks() {
          looks++;
          return tracks;
        },
      };
    };
    const ssrcs = Array.from({ length: count }, (_, k) => String(1000 + k));
    const logs = ['rtcstats', 'getstats'].flatMap((format) =>
      ssrcs.map((ssrc) => log(`${format}-${ssrc}`, format, [counted(ssrc)])),
    );
    const kept = withoutDuplicates(logs);
    expect(kept.filter(({ calls = [] }) => calls.length === 0).map(({ path }) => path)).toEqual(
      ssrcs.map((ssrc) => `getstats-${ssrc}`),
    );
    expect(looks).toBeLessThan(10 * logs.length);
  });
});
