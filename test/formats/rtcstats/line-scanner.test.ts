import { describe, expect, it } from 'vitest';
import { LineScanner } from '../../../src/formats/rtcstats/line-scanner.js';
import { Attempts } from '../../../src/formats/stats/scan/attempts.js';
import { reportEntries } from '../../../src/formats/stats/shapes.js';

const T = 1_700_000_000_000;

type Report = Record<string, Record<string, unknown>>;

const report = (packets: number, more: Report = {}): Report => ({
  I: { packetsReceived: packets, kind: 'audio', mid: '0', ssrc: 7, timestamp: T + packets, type: 'inbound-rtp' },
  ...more,
});

/** A scanner that knows the objects of `report(1)`, of one connection. */
function prepared(known: Report = report(1)): (line: string) => boolean {
  const scanner = new LineScanner(false);
  scanner.reports.learn('1-1', reportEntries(known) ?? []);
  return (line) => scanner.scan(Buffer.from(line), 0, Buffer.byteLength(line));
}

const line = (value: Report, connection = '1-1') => JSON.stringify(['getStats', connection, value, 1_000.5]);

describe('a line is read from its bytes', () => {
  const codec = { C: { mimeType: 'audio/opus', timestamp: T, type: 'codec' } };

  it.each([
    ['with other numbers', line(report(2))],
    ['with other texts', line(report(2)).replace('"0"', '"ü\\n"')],
    ['with members that are new', line(report(2)).replace('"kind"', '"new":{"a":[1,null]},"packetsLost":1,"kind"')],
    ['without members that were there', line(report(2)).replace('"kind":"audio","mid":"0",', '')],
    ['with a sequence number', line(report(2)).replace(']', ',12]')],
    ['that ends in blanks', `${line(report(2))}\r`],
  ])('%s', (_, text) => {
    expect(prepared()(text)).toBe(true);
  });

  it('whatever the order of its objects', () => {
    const scan = prepared(report(1, codec));
    expect(scan(line({ ...codec, ...report(2) }))).toBe(true);
    expect(scan(line(report(3)))).toBe(true);
  });
});

describe('a line is left to JSON.parse', () => {
  it.each([
    ['with an object that is not known', line(report(2, { C: { type: 'codec', timestamp: T } }))],
    ['of another connection', line(report(2), '1-2')],
    ['whose object has become another', line(report(2)).replace('inbound', 'outbound')],
    ['with blanks between its tokens', line(report(2)).replace('"kind":', '"kind": ')],
    ['with a text where a number belongs', line(report(2)).replace('"packetsReceived":2', '"packetsReceived":"2"')],
    ['without a number behind the report', line(report(2)).replace(',1000.5', '')],
    ['that is cut', line(report(2)).slice(0, -1)],
    ['with something behind its end', `${line(report(2))}0`],
  ])('%s', (_, text) => {
    expect(prepared()(text)).toBe(false);
  });

  it.each([
    ['a track of old Chrome, whose members belong to a stream', { type: 'track', kind: 'audio', timestamp: T }],
    ['statistics before the W3C form', { type: 'ssrc', timestamp: T, googTrackId: 'a' }],
    ['members that were renamed', { type: 'inbound-rtp', timestamp: T, discardedPackets: 1 }],
    ['what the far end received', { type: 'inbound-rtp', isRemote: true, timestamp: T }],
  ])('with %s', (_, object) => {
    const other = report(1, { X: object });
    expect(prepared(other)(line(other))).toBe(false);
  });
});

it('what cannot be read this way is tried less and less often', () => {
  const attempts = new Attempts();
  let tried = 0;
  for (let k = 0; k < 5_000; k += 1) {
    if (!attempts.next()) continue;
    tried += 1;
    attempts.failed();
  }
  expect(tried).toBeGreaterThan(8);
  expect(tried).toBeLessThan(30);
});
