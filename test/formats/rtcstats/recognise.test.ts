import { describe, expect, it } from 'vitest';
import { rtcstatsReader } from '../../../src/formats/rtcstats/reader.js';
import { dialectOf, isServerLog } from '../../../src/formats/rtcstats/recognise.js';
import { headOf } from '../support/part.js';

const head = (text: string) => headOf(Buffer.from(text));

describe('rtcstats logs are recognised by their content', () => {
  it.each([
    ['a dump', 'RTCStatsDump\n{"fileFormat":3}\n'],
    ['Jitsi lines', '["connectionInfo",null,{},1695819338675]\n'],
    ['Jitsi lines of a connection', '--disconnect--\n["create","PC_0",{},1695819338675,3]\n'],
    ['a first line longer than the head', `["connectionInfo",null,{"x":"${'y'.repeat(100_000)}"},1]\n`],
    ['the form of 2016', '{"PeerConnections": {}, "peerConnections": {"PC_0": []}}'],
  ])('%s', (_, text) => {
    expect(rtcstatsReader.recognise(head(text))).toBeGreaterThan(0.9);
  });

  it.each([
    ['webrtc-internals', '{"getUserMedia": [], "PeerConnections": {"1-1": {}}, "UserAgent": "x"}'],
    ['arrays of another program', '["hello",null,1]\n["world","x",2]\n'],
    ['getStats reports', '[{"id":"a","type":"transport","timestamp":1}]\n'],
    ['nothing', ''],
  ])('not %s', (_, text) => {
    expect(rtcstatsReader.recognise(head(text))).toBe(0);
  });

  it.each([
    ['behind blank lines', '\n\n\nRTCStatsDump\n{"fileFormat":3}\n["create",null,{},1700000000000]\n', 'dump'],
    [
      'behind what somebody wrote',
      'my log:\n\nRTCStatsDump\n{"fileFormat":3}\n["create",null,{},1700000000000]\n',
      'dump',
    ],
    ['without its beginning', '"x"},3.5]\n["close","9-1",null,4.25]\n["close","9-2",null,0.5]\n', 'dump'],
    [
      'without its header',
      '{"fileFormat":3}\n["create",null,{},1700000000000]\n["close","9-1",null,4]\n["close","9-2",null,5]\n',
      'dump',
    ],
  ])('a dump %s is one', (_, text, dialect) => {
    expect(dialectOf(head(text))).toBe(dialect);
  });

  it.each([
    ['with times', '["create","PC_0",{},1695819338675]\n["close","PC_0",null,1695819338675]\n'],
    ['with times and running numbers', '["create","PC_0",{},1695819338675,3]\n["close","PC_0",null,1695819338675,4]\n'],
    ['of which some have no time', '["create","PC_0",{}]\n["close","PC_0",null]\n["close","PC_1",7]\n'],
  ])("Jitsi's lines %s are none", (_, text) => {
    expect(dialectOf(head(text))).toBe('jitsi');
  });

  it('logs of the servers are told apart', () => {
    const server = head('{"statsSessionId":"s","type":"identity","data":{"applicationName":"JVB"}}\n');
    expect(isServerLog(server)).toBe(true);
    expect(rtcstatsReader.recognise(server)).toBe(0);
    expect(isServerLog(head('RTCStatsDump\n'))).toBe(false);
  });

  it('their first time is the earliest that the client stamped', () => {
    const text = '["connectionInfo",null,{},1900000000000]\n["a","PC",1,1700000000500,4]\n["b","PC",1,1700000000100]\n';
    expect(rtcstatsReader.firstTime(head(text))).toBe(1_700_000_000_100);
    expect(rtcstatsReader.firstTime(head('RTCStatsDump\n{}\n["x",null,1,2]\n["create",null,{},1700000000000]\n'))).toBe(
      1_700_000_000_000,
    );
  });
});
