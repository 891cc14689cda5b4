import { describe, expect, it } from 'vitest';
import { webrtcInternals } from '../../../src/formats/webrtc-internals/reader.js';
import { EVENT_FIELDS, type RtcEvent } from '../../../src/model/event.js';
import type { StatsSample } from '../../../src/model/sample.js';
import { fixture, headOf, outline, readDump } from './support.js';

interface RawSeries {
  statsType: string;
  startTime: string;
  values: string;
}
type RawDump = { PeerConnections: Record<string, { stats: Record<string, RawSeries> }> };

function readings(samples: readonly StatsSample[], id: string, metric: string): (number | undefined)[] {
  return samples
    .flatMap((sample) => sample.stats.filter((object) => object.id === id))
    .map((object) => object.values[metric]);
}

const RECORDED = ['clean.json.gz', 'outage2s.json.gz', 'slowice.json.gz', 'nopath.json.gz', 'loopback.json.gz'];

describe('recorded dumps of today', () => {
  it.each(RECORDED)('%s: every sample holds what the series say at its time', async (name) => {
    const bytes = fixture(name);
    const { samples, summary } = await readDump(bytes);
    const raw = JSON.parse(bytes.toString()) as RawDump;
    expect(summary.cut).toBeUndefined();
    expect(summary.warnings).toEqual([]);
    let compared = 0;
    for (const [connection, { stats }] of Object.entries(raw.PeerConnections)) {
      for (const id of new Set(
        Object.keys(stats)
          .filter((key) => key.endsWith('-timestamp'))
          .map((key) => key.slice(0, -10)),
      )) {
        const times = JSON.parse(stats[`${id}-timestamp`]?.values ?? '[]') as number[];
        for (const metric of [
          'packetsReceived',
          'packetsSent',
          'totalAudioEnergy',
          'bytesSent',
          'roundTripTimeMeasurements',
        ]) {
          const series = stats[`${id}-${metric}`];
          if (series === undefined) continue;
          const values = JSON.parse(series.values) as number[];
          if (values.length !== times.length) continue;
          for (const sample of samples) {
            if (sample.connection !== connection) continue;
            const object = sample.stats.find((candidate) => candidate.id === id);
            if (object?.values[metric] === undefined) continue;
            const row = times.indexOf(object.time ?? sample.time);
            expect(values[row]).toBe(object.values[metric]);
            compared++;
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(name === 'loopback.json.gz' ? 10 : 50);
  });

  it.each(RECORDED)('%s: records of a connection come in the order of time', async (name) => {
    const { records } = await readDump(fixture(name));
    const latest = new Map<string, number>();
    for (const { connection, time } of records) {
      if (connection === undefined) continue;
      expect(time).toBeGreaterThanOrEqual(latest.get(connection) ?? 0);
      latest.set(connection, time);
    }
  });

  it.each(RECORDED)('%s: events use the vocabulary and the declared types', async (name) => {
    const { events } = await readDump(fixture(name));
    for (const { type, fields, excerpt } of events) {
      expect(webrtcInternals.observes.has(type)).toBe(true);
      expect(EVENT_FIELDS[type]).toEqual(expect.arrayContaining(Object.keys(fields)));
      expect(excerpt).not.toContain('v=0');
      expect(excerpt.length).toBeLessThanOrEqual(300);
    }
  });

  it('tell how a call without a path failed', async () => {
    const { events } = await readDump(fixture('nopath.json.gz'));
    expect(outline(events)).toMatchInlineSnapshot(`
      [
        "+0 - media.request page=9 audio=true video=true",
        "+349 - media.granted page=9 audio=true video=true label=Fake Default Audio Input",
        "+417 9-1 negotiation step=create-offer sdp=offer",
        "+424 9-1 negotiation step=set-local sdp=offer",
        "+427 9-1 signaling.state to=have-local-offer",
        "+436 9-1 ice.gathering to=gathering",
        "+444 9-1 ice.candidate side=local candidateType=host protocol=udp",
        "+518 9-1 negotiation step=set-remote sdp=answer",
        "+520 9-1 signaling.state to=stable",
        "+596 9-1 ice.candidate side=local candidateType=host protocol=tcp",
        "+606 9-1 ice.gathering to=complete",
        "+639 9-1 ice.candidate side=remote candidateType=host protocol=udp",
        "+641 9-1 ice.state to=checking",
        "+650 9-1 pc.state to=connecting",
        "+15653 9-1 ice.state to=disconnected",
        "+15653 9-1 pc.state to=failed",
        "+0 - sdk name=Chrome version=156.0.8078.79",
        "+0 - environment label=browser value=Chromium 156.0.8078.79",
        "+0 - environment label=os value=Linux",
        "+0 - environment label=device value=desktop",
        "+0 - environment label=cpu threads value=2",
        "+0 - environment label=device memory value=16 GiB",
        "+0 - environment label=cpu performance value=2",
      ]
    `);
  });

  it('place series and events by byte offset and line', async () => {
    const bytes = fixture('clean.json.gz');
    const { samples, events } = await readDump(bytes, 4096);
    const lines = bytes.toString().split('\n');
    for (const { at, type } of events) {
      if (at.line === 0) continue;
      expect(bytes.subarray(0, at.offset).toString().split('\n').length).toBe(at.line);
      if (type === 'pc.state') expect(lines[at.line - 1]).toContain('onconnectionstatechange');
    }
    const inbound = samples[3]?.stats.find((object) => object.type === 'inbound-rtp' && object.kind === 'video');
    const at = inbound?.series?.get('framesDecoded');
    expect(lines[(at?.line ?? 0) - 5]).toContain(`${inbound?.id}-framesDecoded`);
    expect(lines[(at?.line ?? 0) - 1]).toContain('"values"');
  });

  it('leave out reports that repeat an earlier one; those of the far end stay until the next, with the time they had', async () => {
    const { samples } = await readDump(fixture('clean.json.gz'));
    const timesOf = (prefix: string) =>
      samples.flatMap((sample) =>
        sample.stats.filter((o) => o.id.startsWith(prefix)).map((o) => o.time ?? sample.time),
      );
    const own = timesOf('OT01A');
    expect(own.length).toBeGreaterThan(5);
    expect(new Set(own).size).toBe(own.length);
    const farEnd = timesOf('RIA');
    expect(new Set(farEnd).size).toBeGreaterThan(5);
    expect(new Set(farEnd).size).toBeLessThan(farEnd.length);
    expect(farEnd).toEqual([...farEnd].sort((a, b) => a - b));
  });
});

describe('Chrome 86', () => {
  it('gives local times in UTC, settled against the statistics', async () => {
    const { events, summary } = await readDump(fixture('chrome-86.json'));
    expect(summary.clock).toEqual({ zone: 'UTC', resolutionMs: 1000 });
    expect(events[0]?.time).toBe(Date.UTC(2020, 10, 7, 8, 15, 2));
    expect(outline(events)).toMatchInlineSnapshot(`
      [
        "+0 4321-1 negotiation step=create-offer sdp=offer",
        "+0 4321-1 negotiation step=set-local sdp=offer",
        "+0 4321-1 signaling.state to=have-local-offer",
        "+0 4321-1 ice.gathering to=gathering",
        "+0 4321-1 ice.candidate side=local candidateType=host protocol=udp",
        "+0 4321-1 ice.error code=701 text=STUN allocate request timed out. url=stun:192.0.2.1:3478",
        "+0 4321-1 negotiation step=set-remote sdp=answer",
        "+1000 4321-1 ice.candidate side=remote candidateType=relay protocol=udp",
        "+1000 4321-1 ice.state to=checking",
        "+1000 4321-1 ice.state to=connected",
        "+1000 4321-1 pc.state to=connected",
        "+1000 4321-1 ice.state to=completed",
        "+6000 4321-1 negotiation step=add-candidate failed=true error=sdpMid: 9, candidate: candidate:3",
        "+6000 4321-1 connection.close",
        "+0 - media.request page=4321 audio=true video=true echoCancellation=false",
        "+0 - sdk name=Chrome version=86.0.4240.183",
        "+0 - environment label=browser value=Chrome 86.0.4240.183",
        "+0 - environment label=os value=Windows NT 10.0; Win64",
      ]
    `);
  });

  it('has its track reports merged into the inbound streams', async () => {
    const { samples } = await readDump(fixture('chrome-86.json'));
    expect(readings(samples, 'RTCInboundRTPVideoStream_111', 'freezeCount')).toEqual([0, 0, 0, 1, 1]);
    expect(readings(samples, 'RTCInboundRTPVideoStream_111', 'framesDecoded')).toEqual([10, 20, 30, 30, 40]);
    expect(readings(samples, 'RTCInboundRTPAudioStream_222', 'concealedSamples')).toEqual([0, 0, 480, 480, 480]);
    expect(readings(samples, 'RTCInboundRTPVideoStream_111', 'jitter')).toEqual([
      0.001,
      0.002,
      undefined,
      0.004,
      0.005,
    ]);
    const types = samples[0]?.stats.map((object) => object.type);
    expect(types).toEqual(['inbound-rtp', 'inbound-rtp', 'remote-candidate', 'transport']);
    expect(samples[0]?.stats[0]).toMatchObject({ ssrc: '111', kind: 'video' });
  });

  it('spreads points evenly where no time stamps are kept', async () => {
    const { samples } = await readDump(fixture('chrome-86.json'));
    const start = Date.parse('2020-11-07T08:15:03.100Z');
    expect(samples.map((sample) => sample.time - start)).toEqual([0, 1000, 2000, 3000, 4000]);
    expect(samples.map((sample) => sample.stats[3]?.labels.dtlsState)).toEqual([
      'connecting',
      'connecting',
      'connected',
      'connected',
      'connected',
    ]);
  });
});

describe('Chrome 100 to 143', () => {
  it('yields these events', async () => {
    const { events } = await readDump(fixture('chrome-120.json'));
    expect(outline(events)).toMatchInlineSnapshot(`
      [
        "+0 - media.request page=5 audio=true video=true echoCancellation=true",
        "+1000 - media.denied page=5 error=NotAllowedError message=Permission denied",
        "+1101 - media.request page=5 audio=false video=true display=true",
        "+1201 - media.granted page=5 audio=false video=true label=屏幕 1",
        "+2101 5-1 negotiation step=set-remote sdp=offer",
        "+2121 5-1 negotiation step=set-local sdp=answer",
        "+2701 5-1 pc.state to=connected",
        "+2801 5-1 ice.error code=401 text=Unauthorized url=turn:192.0.2.1:3478",
        "+2901 5-1 negotiation step=set-remote failed=true error=InvalidStateError: wrong state",
        "+2951 5-1 ice.restart",
        "+0 - sdk name=Chrome version=120",
        "+0 - environment label=browser value=Google Chrome 120",
        "+0 - environment label=os value=Linux; Android 13",
      ]
    `);
  });

  it('aligns a series that began later, and shows a frozen report once', async () => {
    const { samples } = await readDump(fixture('chrome-120.json'));
    expect(readings(samples, 'IT01A333', 'freezeCount')).toEqual([undefined, undefined, 0, 1, 1]);
    const farEnd = samples.flatMap(({ stats }) => stats.filter(({ id }) => id === 'RIA444'));
    expect(new Set(farEnd.map(({ time }) => time)).size).toBe(1);
    expect(new Set(farEnd.map(({ values }) => values.roundTripTime))).toEqual(new Set([0.05]));
  });
});

describe('any dump', () => {
  it('gives the same records minified, and in any size of reads', async () => {
    const bytes = fixture('slowice.json.gz');
    const plain = await readDump(bytes);
    const strip = (records: unknown): string =>
      JSON.stringify(records, (key, value) => (key === 'at' || key === 'series' ? undefined : value));
    for (const chunk of [127, 7919]) expect((await readDump(bytes, chunk)).records).toEqual(plain.records);
    const minified = await readDump(JSON.stringify(JSON.parse(bytes.toString())));
    expect(strip(minified.records)).toBe(strip(plain.records));
    expect(minified.records.every((record) => record.at.line === 0)).toBe(true);
  });

  it('may be cut anywhere: no error, and what comes before the cut stays the same', async () => {
    const bytes = fixture('loopback.json.gz');
    const whole = await readDump(bytes);
    const [first] = [...new Set(whole.records.map((record) => record.connection).filter((id) => id !== undefined))];
    const timed = (records: readonly object[]): string[] => records.map((record) => JSON.stringify(record));
    // An implicit setLocalDescription learns from a later entry what it applied.
    const known = (list: readonly RtcEvent[]): string[] =>
      list.map(({ fields, ...event }) => JSON.stringify({ ...event, ...fields, sdp: undefined }));
    const events = new Set(known(whole.events));
    const complete = timed(whole.records.filter((record) => record.connection === first));
    for (let cut = 1; cut < bytes.length; cut += 1777) {
      const { records, events: seen, summary } = await readDump(bytes.subarray(0, cut));
      expect(summary.cut?.offset).toBe(cut);
      const facts = new Set(['sdk', 'environment']);
      for (const event of known(seen.filter(({ type }) => !facts.has(type)))) expect(events).toContain(event);
      const others = records.some((record) => record.connection !== undefined && record.connection !== first);
      if (others) expect(timed(records.filter((record) => record.connection === first))).toEqual(complete);
    }
  });

  it('survives a source that fails', async () => {
    const bytes = fixture('loopback.json.gz').subarray(0, 100_000);
    const { records, summary } = await readDump(bytes, 1000, new Error('incorrect data check'));
    expect(summary.cut).toEqual({ offset: 100_000, reason: 'incorrect data check' });
    expect(records.length).toBeGreaterThan(3);
  });

  it('without connections says so', async () => {
    const empty = await readDump('{"getUserMedia":[],"PeerConnections":{},"UserAgent":"Chrome/108.0.0.0"}');
    expect(empty.summary).toMatchObject({ records: 0, warnings: [{ code: 'no-connections' }], start: undefined });
    const asked = await readDump(
      '{"getUserMedia":[{"rid":1,"timestamp":5,"request_type":"getUserMedia","audio":""}],"PeerConnections":{}}',
    );
    expect(asked.summary.warnings).toEqual([{ code: 'only-get-user-media' }]);
    expect(asked.events).toHaveLength(1);
  });

  it('may use __proto__ as a name anywhere', async () => {
    const series =
      '{"startTime":"2024-01-01T00:00:00.000Z","endTime":"2024-01-01T00:00:01.000Z","statsType":"inbound-rtp","values":"[1,2]"}';
    const text = `{"__proto__":{"x":1},"PeerConnections":{"__proto__":{"stats":{"__proto__-packetsReceived":${series},"IT01A1-__proto__":${series},"__proto__":${series}},"__proto__":[]}}}`;
    const { samples } = await readDump(text);
    expect(samples).toHaveLength(2);
    expect(samples[0]).toMatchObject({
      connection: '__proto__',
      stats: [{ id: '__proto__', values: { packetsReceived: 1 } }],
    });
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('warns of series that lost their beginning', async () => {
    const values = JSON.stringify(Array.from({ length: 1000 }, (_, n) => n));
    const start = Date.UTC(2024, 0, 1);
    const dump = (first: number): string =>
      JSON.stringify({
        getUserMedia: [],
        PeerConnections: {
          '1-1': {
            stats: {
              'IT01A1-packetsReceived': {
                startTime: new Date(start).toISOString(),
                endTime: new Date(start + 999_000).toISOString(),
                statsType: 'inbound-rtp',
                values,
              },
            },
            updateLog: [{ type: 'createOffer', value: '', timestamp: first }],
          },
        },
      });
    const late = await readDump(dump(start - 61_000));
    expect(late.summary.warnings).toEqual([{ code: 'series-truncated', detail: '1-1' }]);
    expect((await readDump(dump(start - 59_000))).summary.warnings).toEqual([]);
  });

  it('shows a report of the far end until the next one, and for 30 seconds at the most', async () => {
    const start = Date.UTC(2024, 0, 1);
    const entry = (type: string, times: readonly number[]) => ({
      statsType: type,
      startTime: new Date(times[0] ?? 0).toISOString(),
      endTime: new Date(times.at(-1) ?? 0).toISOString(),
      values: JSON.stringify(times),
    });
    const polls = Array.from({ length: 100 }, (_, k) => start + 1000 * k);
    const seen = [start + 3500, start + 8500];
    const stats = {
      'IT01A1-timestamp': entry('inbound-rtp', polls),
      'RIA1-timestamp': entry('remote-inbound-rtp', seen),
    };
    const { samples } = await readDump(JSON.stringify({ PeerConnections: { '1-1': { stats } } }));
    const shown = samples.map(({ stats }) => stats.find(({ id }) => id === 'RIA1')?.time);
    expect(shown.slice(0, 4)).toEqual([undefined, undefined, undefined, undefined]);
    expect(new Set(shown.slice(4, 9))).toEqual(new Set([seen[0]]));
    expect(new Set(shown.slice(9, 39))).toEqual(new Set([seen[1]]));
    expect(new Set(shown.slice(39))).toEqual(new Set([undefined]));
  });

  it('is thinned when it holds more points than fit', async () => {
    const count = 1_100_000;
    const text = Array.from({ length: count }, (_, n) => n).join(',');
    const series = `{"startTime":"2024-01-01T00:00:00.000Z","endTime":"2024-01-13T17:33:19.000Z","statsType":"inbound-rtp","values":"[${text}]"}`;
    const { samples, summary } = await readDump(
      `{"PeerConnections":{"1-1":{"stats":{"IT01A1-packetsReceived":${series}}}}}`,
    );
    expect(summary.warnings).toEqual([{ code: 'series-thinned', detail: '1-1' }]);
    expect(samples.length).toBe(count / 2);
    const last = samples.at(-1);
    // One point a second: the count is the second.
    expect(last?.stats[0]?.values.packetsReceived).toBe(((last?.time ?? 0) - Date.UTC(2024, 0, 1)) / 1000);
  });
});

describe('recognition', () => {
  it.each([...RECORDED, 'chrome-86.json', 'chrome-120.json'])('knows %s', (name) => {
    expect(webrtcInternals.recognise(headOf(fixture(name)))).toBeGreaterThan(0.9);
  });

  it('copes with any order and a long first member', () => {
    const dump = JSON.parse(fixture('clean.json.gz').toString()) as Record<string, unknown>;
    const reversed = JSON.stringify(Object.fromEntries(Object.entries(dump).reverse()));
    expect(webrtcInternals.recognise(headOf(reversed))).toBeGreaterThan(0.9);
    const connectionsFirst = JSON.stringify({ PeerConnections: dump.PeerConnections, ...dump });
    expect(webrtcInternals.recognise(headOf(connectionsFirst))).toBeGreaterThan(0.9);
  });

  it('leaves other documents alone', () => {
    for (const other of [
      '{"getUserMedia":[],"PeerConnections":{},"peerConnections":{"PC_0":[]}}',
      '{"a":{"PeerConnections":{},"getUserMedia":[]}}',
      '["PeerConnections","getUserMedia"]',
      '{"text":"PeerConnections getUserMedia"}',
      'RTCStatsDump\n{"fileFormat":3}',
      '',
      '{',
    ]) {
      expect(webrtcInternals.recognise(headOf(other))).toBe(0);
    }
  });
});
