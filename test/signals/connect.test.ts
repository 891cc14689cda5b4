import { describe, expect, test } from 'vitest';
import type { RtcEvent } from '../../src/model/event.js';
import { event, object, Recorder, sample } from '../support/records.js';

const offer = (s: number, pc = 'pc') => [
  event(s, 'negotiation', { step: 'create-offer' }, pc),
  event(s + 0.01, 'negotiation', { step: 'set-local', sdp: 'offer' }, pc),
];
const answer = (s: number, pc = 'pc') => event(s, 'negotiation', { step: 'set-remote', sdp: 'answer' }, pc);
const ice = (s: number, to: string, pc = 'pc') => event(s, 'ice.state', { to }, pc);
const peer = (s: number, to: string, pc = 'pc') => event(s, 'pc.state', { to }, pc);
const flow = (from: number, to: number, pc = 'pc') =>
  Array.from({ length: to - from + 1 }, (_, i) =>
    sample(from + i, [object('inbound-rtp', 'A', { packetsReceived: 50 * i + 1 }, { kind: 'audio' })], pc),
  );

/** Shape and figures of the lab's call with late candidates (seconds). */
const lateCandidates: RtcEvent[] = [
  event(-1.5, 'connection.create', {}, 'pc'),
  ...offer(0),
  event(0.02, 'ice.gathering', { to: 'gathering' }, 'pc'),
  answer(0.08),
  event(0.14, 'ice.gathering', { to: 'complete' }, 'pc'),
  ice(1.6, 'checking'),
  peer(1.61, 'connecting'),
  ice(1.65, 'connected'),
  peer(1.7, 'connected'),
];

const known = (seen: Recorder, signal: Parameters<Recorder['values']>[0]) =>
  seen.values(signal).map((value) => Math.round(value));

describe('connect of a peer connection', () => {
  test('counts from the first negotiation step to connected, with its parts', () => {
    const seen = new Recorder().feed(...lateCandidates);
    const [tick] = seen.with('connect-time');
    expect([tick?.start, tick?.end]).toEqual([0, 1.7]);
    expect(known(seen, 'connect-time')).toEqual([1700]);
    expect(known(seen, 'signalling-time')).toEqual([70]);
    expect(known(seen, 'gathering-time')).toEqual([120]);
    expect(known(seen, 'ice-time')).toEqual([50]);
    expect(known(seen, 'dtls-time')).toEqual([50]);
    const [call] = seen.finish();
    expect(call?.connections[0]?.connect).toMatchObject({ outcome: 'connected', totalMs: 1700, uncertaintyMs: 0.5 });
  });

  test('the callee counts from the remote offer', () => {
    const seen = new Recorder().feed(
      event(0, 'negotiation', { step: 'set-remote', sdp: 'offer' }, 'pc'),
      event(0.1, 'negotiation', { step: 'create-answer' }, 'pc'),
      event(0.2, 'negotiation', { step: 'set-local', sdp: 'answer' }, 'pc'),
      ice(0.3, 'checking'),
      peer(0.3, 'connecting'),
      peer(0.9, 'connected'),
    );
    expect(known(seen, 'connect-time')).toEqual([900]);
    expect(known(seen, 'signalling-time')).toEqual([200]);
  });

  test('where connectionState is not logged, ICE connected stands for it', () => {
    const seen = new Recorder().feed(...offer(0), ice(0.5, 'checking'), ice(0.8, 'completed'), ...flow(1, 8));
    expect(known(seen, 'connect-time')).toEqual([800]);
  });

  test('DTLS is waited for where its state is logged', () => {
    const seen = new Recorder().feed(
      ...offer(0),
      ice(0.5, 'checking'),
      ice(0.8, 'connected'),
      event(1, 'dtls.state', { to: 'connected' }, 'pc'),
    );
    expect(known(seen, 'connect-time')).toEqual([1000]);
    expect(known(seen, 'dtls-time')).toEqual([200]);
  });

  test('renegotiation and an ICE restart are no second connect', () => {
    const seen = new Recorder().feed(
      ...lateCandidates,
      ...offer(10),
      answer(10.1),
      peer(10.2, 'connecting'),
      peer(14, 'connected'),
      event(20, 'ice.restart', {}, 'pc'),
      ...offer(20),
      ice(21, 'checking'),
      ice(29, 'connected'),
      peer(29, 'connected'),
    );
    seen.finish(60);
    expect(known(seen, 'connect-time')).toEqual([1700]);
  });

  test('a log that begins after the offer shows no total', () => {
    const seen = new Recorder().feed(answer(0), ice(0.1, 'checking'), peer(0.1, 'connecting'), peer(3, 'connected'));
    const [call] = seen.finish(60);
    expect(known(seen, 'connect-time')).toEqual([]);
    expect(call?.connections[0]?.connect.outcome).toBe('connected');
    expect(call?.connections[0]?.connect.totalMs).toBeUndefined();
  });

  test('gathering that goes on after the connect did not delay it; a server candidate ends it', () => {
    const start = [...offer(0), event(0, 'ice.gathering', { to: 'gathering' }, 'pc'), peer(0.1, 'connecting')];
    const late = new Recorder().feed(
      ...start,
      peer(0.3, 'connected'),
      event(10, 'ice.gathering', { to: 'complete' }, 'pc'),
    );
    late.finish(60);
    expect(known(late, 'gathering-time')).toEqual([]);
    const relay = event(0.2, 'ice.candidate', { side: 'local', candidateType: 'relay' }, 'pc');
    const server = new Recorder().feed(...start, relay, peer(0.3, 'connected'));
    expect(known(server, 'gathering-time')).toEqual([200]);
  });

  test('with a clock of one second only what is certain is claimed', () => {
    const seen = new Recorder().feed(
      ...[0, 0, 1].flatMap((s) => [event(s, 'negotiation', { step: 'create-offer' }, 'pc')]),
      peer(0, 'connecting'),
      peer(1, 'connected'),
    );
    expect(known(seen, 'connect-time')).toEqual([1000]);
    expect(known(seen, 'connect-time-at-least')).toEqual([0]);
    expect(seen.finish(60, 1000)[0]?.connections[0]?.connect.uncertaintyMs).toBe(500);
  });
});

