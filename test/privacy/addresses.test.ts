import { describe, expect, it } from 'vitest';
import { addressPseudonym, addressV4, addressV6, isAddressPseudonym } from '../../src/privacy/addresses.js';
import { redact } from './support.js';

describe('addresses', () => {
  it.each([
    ['10.1.2.3', '10.255.255.1'],
    ['172.16.0.9', '10.255.255.1'],
    ['192.168.178.20', '10.255.255.1'],
    ['169.254.3.4', '169.254.255.1'],
    ['100.64.1.2', '100.127.255.1'],
    ['81.2.69.142', '203.0.113.1'],
    ['2a00:1450:4009:80b::200e', '2001:db8:0::1'],
    ['fe80::1c2d:3eff:fe4f:5a6b', 'fe80::db8:1'],
    ['fd12:3456:789a::1', 'fd00:db8::1'],
  ])('%s stays of its kind: %s', (original, pseudonym) => {
    expect(redact(`local address: ${original}, next`)).toBe(`local address: ${pseudonym}, next`);
  });

  it.each(['localAddr', 'addr', 'remote_node', 'peer'])('behind a name and a colon without a blank: %s', (name) => {
    for (const address of ['2a00:1450:4009:80b::200e', '2a00:1450::200e', '2a00:1450:4009:80b:1:2:3:200e'])
      expect(redact(`x ${name}:${address} up`)).toBe(`x ${name}:2001:db8:0::1 up`);
  });

  it('of a relay come from a range of their own', () => {
    expect(redact('candidate:3 1 udp 41885439 81.2.69.160 50005 typ relay raddr 81.2.69.142 rport 1')).toBe(
      'candidate:3 1 udp 41885439 198.51.100.1 50005 typ relay raddr 203.0.113.1 rport 1',
    );
    expect(redact('"urls":"turn:81.2.69.160:3478"')).toContain('turn:198.51.100.1:3478');
    expect(redact('{"address":"81.2.69.160","port":1,"candidateType":"relay"}')).toContain('198.51.100.1');
  });

  it('are the same address in every spelling', () => {
    const [a, b, c] = redact(
      '2a00:1450:4009:80b::200e 2A00:1450:4009:080b:0:0:0:200e 81.2.69.142 ::ffff:81.2.69.142',
    ).split(' ');
    expect(a).toBe(b);
    expect(redact('81.2.69.142 ::ffff:81.2.69.142 81-2-69-142.edge.agora.io')).toBe(
      '203.0.113.1 ::ffff:203.0.113.1 203-0-113-1.edge.agora.io',
    );
    expect(c).toBe('203.0.113.1');
  });

  it.each(['127.0.0.1', '0.0.0.0', '255.255.255.255', '224.0.0.251', '::1', '192.0.2.10', '198.51.100.7'])(
    '%s says nothing of anybody and stays',
    (address) => {
      expect(redact(`from ${address}:80`)).toBe(`from ${address}:80`);
    },
  );

  it.each([
    'Agora SDK ver 4.2.6.245 build 1',
    'Agora Rtc SDK 4.2.6.245',
    '{"version":"120.0.0.0"}',
    'browserVersion: 156.0.0.0}',
    'Chrome/120.0.0.0 Safari/537.36',
    'agora-rtc-sdk-ng@4.20.2.1/x.js',
    'v4.24.8.1-dirty',
    'firmware 1.2.3.4',
  ])('a version is none: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it.each([
    '[03/05/24 14:20:31:451][1026][I]: at 10:15:30:123',
    'RtcEngine::joinChannel std::vector<a::b> 12:34',
    '1.2.3.4.5 and 300.1.1.1 and 2024.01.02',
    '5f:12:34 aa:bb::gg',
    'LegacyProxy::add:12::a std::face::fade Engine::2345::a: t:10:20:30:40:50:59',
    'Frames received: 60.1.2',
  ])('other things with dots and colons are none: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('have pseudonyms that are all different and are known as such, for as many as may come', () => {
    for (const [kind, family] of [
      ['private-ip', 'v4'],
      ['public-ip', 'v4'],
      ['relay-ip', 'v4'],
      ['private-ip', 'v4-link'],
      ['public-ip', 'v6'],
      ['private-ip', 'v6-local'],
    ] as const) {
      const counts = [1, 2, 254, 255, 256, 65_535, 65_536, 70_000, 1_000_000];
      const all = counts.map((count) => addressPseudonym(kind, family, count));
      expect(new Set(all).size).toBe(counts.length);
      for (const one of all) {
        expect(isAddressPseudonym(one)).toBe(true);
        expect(family.startsWith('v4') ? addressV4(one) : addressV6(one)).toBeUndefined();
      }
    }
  });
});
