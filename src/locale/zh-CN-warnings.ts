import type { Messages } from './messages.js';

/** Puts the detail of a warning behind its sentence. */
const remark =
  (sentence: string) =>
  (detail: string): string =>
    detail === '' ? sentence : `${sentence}（${detail}）`;

/** What each remark about a source means, and what to do, in Chinese. */
export const warningsZhCN: Messages['warnings'] = {
  // What a source is
  'encrypted-agora': remark(
    '已被 SDK 加密（4.3 及以上版本）。请原样附上该文件，由厂商解密。' +
      '如需在此分析，请提供 agoraapi.log 或应用自身的日志。',
  ),
  binary: remark('该文件是二进制文件，不是已知的通话日志。请提供程序原始输出的日志。'),
  'vendor-binary': remark(
    '厂商二进制日志（xlog 或 clog）。请原样附上该文件，由厂商解码。如需在此分析，请提供应用自身的日志。',
  ),
  'event-log-binary': remark(
    'libwebrtc 的二进制 RTC 事件日志。请原样附上该文件，可用 WebRTC 工具解码。' +
      '如需在此分析，请保存同一通话的 chrome://webrtc-internals 转储。',
  ),
  'aec-dump': remark(
    '回声消除的录音转储（AEC dump），含有通话声音。征得通话者同意后方可附上。' +
      '如需在此分析，请保存同一通话的 chrome://webrtc-internals 转储。',
  ),
  'network-capture': remark('网络抓包文件。技术支持需要时请原样附上，其中含有网络地址。如需在此分析，请提供日志。'),
  'server-log': remark('这是服务端日志。本程序只分析客户端日志，请提供客户端日志。'),
  excerpt: remark(
    '这是 SDK 日志的片段，没有时间，无法判断。请打开时间戳，保存从加入之前到通话结束的完整控制台输出或日志。',
  ),
  unrecognized: remark('与任何已知格式都不匹配。可用 `rtc-triage formats` 查看支持的格式。'),
  empty: remark('文件为空，或只含零字节。请检查文件的保存或上传过程。'),
  'known-vendor': (detail) =>
    detail === ''
      ? '已识别出厂商，但暂不支持读取这种日志。请将该文件附给厂商。'
      : `已识别为 ${detail} 的日志，但暂不支持读取。请将该文件附给厂商。`,

  // Why an input could not be opened
  'not-found': remark('文件或文件夹不存在，请检查路径。'),
  'name-undecodable': remark('文件名不是 UTF-8 编码，无法打开，请重命名。'),
  'no-match': remark('没有文件与该通配符匹配。请检查写法，并在命令行中用引号括起。'),
  'empty-folder': remark('文件夹中没有文件，请检查路径。'),
  'not-readable': remark('文件无法读取，请检查读取权限。'),
  'too-many-open': remark('打开的文件过多。请提高上限（ulimit -n），或用 --jobs 减少线程数。'),
  'no-stdin': remark('标准输入只能读取一次，且不能为空。请通过管道传入日志。'),
  'broken-zip': remark('压缩包已损坏，请重新打包或重新下载。'),
  'empty-zip': remark('压缩包中没有文件，请重新打包日志。'),
  'encrypted-member': remark('压缩包有密码保护，请解压后提供文件。'),
  'unsupported-member': remark('压缩包使用了不支持的压缩方式，请解压后提供文件。'),
  'nested-archive': remark('不读取压缩包中的压缩包，请先解压外层，再提供内层文件。'),
  'too-many-members': remark('压缩包中的文件过多，请解压后只提供日志文件。'),
  'too-large': remark('输入过大，无法以这种方式读取。请保存为文件后提供路径。'),
  damaged: remark('文件已损坏，请重新保存或下载。'),
  'read-failed': remark('读取过程中出错；出错之前的内容已分析。请反馈该错误。'),
  'reading-ended': remark(
    '读取该日志的线程意外结束，日志未作判定。请用 --jobs 1 单独分析该日志；若因内存不足，请增加内存：' +
      'NODE_OPTIONS=--max-old-space-size=8192（MB）。',
  ),
  cut: (detail) => {
    const [, offset, reason] = /^(\d+) (.*)$/s.exec(detail) ?? [];
    return remark('日志不完整或已损坏；该位置之前的内容均已分析。如需其余部分，请重新保存或上传。')(
      offset === undefined ? detail : `字节偏移 ${offset}：${reason}`,
    );
  },

  // What is missing or wrong within a source
  'series-thinned': remark(
    '日志很长，只保留了数据序列的一部分读数，短暂的问题可能未被发现。如需细节，请提供更短时间段的日志。',
  ),
  'statistics-hole': remark('某个连接的统计数据中断一段时间后又继续，其间的情况未作判断。'),
  duplicate: remark('内容与另一个文件相同，未重复计算。'),
  'same-recording': remark('这是同一用户同一通话的另一种记录，未重复计算；以内容更完整的日志为准。'),
  'series-truncated': remark('日志只保留了较长数据序列的末尾部分，通话开头的数据缺失。请在问题出现后尽快保存转储。'),
  'events-dropped': remark('日志中的事件过多，超出部分已省略；统计数据完整。'),
  'no-connections': remark(
    '转储文件中没有 PeerConnection。请在通话前打开 chrome://webrtc-internals，并在通话进行中保存。',
  ),
  'only-get-user-media': remark(
    '转储文件中只有媒体设备请求。请在通话前打开 chrome://webrtc-internals，并在通话进行中保存。',
  ),
  'single-report': remark('日志中只有一份统计报告，无法计算任何变化。请每 1～2 秒采集一次 getStats。'),
  'page-without-statistics': remark('页面中的连接没有统计数据（已关闭的连接就是如此），请在通话过程中保存页面。'),
  'page-partly-understood': remark(
    '该页面中有部分连接无法识别。请保存同一通话的 webrtc-internals 转储或 getStats 数据。',
  ),
  'report-without-time': remark('没有时间的统计报告已跳过。请在记录每份报告时写入时间。'),
  'stats-server-reconnected': remark('与统计服务器的连接曾断开后恢复，其间的数据可能缺失。'),
  'unknown-event-number': remark('部分记录使用了未知的事件编号，已跳过。'),
  'too-many-objects': remark('统计对象过多，超出部分已省略。'),
  'element-too-long': remark('已跳过过长的条目。'),
  'line-too-long': remark('已跳过过长的行。'),
  'not-json': remark('部分内容不是有效的 JSON，已跳过。请检查日志的写入过程。'),

  // Clocks
  'relative-clock': remark('时间从程序启动算起，日志未给出日期；时长不受影响。'),
  'clock-went-back': remark('设备时钟发生回拨，该时刻前后的时间可能不准。'),
  'clock-jump': remark('设备时钟发生跳变，跨越该时刻的时长可能不准。'),
  'damaged-time': remark('部分记录的时间无法读取，已按前一条记录的时间处理。'),
  'server-stamped-first-line': remark('首行是服务器时间而非设备时间，未用于计时。'),
  'date-assumed': remark('日志中的日期不完整，缺少的部分取自文件日期，请核对。'),
  'no-date': remark('日志只有时间，没有日期；显示的日期并非真实日期。'),
  'nothing-understood': remark(
    '日志格式属于该 SDK，但没有任何一行说明通话情况。请从加入频道之前记录到通话结束，日志级别为 info 或 debug。',
  ),
  'no-clock': remark('日志中没有时间，无法判断时长。请在记录日志时打开时间戳。'),
  'zone-unknown': remark('日志未注明时区，时间为设备本地时间。可用 --tz 指定时区。'),
};