describe('connects that do not come about', () => {
  const noPath = (pc: string) => [
    ...offer(0, pc),
    ice(0.2, 'checking', pc),
    ice(15.2, 'disconnected', pc),
    peer(15.2, 'failed', pc),
  ];

  test('no path: failed, over the whole attempt', () => {
    const seen = new Recorder().feed(...noPath('pc'));
    const [call] = seen.finish(16);
    const [tick] = seen.with('connect-failed');
    expect([tick?.start, tick?.end]).toEqual([0, 15.2]);
    expect(call?.connections[0]?.connect.outcome).toBe('failed');
    expect(seen.closes.every(({ until }) => until >= 15.2)).toBe(true);
  });

  test('a failed connection beside one that carries the call is no failure of the call', () => {
    const seen = new Recorder().feed(
      ...noPath('p2p'),
      ...offer(1, 'sfu'),
      peer(1.1, 'connecting', 'sfu'),
      peer(1.5, 'connected', 'sfu'),
      ...flow(2, 30, 'sfu'),
    );
    const [call] = seen.finish(30);
    expect(known(seen, 'connect-failed')).toEqual([0]);
    expect(call?.connections.map(({ connect }) => connect.outcome)).toEqual(['failed', 'connected']);
  });

  test('a connection that failed after it was up is an interruption', () => {
    const seen = new Recorder().feed(...lateCandidates, ice(20, 'disconnected'), peer(40, 'failed'));
    seen.feed(...flow(41, 45));
    seen.finish(60);
    expect(known(seen, 'connect-failed')).toEqual([0]);
    expect(seen.series('disconnected-for').at(-1)).toEqual([45, 25]);
  });

  test('a connection that never began to check was not used', () => {
    const seen = new Recorder().feed(event(0, 'connection.create', {}, 'pc'), ...offer(1));
    const [call] = seen.finish(60);
    expect(call?.connections[0]?.connect.outcome).toBe('unused');
    expect(known(seen, 'connect-failed')).toEqual([]);
    expect(known(seen, 'connect-unfinished')).toEqual([]);
  });

  test.each([
    [2, []],
    [8, [1]],
  ])('checking for %i s until the log ends', (seconds, expected) => {
    const seen = new Recorder().feed(...offer(0), ice(0.5, 'checking'), ice(0.5, 'checking'));
    seen.finish(0.5 + seconds);
    expect(known(seen, 'connect-unfinished')).toEqual(expected);
  });
});

