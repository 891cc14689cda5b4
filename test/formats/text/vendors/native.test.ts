import { describe, expect, test } from 'vitest';
import { createRegistry } from '../../../../src/formats/registry.js';
import { fixture, headOf, read } from '../support.js';

const registry = createRegistry();
const formatOf = (name: string) => {
  const found = registry.recognise(headOf(fixture(name)), false);
  return 'open' in found ? found.id : found.format;
};

describe('libwebrtc, natively and in Chromium', () => {
  test.each([
    ['chromium/loopback.log', 'chromium'],
    ['libwebrtc/since-start.log', 'libwebrtc'],
    ['libwebrtc/without-clock.log', 'libwebrtc'],
    // The console lines of an SDK tell more than the browser around them.
    ['agora-web/chromium-console.log', 'agora-web'],
  ])('%s is read as %s', (name, id) => {
    expect(formatOf(name)).toBe(id);
  });

  test.each([
    ['chromium', 'chromium/loopback.log'],
    ['libwebrtc', 'libwebrtc/since-start.log'],
  ])('%s: 305 ms lie between the offer and the end of the DTLS handshake', async (id, name) => {
    const { events } = await read(id, [fixture(name)], { modified: Date.UTC(2026, 10, 24) });
    const offer = events.find(({ type }) => type === 'negotiation');
    const secured = events.find(({ type, fields }) => type === 'dtls.state' && fields.to === 'connected');
    expect(offer?.fields).toEqual({ step: 'set-local', sdp: 'offer' });
    // 00:05:20.922 and 00:05:21.227 in the recording.
    expect((secured?.time ?? 0) - (offer?.time ?? 0)).toBeGreaterThanOrEqual(304);
    expect((secured?.time ?? 0) - (offer?.time ?? 0)).toBeLessThanOrEqual(305);
  });

  test('the path, the echo canceller and the end of both connections are told', async () => {
    const { events } = await read('chromium', [fixture('chromium/loopback.log')]);
    const fields = (type: string) => events.filter((event) => event.type === type).map((event) => event.fields);
    expect(fields('path')[0]).toEqual({ local: 'host', remote: 'host', relayed: false, protocol: 'udp' });
    expect(fields('aec')).toContainEqual({ enabled: true, origin: 'software' });
    expect(fields('media.request')).toEqual([{ audio: true, echoCancellation: true }]);
    expect(fields('connection.close')).toHaveLength(2);
  });

  test('statistics of the call and of the received picture have their units', async () => {
    const { samples } = await read('chromium', [fixture('chromium/loopback.log')]);
    const objects = samples.flatMap(({ stats }) => stats);
    expect(objects.find(({ type }) => type === 'sdk-call')?.values).toEqual({ roundTripTime: 0.021 });
    const received = objects.find(({ type }) => type === 'inbound-rtp');
    expect(received?.id).toBe('inbound-rtp-video-2526369543');
    expect(received?.values).toMatchObject({
      framesDecoded: 232,
      framesPerSecond: 20,
      currentJitterBufferDelay: 0.068,
    });
  });

  test('two connections of one process never make one look as if it had not finished', async () => {
    const { events } = await read('chromium', [fixture('chromium/loopback.log')]);
    expect(events.filter(({ type, fields }) => type === 'ice.state' && fields.to === 'checking')).toEqual([]);
  });

  test('a log without a clock has no beginning of a connect: it would take no time', async () => {
    const { events, summary } = await read('libwebrtc', [fixture('libwebrtc/without-clock.log')]);
    expect(events.some(({ type }) => type === 'signaling.state')).toBe(true);
    expect(events.filter(({ type }) => type === 'negotiation')).toEqual([]);
    expect(summary.warnings).toContainEqual({ code: 'no-clock' });
  });
});
