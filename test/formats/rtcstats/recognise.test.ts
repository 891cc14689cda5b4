import { describe, expect, it } from 'vitest';
import { rtcstatsReader } from '../../../src/formats/rtcstats/reader.js';
import { isServerLog } from '../../../src/formats/rtcstats/recognise.js';
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
