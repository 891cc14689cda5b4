import { describe, expect, it } from 'vitest';
import { echoCancellationOf } from '../../../src/formats/webrtc-internals/media.js';
import {
  candidateOf,
  excerptOf,
  memberOf,
  sdpTypeOf,
  stateOf,
} from '../../../src/formats/webrtc-internals/update-values.js';

describe('updateLog values', () => {
  it.each([
    ['"connected"', 'connected'],
    ['connected', 'connected'],
    ['"have-local-offer"', 'have-local-offer'],
    ['SignalingStateHaveLocalOffer', 'have-local-offer'],
    ['SignalingStateHaveRemotePrAnswer', 'have-remote-pranswer'],
    ['ICEConnectionStateChecking', 'checking'],
    ['', undefined],
    ['{"a":1}', undefined],
  ])('%s is the state %s', (value, state) => {
    expect(stateOf(value)).toBe(state);
  });

  it('name the type of a session description, whole or cut', () => {
    expect(sdpTypeOf('{"type":"answer","sdp":"v=0')).toBe('answer');
    expect(sdpTypeOf('type: offer, sdp: v=0')).toBe('offer');
    expect(sdpTypeOf('')).toBeUndefined();
  });

  it('name candidates in both spellings', () => {
    const line = 'candidate:1 1 UDP 41885439 198.51.100.7 50001 typ relay raddr 0.0.0.0 rport 0';
    const relay = { candidateType: 'relay', protocol: 'udp' };
    expect(candidateOf(`sdpMid: 0, sdpMLineIndex: 0, candidate: ${line}`)).toEqual(relay);
    expect(candidateOf(JSON.stringify({ candidate: line, relayProtocol: 'tls' }))).toEqual({
      ...relay,
      relayProtocol: 'tls',
    });
    expect(candidateOf('{"candidate":""}')).toBeUndefined();
  });

  it('give their members in both spellings', () => {
    expect(memberOf('{"error_code":701,"url":"stun:x"}', 'error_code')).toBe('701');
    expect(memberOf('url: stun:x:1\nerror_text: No answer.\nerror_code: 701', 'error_text')).toBe('No answer.');
    expect(memberOf('{"__proto__":{"url":1}}', 'url')).toBeUndefined();
  });

  it('are quoted without session descriptions', () => {
    expect(excerptOf('setLocalDescription', '{"type":"offer","sdp":"v=0 secret"}')).toBe(
      'setLocalDescription: {"type":"offer","sdp": …',
    );
    expect(excerptOf('x', 'y'.repeat(1000))).toHaveLength(300);
  });
});

describe('echo cancellation in constraints', () => {
  it.each([
    ['{"echoCancellation": {"ideal": true}}', true],
    ['{"echoCancellation":{"exact":false}}', false],
    ['{"echoCancellation":false}', false],
    ['{echoCancellation: {exact: false}, deviceId: {ideal: ["default"]}}', false],
    ['{"echoCancellation":"remote-only"}', true],
    ['{"echoCancellation":{"exact":"all"}}', true],
    ['{"echoCancellation":"browser-decides"}', undefined],
    ['{"autoGainControl":true}', undefined],
    ['', undefined],
  ])('%s asks for %s', (constraints, expected) => {
    expect(echoCancellationOf(constraints)).toBe(expected);
  });

  it('is found in linear time', () => {
    const started = process.cpuUsage().user;
    echoCancellationOf('echoCancellation:{'.repeat(20_000));
    expect(process.cpuUsage(undefined).user - started).toBeLessThan(1_000_000);
  });
});
