import { describe, expect, it } from 'vitest';
import { getstatsReader } from '../../../src/formats/getstats/reader.js';
import { headOf, partOf, readAll } from '../support/part.js';

const T = 1_700_000_000_000;

const array = (time: number, packets: number) => [
  { id: 'I', type: 'inbound-rtp', kind: 'audio', timestamp: time, packetsReceived: packets },
  { id: 'T', type: 'transport', timestamp: time, dtlsState: 'connected' },
];
const keyed = (time: number, packets: number) => Object.fromEntries(array(time, packets).map((o) => [o.id, o]));

/** [time, connection, packetsReceived] of each sample. */
async function read(content: string, pieceBytes = 50) {
  const { samples, summary } = await readAll(getstatsReader, partOf(content, pieceBytes));
  const rows = samples.map(({ time, connection, stats }) => [
    time - T,
    connection,
    stats.find((object) => object.id === 'I')?.values.packetsReceived,
  ]);
  return { rows, samples, summary };
}

const lines = (...values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const TWO = [
  [0, 'pc', 10],
  [1000, 'pc', 60],
];

describe('one report a line', () => {
  it.each([
    ['arrays', lines(array(T, 10), array(T + 1000, 60))],
    ['objects keyed by id', lines(keyed(T, 10), keyed(T + 1000, 60))],
    ['envelopes {ts, stats}', lines({ ts: T + 2, stats: keyed(T, 10) }, { ts: T + 1002, stats: array(T + 1000, 60) })],
    [
      'envelopes {timestamp, reports}',
      lines({ timestamp: T, reports: array(T, 10) }, { timestamp: T, report: array(T + 1000, 60) }),
    ],
    ['single objects', lines(...array(T, 10), ...array(T + 1000, 60))],
    ['pairs of a Map', lines(Object.entries(keyed(T, 10)), Object.entries(keyed(T + 1000, 60)))],
  ])('%s', async (_, text) => {
    expect((await read(text)).rows).toEqual(TWO);
    expect(getstatsReader.recognise(headOf(Buffer.from(text)))).toBe(0.9);
  });

  it('reports written as strings within the JSON of a logger', async () => {
    const line = (time: number, packets: number) => ({ ts: time, report: JSON.stringify(keyed(time, packets)) });
    const text = lines(line(T, 10), line(T + 1000, 60), { ts: T, report: '{cut' });
    expect((await read(text)).rows).toEqual(TWO);
    expect(getstatsReader.recognise(headOf(Buffer.from(text)))).toBe(0.9);
  });

  it('several connections in one envelope keep their names', async () => {
    const { rows } = await read(
      lines({ ts: T, stats: { sub: keyed(T, 1), pub: array(T, 2) } }, { pcId: 'x', ts: T, stats: keyed(T, 3) }),
    );
    expect(rows).toEqual([
      [0, 'sub', 1],
      [0, 'pub', 2],
      [0, 'x', 3],
    ]);
  });

  it('an id of the envelope is not the name of a connection', async () => {
    const text = lines(
      { id: 'r1', ts: T, payload: keyed(T, 10) },
      { id: 'r2', ts: T + 1000, payload: keyed(T + 1000, 60) },
    );
    expect((await read(text)).rows).toEqual(TWO);
  });

  it('the time of the envelope serves where the objects count from the start of the page', async () => {
    const { rows } = await read(lines({ ts: T, stats: array(1234.5, 1) }, { ts: T + 1000, stats: array(2234.5, 2) }));
    expect(rows.map((row) => row[0])).toEqual([0, 1000]);
  });

  it('says what it could not use', async () => {
    const { summary } = await read(`${lines(array(T, 10))}oops\n${lines(array(5, 1), array(T + 1, 2))}{"ts":1`);
    expect(summary.warnings).toEqual([
      { code: 'not-json', detail: '1 line' },
      { code: 'report-without-time', detail: '1 report' },
    ]);
    expect(summary.cut?.reason).toBe('The last line is incomplete.');
    expect(summary).toMatchObject({ records: 2, start: T, end: T + 1 });
  });
});

describe('one document', () => {
  const reports = [array(T, 10), array(T + 1000, 60)];
  it.each([
    ['an array of reports', JSON.stringify(reports, null, 2)],
    ['an array of keyed reports', JSON.stringify([keyed(T, 10), keyed(T + 1000, 60)], null, 1)],
    [
      'an array of envelopes',
      JSON.stringify(
        [
          { ts: T, stats: keyed(T, 10) },
          { ts: T, stats: array(T + 1000, 60) },
        ],
        null,
        1,
      ),
    ],
    ['one list of the objects of all reports', JSON.stringify(reports.flat(), null, 1)],
    ['reports under a key', JSON.stringify({ version: 1, reports }, null, 1)],
    ['in a single line', JSON.stringify(reports)],
  ])('%s', async (_, text) => {
    for (const pieceBytes of [1, 33, 100_000]) expect((await read(text, pieceBytes)).rows).toEqual(TWO);
    expect(getstatsReader.recognise(headOf(Buffer.from(text)))).toBe(0.9);
  });

  it('in a single line that is longer than the head', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => array(T + index * 1000, index));
    const { samples } = await read(JSON.stringify(many), 4_096);
    expect(samples).toHaveLength(2_000);
    expect(getstatsReader.recognise(headOf(Buffer.from(JSON.stringify(many))))).toBe(0.6);
    const last = samples[1_999];
    expect(JSON.stringify(many).slice(last?.at.offset)).toBe(`${JSON.stringify(many[1_999])}]`);
  });

  it('with one report only says so: there is no course of time in it', async () => {
    for (const text of [JSON.stringify(array(T, 10), null, 1), JSON.stringify(keyed(T, 10), null, 1)]) {
      const { rows, summary } = await read(text);
      expect(rows).toEqual([[0, 'pc', 10]]);
      expect(summary.warnings).toEqual([{ code: 'single-report' }]);
    }
  });

  it.each([
    ['ISO 8601', (time: number) => new Date(time).toISOString()],
    ['epoch milliseconds', (time: number) => String(time)],
    ['epoch seconds', (time: number) => String(time / 1000)],
  ])('takes a key that is a time (%s) for one, and not for the name of a connection', async (_, name) => {
    const text = JSON.stringify({ [name(T)]: keyed(T, 10), [name(T + 1000)]: keyed(T + 1000, 60) }, null, 1);
    expect((await read(text)).rows).toEqual(TWO);
  });

  it('takes the key for the time where the objects count from the start of the page', async () => {
    const text = JSON.stringify({ [String(T)]: keyed(5, 10), [String(T + 1000)]: keyed(1005, 60) }, null, 1);
    expect((await read(text)).rows).toEqual(TWO);
  });

  it('names connections by their key', async () => {
    const { rows } = await read(JSON.stringify({ sub: reports, pub: [keyed(T, 5)] }, null, 1));
    expect(rows).toEqual([
      [0, 'sub', 10],
      [1000, 'sub', 60],
      [0, 'pub', 5],
    ]);
  });

  it('of the old callback form', async () => {
    const old = [
      {
        id: 'ssrc_1_recv',
        timestamp: '2023-11-14T22:13:20.000Z',
        type: 'ssrc',
        stats: { mediaType: 'audio', packetsReceived: '4' },
      },
    ];
    const { samples } = await read(JSON.stringify(old, null, 2));
    expect(samples[0]).toMatchObject({ time: T, stats: [{ type: 'inbound-rtp', values: { packetsReceived: 4 } }] });
  });
});

describe('other JSON is not taken for it', () => {
  it.each([
    '["getStats","9-1",{},1]\n',
    '{"level":"info","id":"a","type":"login","timestamp":1}\n',
    '{"statsSessionId":"s","type":"identity","data":{}}\n',
    '{"PeerConnections": {"1-1": {}}, "getUserMedia": []}',
    'text',
  ])('%s', (text) => {
    expect(getstatsReader.recognise(headOf(Buffer.from(text)))).toBe(0);
  });
});
