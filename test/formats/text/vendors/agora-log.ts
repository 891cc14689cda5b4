/** Writes hand-made Agora native 4.x logs for tests: values are made up, the wording is that of the SDK. */

export interface CallOptions {
  /** ms from the join call to the success. */
  readonly join?: number;
  readonly minutes?: number;
  /** Offset (s) and length (ms) of a video freeze. */
  readonly freeze?: readonly [number, number];
  /** Offset (s) and length (ms) of a lost signalling connection. */
  readonly reconnect?: readonly [number, number];
  readonly route?: 'Speakerphone' | 'Headset';
  readonly aec?: 0 | 1;
}

const START = Date.UTC(2025, 2, 5, 10, 0, 0);

/** `[MM/DD/YY HH:MM:SS:mmm][thread][level]:` of a time in ms after the beginning. */
export function stamp(ms: number, level = 'A'): string {
  const iso = new Date(START + ms).toISOString();
  const date = `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(2, 4)}`;
  return `[${date} ${iso.slice(11, 19)}:${iso.slice(20, 23)}][4100][${level}]:`;
}

/** One call with two people: every fact in the layers in which the SDK prints it, statistics every 2 s. */
export function nativeCall(options: CallOptions = {}): string {
  const { join = 240, minutes = 20, route = 'Headset', aec = 1 } = options;
  const lines: [number, string, string][] = [];
  const say = (ms: number, text: string, level = 'A') => lines.push([ms, level, text]);
  say(0, 'RtcEngine::initialize(this:0x7a10, {"context":{"channelProfile":1}})', 'U');
  say(10, '[AGS]: Agora SDK ver 4.2.2 build 1', 'I');
  say(100, '[AOF]: enable_aec: 0, enable_agc: 0, enable_ns: 0, enable_md: 0', 'I');
  say(1000, 'RtcEngine::joinChannel(this:0x7a10, {"token":"0****k", "channelId":"room1", "uid":0, "options":{}})', 'U');
  say(1001, 'RtcConnectionImpl::connect(this:0x7b20, token:"", channelId:"room1", userId:"")');
  say(1002, "[CONN-0]***CALL BEGIN: appid:'a' uid:'0', account:'', cname:'room1' info:'', sid:'0'", 'I');
  say(1010, '[CONN-0][CM]: connection state changed from 1 to 2 caused by reason[0]', 'I');
  say(1000 + join, "join channel success: cname 'room1' uid 1000001 elapsed ".concat(String(join)), 'I');
  const joined = `channel:"room1", uid:"1000001", elapsed:${join}`;
  say(1000 + join, `LegacyEventProxy::onJoinChannelSuccess->onConnected(this:0x7c30, ${joined})`);
  say(1001 + join, `ChannelProxy::onConnected->onJoinChannelSuccess(this:0x7d40, ${joined}, reason:1)`);
  say(1001 + join, '[CONN-0][CM]: connection state changed from 2 to 3 caused by reason[1]', 'I');
  say(1050 + join, `[AOF]: enable_aec: ${aec}, enable_agc: 1, enable_ns: 1, enable_md: 0`, 'I');
  say(1060 + join, `[AudioRoute] audio routing changed to ${route}`, 'I');
  say(1100 + join, 'ChannelProxy::onUserJoined->onUserJoined(this:0x7d40, userId:"1000002")');
  const first = 'ChannelProxy::onFirstRemoteVideoDecoded->onFirstRemoteVideoDecoded';
  say(1300 + join, `${first}(this:0x7d40, userId:"1000002", width:640, height:360, elapsed:${join + 300})`);
  for (let s = 4; s < 60 * minutes; s += 2) {
    const at = 1000 * s;
    say(at, `[CONN-0][ch0] rtt: ${40 + (s % 7)}`, 'I');
    say(at, 'RtcConnectionImpl::getUserRole(this:0x7b20, void)');
    const fps = `"decoderOutputFrameRate":15,"rendererOutputFrameRate":${14 + (s % 2)}`;
    say(at + 500, `APP remoteVideoStats {"uid":1000002,${fps},"e2eDelay":180,"frozenRate":0}`, 'I');
    say(at + 500, 'APP remoteAudioStats {"uid":1000002,"audioLossRate":0,"e2eDelay":140,"frozenRate":0}', 'I');
    if (s % 30 === 0)
      say(at, '**CALL STATS: duration 1m30s cpu app/total 9.5/25.5 battery 81 tx/rx: 500/480 kbps', 'I');
  }
  if (options.freeze) {
    const [s, length] = options.freeze;
    const state = 'VideoStreamManager::onRemoteVideoStateChanged->onUserVideoTrackStateChanged';
    say(s * 1000, `${state}(this:0x7e50, userId:1000002, track:0x7f60, state:3, reason:1, elapsed:1)`);
    say(s * 1000 + length, `${state}(this:0x7e50, userId:1000002, track:0x7f60, state:2, reason:2, elapsed:2)`);
  }
  if (options.reconnect) {
    const [s, length] = options.reconnect;
    const who = 'channel:"room1", userId:"1000001"';
    const end = s * 1000 + length;
    say(s * 1000, `LegacyEventProxy::onConnectionStateChanged->onReconnecting(this:0x7c30, ${who}, reason:14)`);
    say(s * 1000, `ChannelProxy::onReconnecting->onConnectionInterrupted(this:0x7d40, ${who}, reason:14)`);
    say(end, `LegacyEventProxy::onRejoinChannelSuccess->onReconnected(this:0x7c30, ${joined})`);
    say(end + 1, `ChannelProxy::onReconnected->onReconnected(this:0x7d40, ${who}, reason:15)`);
  }
  const last = 60_000 * minutes;
  say(last, 'RtcEngine::leaveChannel(this:0x7a10, {})', 'U');
  say(
    last + 40,
    'ChannelProxy::onDisconnected->onLeaveChannel(this:0x7d40, channel:"room1", userId:"1000001", reason:5)',
  );
  say(last + 300, '[AOF]: enable_aec: 0, enable_agc: 0, enable_ns: 0, enable_md: 0', 'I');
  lines.sort(([a], [b]) => a - b);
  return `${lines.map(([ms, level, text]) => stamp(ms, level) + text).join('\n')}\n`;
}
