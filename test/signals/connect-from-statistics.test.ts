import { describe, expect, test } from 'vitest';
import { event, object, Recorder, sample } from '../support/records.js';

/** One report a second, from second 0 on, in which the transport has these states. */
const reports = (...states: readonly (readonly [iceState: string, dtlsState: string])[]) =>
  states.map(([iceState, dtlsState], s) =>
    sample(s, [object('transport', 'T', {}, { labels: { iceState, dtlsState } })]),
  );
const repeat = (times: number, iceState: string, dtlsState: string) =>
  Array.from({ length: times }, () => [iceState, dtlsState] as const);

const IDLE = ['new', 'new'] as const;
const CHECKING = ['checking', 'new'] as const;
const HANDSHAKE = ['connected', 'connecting'] as const;
const UP = ['connected', 'connected'] as const;

describe('a connect of which only statistics tell', () => {
  test('that came up neither failed nor stayed unfinished, and one report under way tells no time', () => {
    const seen = new Recorder().feed(...reports(CHECKING, UP, UP));
    const [call] = seen.finish(3);
    expect(seen.values('connect-failed')).toEqual([0]);
    expect(seen.values('connect-unfinished')).toEqual([0]);
    expect(seen.values('connect-time-at-least')).toEqual([]);
    expect(call?.connections[0]?.connect).toMatchObject({ outcome: 'connected' });
  });

  test('lasted at least from the first to the last report that shows it under way', () => {
    const seen = new Recorder().feed(...reports(IDLE, CHECKING, CHECKING, CHECKING, HANDSHAKE, UP));
    seen.finish(60);
    expect(seen.values('connect-time-at-least')).toEqual([3000]);
    expect(seen.values('connect-time')).toEqual([4000]);
    expect(seen.values('ice-time')).toEqual([2000]);
  });

  test('whose beginning was missed has a least time only', () => {
    const seen = new Recorder().feed(...reports(CHECKING, CHECKING, CHECKING, UP));
    expect(seen.values('connect-time-at-least')).toEqual([2000]);
    expect(seen.values('connect-time')).toEqual([]);
  });

  test('is under way while candidates of the far end are awaited: both descriptions are applied, so that streams are sent', () => {
    const waiting = (s: number, sends: boolean) =>
      sample(s, [
        object('transport', 'T', {}, { labels: { iceState: 'new', dtlsState: 'new' } }),
        ...(sends ? [object('outbound-rtp', 'O', { packetsSent: 0 }, { kind: 'audio' })] : []),
      ]);
    const up = sample(5, [object('transport', 'T', {}, { labels: { iceState: 'connected', dtlsState: 'connected' } })]);
    const seen = new Recorder().feed(
      ...[0, 1].map((s) => waiting(s, false)),
      ...[2, 3, 4].map((s) => waiting(s, true)),
      up,
    );
    seen.finish(60);
    expect(seen.values('connect-time-at-least')).toEqual([2000]);
    expect(seen.values('connect-time')).toEqual([3000]);
  });

  test('a later ICE restart is no second connect', () => {
    const seen = new Recorder().feed(...reports(IDLE, UP, ['checking', 'connected'], UP, ['failed', 'connected'], UP));
    seen.finish(60);
    expect(seen.values('connect-failed')).toEqual([0]);
    expect(seen.values('connect-time-at-least')).toEqual([]);
  });

  test('fails where no path was found, and proves it by the report that says so', () => {
    const seen = new Recorder(['connect-failed']);
    seen.feed(...reports(...repeat(15, 'checking', 'new'), ...repeat(7, 'failed', 'new')));
    const [call] = seen.finish(21);
    const [tick] = seen.with('connect-failed');
    expect([tick?.start, tick?.end]).toEqual([0, 15]);
    expect(tick?.proof('connect-failed')?.excerpt).toBe('transport T iceState failed, dtlsState new');
    expect(call?.connections[0]?.connect.outcome).toBe('failed');
  });

  test('fails where the handshake does', () => {
    const seen = new Recorder().feed(...reports(CHECKING, HANDSHAKE, ['connected', 'failed']));
    seen.finish(9);
    expect(seen.values('connect-failed')).toEqual([1]);
  });

  test('that is tried again after a failure has not failed yet', () => {
    const seen = new Recorder().feed(...reports(CHECKING, ['failed', 'new'], CHECKING, UP));
    seen.finish(9);
    expect(seen.values('connect-failed')).toEqual([0]);
  });

  test.each([
    [4, []],
    [8, [1]],
  ])('checked for %i s until the log ended', (seconds, expected) => {
    const seen = new Recorder().feed(...reports(...repeat(seconds + 1, 'checking', 'new')));
    seen.finish(seconds);
    expect(seen.values('connect-unfinished')).toEqual(expected);
  });

  test('that never began is no connect', () => {
    const seen = new Recorder().feed(...reports(...repeat(20, 'new', 'new')));
    const [call] = seen.finish(20);
    expect(seen.values('connect-unfinished')).toEqual([]);
    expect(call?.connections[0]?.connect.outcome).toBe('unused');
  });

  test('with two transports fails only when none goes on', () => {
    const both = (first: string, second: string, s: number) =>
      sample(s, [
        object('transport', 'T1', {}, { labels: { iceState: first, dtlsState: 'new' } }),
        object('transport', 'T2', {}, { labels: { iceState: second, dtlsState: 'new' } }),
      ]);
    const seen = new Recorder().feed(both('checking', 'checking', 0), both('failed', 'checking', 1));
    seen.finish(2);
    expect(seen.values('connect-failed')).toEqual([]);
  });
});

test('statistics of a connection whose states are logged add nothing to its connect', () => {
  const seen = new Recorder().feed(
    event(-1, 'negotiation', { step: 'create-offer' }, 'pc'),
    event(-0.9, 'pc.state', { to: 'connecting' }, 'pc'),
    ...reports(CHECKING, CHECKING, CHECKING),
    event(2.5, 'pc.state', { to: 'connected' }, 'pc'),
  );
  seen.feed(sample(3, [object('transport', 'T', {}, { labels: { iceState: 'connected', dtlsState: 'connected' } })]));
  seen.finish(60);
  expect(seen.values('connect-time')).toEqual([3500]);
  expect(seen.values('connect-failed')).toEqual([0]);
});
