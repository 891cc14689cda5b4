import { describe, expect, test } from 'vitest';
import { brief, read } from '../support.js';
import { stamp } from './agora-log.js';

/** Native 4.x lines from `[seconds, text]`; what comes out, without the date. */
async function native(...lines: (readonly [number, string])[]): Promise<string[]> {
  const reading = await read('agora-native-4', [lines.map(([s, text]) => stamp(s * 1000) + text).join('\n')]);
  return brief(reading).map((line) => line.slice(11));
}
/** Agora Web lines from `[mm:ss:ms, text]`. */
async function web(...lines: (readonly [string, string])[]): Promise<string[]> {
  const reading = await read('agora-web', [lines.map(([t, text]) => `10:${t} Agora-SDK [INFO]: ${text}`).join('\n')]);
  return brief(reading).map((line) => line.slice(14));
}

const join = 'RtcEngine::joinChannel(this:0x7a10, {"token":"****", "channelId":"room1", "uid":1000001, "info":""})';
const joinEx =
  'RtcEngine::joinChannelEx(this:0x7a10, {"token":"****", "connection":{"channelId":"room1", "localUid":1000009}, "options":{}})';
const proxy = (name: string, self: string, args: string) => `ChannelProxy::${name}(this:${self}, ${args})`;
const joined = (self: string, uid: number, ms: number) =>
  proxy('onConnected->onJoinChannelSuccess', self, `channel:"room1", uid:"${uid}", elapsed:${ms}, reason:1`);
const state = (to: string, reason: number) =>
  `LegacyEventProxy::onConnectionStateChanged->on${to}(this:0x7c30, channel:"room1", userId:"1000001", reason:${reason})`;
const left = (self: string, uid: number) =>
  proxy('onDisconnected->onLeaveChannel', self, `channel:"room1", userId:"${uid}", reason:5`);