describe('joins of an SDK', () => {
  const start = (s: number) => event(s, 'join.start', { channel: 'c' });
  const ok = (s: number, ms?: number) => event(s, 'join.ok', ms === undefined ? {} : { ms });

  const trying = (s: number) => event(s, 'access-point.request', { url: 'wss://edge.example' });

  test('three layers log one join: it counts once', () => {
    const seen = new Recorder().feed(start(0), start(0.02), start(0.05), ok(0.7), ok(0.71), ok(0.72));
    const calls = seen.finish(60);
    expect(known(seen, 'connect-time')).toEqual([700]);
    expect(calls).toHaveLength(1);
  });

  test('the printed duration is preferred and exact', () => {
    const seen = new Recorder().feed(start(0), ok(1, 432));
    expect(known(seen, 'connect-time')).toEqual([432]);
    expect(known(seen, 'connect-time-at-least')).toEqual([432]);
    expect(seen.finish(60, 1000)[0]?.connections[0]?.connect).toMatchObject({ totalMs: 432, uncertaintyMs: 0 });
  });

  test('a failed join, a join given up, and one that the next attempt replaced', () => {
    const failed = new Recorder().feed(start(0), event(3, 'join.fail', { code: 110 }));
    expect(failed.with('connect-failed').map((tick) => [tick.start, tick.end])).toEqual([[0, 3]]);
    const givenUp = new Recorder().feed(start(0), trying(0.1), event(9, 'leave'));
    expect(known(givenUp, 'connect-unfinished')).toEqual([1]);
    const atOnce = new Recorder().feed(start(0), trying(0.1), event(1, 'leave'));
    atOnce.finish(60);
    expect(known(atOnce, 'connect-unfinished')).toEqual([]);
    const again = new Recorder().feed(start(0), trying(0.1), start(4), ok(5));
    expect(known(again, 'connect-unfinished')).toEqual([1, 0]);
    expect(known(again, 'connect-time')).toEqual([1000]);
  });

  test('a log of join calls alone does not tell what became of them', () => {
    const seen = new Recorder().feed(start(0), event(30, 'leave'), start(40), start(70));
    const outcomes = seen.finish(100).flatMap(({ connections }) => connections.map(({ connect }) => connect.outcome));
    expect(known(seen, 'connect-unfinished')).toEqual([]);
    expect(new Set(outcomes)).toEqual(new Set(['unknown']));
  });

  test('a join that was worked on and never ended is unfinished', () => {
    const seen = new Recorder().feed(start(0), trying(2));
    expect(seen.finish(60)[0]?.connections[0]?.connect.outcome).toBe('unfinished');
    expect(known(seen, 'connect-unfinished')).toEqual([1]);
  });

  test('each join after a leave is another call', () => {
    const seen = new Recorder().feed(start(0), ok(0.5), event(30, 'leave'), start(40), ok(40.3), event(60, 'leave'));
    const calls = seen.finish(70);
    expect(calls).toHaveLength(2);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
    expect(known(seen, 'connect-time')).toEqual([500, 300]);
    expect(seen.closes.filter(({ subject }) => subject.kind === 'call').map(({ until }) => until)).toEqual([30, 60]);
  });

  test('first media counts from the connect, or from when the remote user published', () => {
    const frame = (s: number) => event(s, 'first-frame', { media: 'video', uid: '5', direction: 'inbound' });
    const there = new Recorder().feed(start(0), ok(0.501), frame(0.8));
    expect(known(there, 'first-media-time')).toEqual([299]);
    const later = new Recorder().feed(
      start(0),
      ok(0.501),
      event(20, 'remote.publish', { uid: '5', media: 'video' }),
      frame(20.25),
    );
    expect(known(later, 'first-media-time')).toEqual([250]);
  });

  test('first media counts from when the remote user turned this medium on', () => {
    const unmute = (s: number, media: string) => event(s, 'remote.unmute', { media, uid: '5' });
    const frame = event(20.25, 'first-frame', { media: 'video', uid: '5', direction: 'inbound' });
    const camera = new Recorder().feed(start(0), ok(0.5), unmute(20, 'video'), frame);
    expect(known(camera, 'first-media-time')).toEqual([250]);
    const microphone = new Recorder().feed(start(0), ok(0.5), unmute(20, 'audio'), frame);
    expect(known(microphone, 'first-media-time')).toEqual([19750]);
  });

  test('first media is as late as the SDK says, however late it prints it', () => {
    const frame = event(5.9, 'first-frame', { media: 'audio', uid: '5', direction: 'inbound', ms: 900 });
    const seen = new Recorder().feed(start(0), ok(0.5), frame);
    expect(known(seen, 'first-media-time')).toEqual([400]);
    const longBefore = { ...frame, fields: { ...frame.fields, ms: 20 } };
    expect(known(new Recorder().feed(start(0), ok(0.5), longBefore), 'first-media-time')).toEqual([5400]);
  });

  test('printed steps of the service are told while joining', () => {
    const seen = new Recorder().feed(
      start(0),
      event(0.3, 'step', { name: 'gateway', ms: 250 }),
      ok(0.5),
      event(9, 'step', { name: 'publish', ms: 900 }),
    );
    expect(known(seen, 'service-step-time')).toEqual([250]);
  });
});

