import { Output } from './output.mjs';
import { randomOf } from './random.mjs';

const BEGIN = Date.UTC(2026, 0, 5, 9);
const CHATTER = [
  '[VSM]: no TDS value found for packet_buffer_size',
  'audio_device_impl.cc: (line 1233): RegisterAudioCallback',
  '[CONN-0][ch0] receive server hello piece id: 0, 1/1, complete',
  '[ConfigUtil] onSetParameters {"WEBSOCKET_COMPRESS":false}',
  '[VW]: Construct watermark object, this: 0x724129b4a0.',
  '[rsfec] decoder: recovered 2 packets of 41, window 12, latency 18 ms, stream 0x72412a8800, uid 1000002',
];

/** A log of the Agora native SDK 4.x: calls of ten minutes, a tenth of the lines say something about quality. */
export function writeAgora(path, megabytes) {
  const out = new Output(path);
  const random = randomOf(3);
  const line = lineWriter(out);
  line(BEGIN, 'I', '[AGS]: Agora SDK ver 4.2.2 build 272568');
  line(BEGIN + 1, 'I', `[TRACER2] MetadataBasicHeader lts ${BEGIN + 1} sid  vid 1 ver 4.2.2`);
  for (let time = BEGIN + 1000; out.length < megabytes * 1e6; time += 60_000) time = writeCall(line, random, time, 600);
  out.close();
}

/** The log of one short call, other for each `seed`. */
export function writeShortAgora(path, seed) {
  const out = new Output(path);
  const random = randomOf(seed);
  const line = lineWriter(out);
  const begin = BEGIN + seed * 300_000;
  line(begin, 'I', '[AGS]: Agora SDK ver 4.2.2 build 272568');
  writeCall(line, random, begin + 1000, 20 + (seed % 60));
  out.close();
}

/** Lines of the public interface carry a running number. */
function lineWriter(out) {
  let number = 0;
  return (time, level, text) => {
    const api = level === 'A' || level === 'U' ? `(${String(++number).padStart(8, '0')}): ` : '';
    out.write(`[${stamp(time)}][1026][${level}]:${api}${text}\n`);
  };
}

function writeCall(line, random, begin, seconds) {
  line(begin, 'U', 'RtcEngine::joinChannel(this:0x72bcae4700, {"token":"0****k", "channelId":"room1", "uid":0})');
  line(begin + 20, 'I', '[CONN-0][CM]: connection state changed from 1 to 2 caused by reason[0]');
  line(begin + 380, 'I', '[CONN-0][CM]: connection state changed from 2 to 3 caused by reason[1]');
  line(begin + 400, 'I', "join channel success: cname 'room1' uid 1000001 elapsed 400");
  line(begin + 500, 'A', '  ChannelProxy::onUserJoined->onUserJoined(this:0x07BCF920, userId:"1000002")');
  let time = begin + 1000;
  for (let second = 0; second < seconds; second++, time = begin + 1000 * (second + 1)) {
    for (let n = 0; n < 18; n++) {
      time += 40 + Math.floor(random() * 15);
      line(time, n % 5 === 0 ? 'A' : 'I', CHATTER[Math.floor(random() * CHATTER.length)]);
    }
    line(time + 1, 'I', `[CONN-0][ch0] rtt: ${30 + Math.floor(random() * 20)}`);
    if (second % 60 === 59) line(time + 2, 'I', `[tactics] rtt: ${30 + Math.floor(random() * 20)}, loss: 0`);
    if (random() < 1 / 300) {
      const track =
        'VideoStreamManager::onRemoteVideoStateChanged->onUserVideoTrackStateChanged(this:0x1, userId:1000002';
      line(time + 3, 'A', `${track}, track:0x1570, state:3, reason:1, elapsed:${time - begin})`);
      line(time + 40, 'A', `${track}, track:0x1570, state:2, reason:2, elapsed:${time - begin + 40})`);
    }
  }
  line(time, 'U', 'RtcEngine::leaveChannel(this:0x72bcae4700, {})');
  return time;
}

function stamp(time) {
  const text = new Date(time).toISOString();
  const [year, month, day] = text.slice(0, 10).split('-');
  return `${month}/${day}/${year.slice(2)} ${text.slice(11, 19)}:${text.slice(20, 23)}`;
}