describe('native joins', () => {
  test('a second connection of one engine into the same channel is a connection of its own', async () => {
    const records = await native(
      [1, join],
      [1.2, joined('0x71', 1000001, 200)],
      [5, joinEx],
      [5.1, 'RtcConnectionImpl::connect(this:0x7b21, token:"", channelId:"room1", userId:"1000009")'],
      [5.3, joined('0x72', 1000009, 300)],
      [6, proxy('onUserJoined->onUserJoined', '0x71', 'userId:"1000002"')],
      [
        9,
        'VideoStreamManager::onRemoteVideoStateChanged->onUserVideoTrackStateChanged(this:0x7e, userId:1000002, track:0x7f, state:3, reason:1, elapsed:1)',
      ],
      [20, 'RtcEngine::leaveChannelEx(this:0x7a10, {"connection":{"channelId":"room1", "localUid":1000009}})'],
      [20.1, left('0x72', 1000009)],
      [30, joinEx],
      [30.2, joined('0x73', 1000009, 190)],
      [40, left('0x73', 1000009)],
      [50, 'RtcEngine::leaveChannel(this:0x7a10, {})'],
      [50.1, left('0x71', 1000001)],
    );
    expect(records).toEqual([
      '10:00:01.000 room1 join.start channel=room1 uid=1000001',
      '10:00:01.200 room1 join.ok ms=200 channel=room1 uid=1000001',
      '10:00:05.000 room1/1000009 join.start channel=room1 uid=1000009',
      '10:00:05.300 room1/1000009 join.ok ms=300 channel=room1 uid=1000009',
      '10:00:06.000 room1 remote.join uid=1000002',
      '10:00:09.000 room1 freeze.start media=video uid=1000002 reason=network congestion',
      // Only the shared screen ends: the call goes on in the first connection.
      '10:00:20.000 room1/1000009 connection.close',
      '10:00:30.000 room1/1000009#2 join.start channel=room1 uid=1000009',
      '10:00:30.200 room1/1000009#2 join.ok ms=190 channel=room1 uid=1000009',
      '10:00:40.000 room1/1000009#2 connection.close reason=leave code=5',
      '10:00:50.000 room1 leave',
    ]);
  });

  test('a rejoin after a drop is not a join, however long the call has lasted', async () => {
    const records = await native(
      [1, join],
      [1.2, joined('0x71', 1000001, 200)],
      [600, state('Reconnecting', 14)],
      [610, proxy('onConnectionLost->onConnectionLost', '0x71', 'channel:"room1"')],
      [
        615,
        'LegacyEventProxy::onRejoinChannelSuccess->onReconnected(this:0x7c30, channel:"room1", uid:"1000001", elapsed:614000)',
      ],
      [615.1, proxy('onReconnected->onReconnected', '0x71', 'channel:"room1", userId:"1000001", reason:15')],
    );
    expect(records.slice(2)).toEqual([
      '10:10:00.000 room1 connection.state from=connected to=reconnecting reason=keep-alive timeout code=14',
      // The callback comes when 10 s of attempts were in vain.
      '10:10:10.000 room1 connection.state from=reconnecting to=failed reason=lost',
      '10:10:15.000 room1 connection.state from=failed to=connected',
    ]);
  });

  test('leaving and joining again are two joins', async () => {
    const records = await native(
      [1, join],
      [1.2, joined('0x71', 1000001, 200)],
      [3, 'RtcEngine::leaveChannel(this:0x7a10, {})'],
      [3.1, left('0x71', 1000001)],
      [4, join],
      [4.3, joined('0x72', 1000001, 300)],
    );
    expect(records.map((line) => line.slice(13))).toEqual([
      'room1 join.start channel=room1 uid=1000001',
      'room1 join.ok ms=200 channel=room1 uid=1000001',
      'room1 leave',
      'room1 join.start channel=room1 uid=1000001',
      'room1 join.ok ms=300 channel=room1 uid=1000001',
    ]);
  });

  test('a join that fails and is retried by the SDK fails, and succeeds later', async () => {
    const records = await native(
      [1, join],
      [2, proxy('onConnectionFailure->onConnectionFailure', '0x71', 'channel:"room1", userId:"1000001", reason:4')],
      [2.1, state('Connecting', 0)],
      [8, joined('0x71', 1000001, 7000)],
    );
    expect(records).toEqual([
      '10:00:01.000 room1 join.start channel=room1 uid=1000001',
      '10:00:02.000 room1 join.fail code=4 reason=join failed',
      '10:00:02.100 room1 connection.state to=connecting reason=connecting code=0',
      '10:00:08.000 room1 join.ok ms=7000 channel=room1 uid=1000001',
    ]);
  });

  test.each([
    [3, 'banned by server'],
    [9, 'token expired'],
    [19, 'same uid joined elsewhere'],
  ])('a call that the service ends (reason %i) is a lost connection, not a failed join', async (code, reason) => {
    const failure = `channel:"room1", userId:"1000001", reason:${code}`;
    const records = await native(
      [1, join],
      [1.2, joined('0x71', 1000001, 200)],
      [60, state('ConnectionFailure', code)],
      [60, proxy('onConnectionFailure->onConnectionFailure', '0x71', failure)],
      [90, 'RtcEngine::leaveChannel(this:0x7a10, {})'],
    );
    expect(records.slice(2)).toEqual([
      `10:01:00.000 room1 connection.state from=connected to=failed reason=${reason} code=${code}`,
      '10:01:30.000 room1 leave',
    ]);
  });

  test('what a file that begins in the middle of a call shows has no join, and ends with the leave', async () => {
    const records = await native(
      [1, proxy('onReconnecting->onConnectionInterrupted', '0x71', 'channel:"room1", userId:"1000001", reason:14')],
      [
        2,
        'VideoStreamManager::onRemoteVideoStateChanged->onUserVideoTrackStateChanged(this:0x7e, userId:1000002, track:0x7f, state:3, reason:1, elapsed:1)',
      ],
      [9, 'RtcEngine::leaveChannel(this:0x7a10, {})'],
    );
    expect(records).toEqual([
      '10:00:01.000 - connection.state to=reconnecting reason=keep-alive timeout code=14',
      '10:00:02.000 - freeze.start media=video uid=1000002 reason=network congestion',
      '10:00:09.000 - leave',
    ]);
  });

  test('an application that leaves before it joins ends nothing', async () => {
    const records = await native(
      [0, 'RtcEngine::initialize(this:0x7a10, {"context":{}})'],
      [1, 'RtcEngine::leaveChannel(this:0x7a10, {})'],
      [2, join],
    );
    expect(records.map((line) => line.split(' ')[2])).toEqual(['session.start', 'join.start']);
  });

  test('roles, routes and networks as they change', async () => {
    const role = proxy(
      'onChangeRoleSuccess->onClientRoleChanged',
      '0x71',
      'oldRole:1, newRole:2, newRoleLatencyLevel:2',
    );
    const route = (n: number) =>
      `RtcEngineEventHandlerCallback::onRoutingChanged->onAudioRoutingChanged(this:0x7d, route:${n})`;
    const network = (n: number) => proxy('onNetworkTypeChanged->onNetworkTypeChanged', '0x71', `type:${n}`);
    const records = await native([1, role], [2, route(1)], [5, route(10)], [9, network(2)], [12, network(5)]);
    expect(records).toEqual([
      '10:00:01.000 - sdk.mode mode=live',
      '10:00:02.000 - audio.route route=earpiece',
      '10:00:05.000 - audio.route route=bluetooth',
      '10:00:09.000 - network.change type=WIFI',
      '10:00:12.000 - network.change type=4G',
    ]);
  });

  test('the lines of one of several connections are told by what the begin of its call said', async () => {
    const begin = (n: number, channel: string) =>
      `[CONN-${n}]***CALL BEGIN: appid:'a' uid:'0', account:'', cname:'${channel}' info:'', sid:'0'`;
    const change = (n: number) => `[CONN-${n}][CM]: connection state changed from 2 to 3 caused by reason[1]`;
    const records = await native([1, begin(0, 'a1')], [1.1, begin(1, 'b2')], [2, change(0)], [2.1, change(1)]);
    expect(records.slice(2).map((line) => line.split(' ')[1])).toEqual(['a1', 'b2']);
  });
});

