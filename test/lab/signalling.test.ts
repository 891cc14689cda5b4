import { describe, expect, it } from 'vitest';
import { rewriteCandidate, withoutCandidates } from './signalling.mjs';

const HOST = 'candidate:1 1 udp 2122260223 10.99.1.1 40000 typ host generation 0 ufrag abcd network-id 1';
const RELAY = { address: '10.99.1.1', port: 50_000 };

describe('a candidate on its way to the other end', () => {
  it('names the port of the relay; the real one is told to the relay', () => {
    const real: unknown[] = [];
    const seen = rewriteCandidate(HOST, RELAY, (...place: unknown[]) => real.push(place));
    expect(seen).toBe(HOST.replace('40000', '50000'));
    expect(real).toEqual([['10.99.1.1', 40_000]]);
  });

  it.each([
    ['over TCP', HOST.replace(' udp ', ' tcp ')],
    ['found by a server', HOST.replace('typ host', 'typ srflx')],
    ['of IPv6', HOST.replace('10.99.1.1', 'fd00::1')],
    ['hidden behind a name', HOST.replace('10.99.1.1', '1b2c.local')],
    ['of loopback, which Firefox has too', HOST.replace('10.99.1.1', '127.0.0.1')],
    ['for RTCP on a port of its own', HOST.replace('candidate:1 1', 'candidate:1 2')],
    ['that is empty', ''],
  ])('is dropped if it is one %s: the call would go past the relay', (_kind, candidate) => {
    const real: unknown[] = [];
    expect(rewriteCandidate(candidate, RELAY, (...place: unknown[]) => real.push(place))).toBeUndefined();
    expect(real).toEqual([]);
  });
});

it('a description loses its candidates and nothing else', () => {
  const lines = ['v=0', 'm=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=mid:0'];
  const sdp = `${[...lines, `a=${HOST}`, 'a=end-of-candidates'].join('\r\n')}\r\n`;
  expect(withoutCandidates({ type: 'offer', sdp })).toEqual({ type: 'offer', sdp: `${lines.join('\r\n')}\r\n` });
});