describe('disconnected', () => {
  test('is told at its end too, because no samples may come meanwhile', () => {
    const seen = new Recorder().feed(
      ...lateCandidates,
      ice(10, 'disconnected'),
      peer(10, 'disconnected'),
      ice(18, 'connected'),
      peer(18, 'connected'),
    );
    expect(seen.series('disconnected-for')).toEqual([
      [10, 0],
      [18, 8],
    ]);
  });

  test('completed and connected in turn is no drop, nor is closing after leaving', () => {
    const seen = new Recorder().feed(
      ...lateCandidates,
      ice(5, 'completed'),
      ice(6, 'connected'),
      event(9, 'connection.close', {}, 'pc'),
      ice(9, 'disconnected'),
    );
    seen.finish(60);
    expect(Math.max(0, ...seen.values('disconnected-for'))).toBe(0);
  });

  test('an attempt that never connected is not disconnected', () => {
    const seen = new Recorder().feed(...offer(0), ice(1, 'checking'), ice(15, 'disconnected'), ice(30, 'disconnected'));
    expect(seen.values('disconnected-for')).toEqual([]);
  });
});

describe('a connection that fails after it had been up', () => {
  const lost = (seen: Recorder) => seen.values('connection-lost');

  test('is lost, not a failed connect', () => {
    const seen = new Recorder().feed(...lateCandidates, peer(60, 'disconnected'), peer(70, 'failed'));
    seen.finish();
    expect(lost(seen)).toEqual([0, 1]);
    expect(known(seen, 'connect-failed')).toEqual([0]);
  });

  test('also where the log begins in the middle of the call', () => {
    const seen = new Recorder().feed(ice(60, 'disconnected'), peer(60, 'disconnected'), peer(70, 'failed'));
    const [call] = seen.finish();
    expect(lost(seen)).toEqual([1]);
    expect(known(seen, 'connect-failed')).toEqual([]);
    expect(call?.connections[0]?.connect.outcome).toBe('connected');
  });

  test('also where only media show that it had been up', () => {
    const seen = new Recorder().feed(...flow(0, 5), peer(20, 'failed'));
    seen.finish();
    expect(lost(seen)).toEqual([1]);
    expect(known(seen, 'connect-failed')).toEqual([]);
  });

  test('what was being tried when it failed is a failed connect', () => {
    const seen = new Recorder().feed(...offer(0), ice(1, 'checking'), ice(16, 'disconnected'), ice(17, 'failed'));
    seen.finish();
    expect(lost(seen)).toEqual([]);
    expect(known(seen, 'connect-failed')).toEqual([1]);
  });
});

describe('a log without a clock', () => {
  test('shows that a connection came up, and not how long that took', () => {
    const events = [...offer(0), ice(0, 'checking'), peer(0, 'connected')];
    const seen = new Recorder().feed(...events.map((one) => ({ ...one, time: 0 })));
    expect(known(seen, 'connect-failed')).toEqual([0]);
    expect(known(seen, 'connect-time')).toEqual([]);
    expect(known(seen, 'connect-time-at-least')).toEqual([]);
    const [call] = seen.finish();
    expect(call?.connections[0]?.connect).toEqual({ outcome: 'connected', uncertaintyMs: 0, spans: [] });
  });
});