describe('web joins', () => {
  test('two clients of one page are two connections of one call', async () => {
    const records = await web(
      ['00:00:0', '[client-aaaaa] start join channel room1, join number: 1'],
      ['00:00:400', '[client-aaaaa] Joining channel success: channel: room1,uid: 1'],
      ['00:05:0', '[client-bbbbb] start join channel room1, join number: 1'],
      ['00:05:500', '[client-bbbbb] Joining channel success: channel: room1,uid: 2'],
      ['00:20:0', '[client-bbbbb] Leaving channel'],
      ['00:30:0', '[client-aaaaa] Leaving channel'],
    );
    expect(records).toEqual([
      '00:00.000 client-aaaaa join.start channel=room1',
      '00:00.400 client-aaaaa join.ok channel=room1 uid=1',
      '00:05.000 client-bbbbb join.start channel=room1',
      '00:05.500 client-bbbbb join.ok channel=room1 uid=2',
      '00:20.000 client-bbbbb connection.close',
      '00:30.000 client-aaaaa leave',
    ]);
  });

  test('a further join of a joined client is an error, not a failed join', async () => {
    const records = await web(
      ['00:00:0', '[client-aaaaa] start join channel room1, join number: 1'],
      ['00:00:400', '[client-aaaaa] Joining channel success: channel: room1,uid: 1'],
      ['00:09:0', '[apiInvoke-9][client-aaaaa][Client.join] onFailure AgoraRTCError INVALID_OPERATION: already joined'],
    );
    expect(records.slice(2)).toEqual(['00:09.000 client-aaaaa sdk.error code=INVALID_OPERATION text=already joined']);
  });

  test('statistics that the application prints belong to the client that saw the user', async () => {
    const text = [
      '10:00:00:0 Agora-SDK [INFO]: [client-aaaaa] start join channel room1, join number: 1',
      '10:00:01:0 Agora-SDK [INFO]: [client-aaaaa] remote user 777 published video',
      '10:00:05:0 Agora-SDK [INFO]: [client-bbbbb] start join channel room1, join number: 1',
      '10:00:06:0 Agora-SDK [INFO]: [client-bbbbb] remote user 888 published video',
      'APP {"777":{"renderFrameRate":12},"888":{"renderFrameRate":9}}',
    ];
    const { samples } = await read('agora-web', [text.join('\n')]);
    expect(samples.map(({ connection, stats }) => [connection, stats.map(({ id }) => id)])).toEqual([
      ['client-aaaaa', ['sdk-remote-video-777']],
      ['client-bbbbb', ['sdk-remote-video-888']],
    ]);
  });
});
