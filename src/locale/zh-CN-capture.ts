import type { CaptureAdvice } from './advice.js';

/** What to capture next time, in Chinese. */
export const captureZhCN: CaptureAdvice = {
  internals: {
    stutter: '请在出现卡顿的一端，通话前打开 chrome://webrtc-internals，并在通话进行中保存转储。',
    latency: '请在通话前打开 chrome://webrtc-internals，并在双方都有音视频收发时保存转储。',
    echo: '请采集两端的转储，并在双方轮流说话时保存。优先获取听到自己声音的用户的转储；最快的验证方法是让对端戴上耳机。',
    connect: '请在通话开始前打开 chrome://webrtc-internals，它只记录打开之后发生的事件。',
    interruption: '请在通话中断之后、页面关闭或刷新之前保存转储。',
    silence: '请在通话进行中采集两端的转储，发送端的转储可以说明媒体是否已发出。',
  },
  statistics: {
    stutter: '请至少每 2 秒采集一次每个 PeerConnection 的 getStats，并保留 inbound-rtp 的全部字段。',
    latency:
      '请至少每 2 秒采集一次 getStats，并保留 candidate-pair（currentRoundTripTime）和 inbound-rtp（jitterBufferDelay、jitterBufferEmittedCount）。',
    echo: '请在两端至少每 2 秒采集一次 getStats，采集时双方轮流说话，并保留 media-source 和 inbound-rtp 的 totalAudioEnergy。',
    connect:
      '统计数据不包含接通的各个步骤。请同时记录 PeerConnection 的事件（协商、ICE、DTLS 和连接状态），或在通话前打开 chrome://webrtc-internals。',
    interruption: '请在整个通话期间，除统计数据外同时记录 PeerConnection 的连接状态和 ICE 状态。',
    silence: '请在两端至少每 2 秒采集一次 getStats，并保留 inbound-rtp 和 outbound-rtp 的全部字段。',
  },
  sdk: {
    stutter:
      '请让应用每 2 秒打印一次 SDK 的远端音视频统计回调（卡顿率、帧率、丢包率）。在浏览器中可保存同一通话的 chrome://webrtc-internals 转储。',
    latency:
      '请让应用每 2 秒打印一次 SDK 的统计回调（往返时延、端到端延迟、抖动缓冲）。在浏览器中可保存同一通话的 chrome://webrtc-internals 转储。',
    echo: '请采集两端的日志，并打印回声消除设置和音频路由。在浏览器中还请至少每 2 秒采集一次 getStats（media-source 和 inbound-rtp 的 totalAudioEnergy）。',
    connect: '请在加入频道之前就开始记录日志，级别为 info 或 debug，并保留到首帧出现之后。',
    interruption: '请打印 SDK 的连接状态回调，并在整个通话期间以 info 或 debug 级别记录日志。',
    silence: '请让两端的应用打印 SDK 的统计回调和音视频状态回调（静音、发布、首帧）。',
  },
};
