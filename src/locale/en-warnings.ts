import type { Messages } from './messages.js';

/** Puts the detail of a warning behind its sentence. */
const remark =
  (sentence: string) =>
  (detail: string): string =>
    detail === '' ? sentence : `${sentence} (${detail})`;

/** For problems whose detail says it all in complete English sentences. */
const whole =
  (sentence: string) =>
  (detail: string): string =>
    detail === '' ? sentence : detail;

/** What each remark about a source means, and what to do. */
export const warningsEn: Messages['warnings'] = {
  // What a source is
  'encrypted-agora': remark(
    'Encrypted by the SDK (4.3 and later). Attach the file as it is; the vendor can decrypt it. ' +
      "For an analysis here give agoraapi.log or the application's own log.",
  ),
  binary: remark('The file is binary and no known call log. Give the log as the program wrote it.'),
  'vendor-binary': remark(
    'A binary vendor log (xlog or clog). Attach the file as it is; the vendor can decode it. ' +
      "For an analysis here give the application's own log.",
  ),
  'event-log-binary': remark(
    'A binary RTC event log of libwebrtc. Attach the file as it is; the WebRTC tools can decode it. ' +
      'For an analysis here save chrome://webrtc-internals of the same call.',
  ),
  'aec-dump': remark(
    'A recording of the echo canceller (AEC dump) with the sound of the call. Attach it only with the consent of those ' +
      'who speak. For an analysis here save chrome://webrtc-internals of the same call.',
  ),
  'network-capture': remark(
    'A network capture. Attach it as it is when support asks for it; it shows addresses. For an analysis here give a log.',
  ),
  'server-log': remark("A server-side log. This program reads the logs of clients. Give the client's log."),
  excerpt: remark(
    'Lines of an SDK without their times, from which nothing can be judged. Turn on time stamps and save the whole console ' +
      'or log, from before the join to the end of the call.',
  ),
  unrecognized: remark('No known format matches. `rtc-triage formats` lists what can be read.'),
  empty: remark('The file is empty, or holds nothing but zero bytes. Check how it was saved or uploaded.'),
  'known-vendor': (detail) =>
    detail === ''
      ? 'The vendor was recognised, but there is no reader for this log yet. Attach the file for the vendor.'
      : `A log of ${detail} was recognised, but there is no reader for it yet. Attach the file for the vendor.`,

  // Why an input could not be opened
  'not-found': whole('There is no such file or folder. Check the path.'),
  'name-undecodable': whole('The name of the file is not UTF-8, so it cannot be opened. Rename it.'),
  'no-match': whole('No file matches the pattern. Check the pattern and quote it in the shell.'),
  'empty-folder': whole('The folder holds no files. Check the path.'),
  'not-readable': whole('The file cannot be read. Check the rights to it.'),
  'too-many-open': remark('Too many files are open. Raise the limit (ulimit -n), or read with fewer threads (--jobs).'),
  'no-stdin': whole('Standard input can be read only once and must carry something. Pipe the log into the program.'),
  'broken-zip': whole('The archive is damaged. Pack or download it again.'),
  'empty-zip': whole('The archive holds no files. Pack the logs again.'),
  'encrypted-member': whole('The archive is protected by a password. Unpack it and give the file.'),
  'unsupported-member': whole('The archive uses a compression that cannot be read here. Unpack it and give the file.'),
  'nested-archive': whole('An archive within an archive is not opened. Unpack it and give the inner one.'),
  'too-many-members': whole('The archive holds too many files. Unpack it and give the logs.'),
  'too-large': whole('The input is too large for this way of giving it. Save it to a file and give its path.'),
  damaged: whole('The file is damaged. Save or download it again.'),
  'read-failed': remark('Reading stopped at an error. What stands before it was analysed. Please report the error.'),
  'reading-ended': remark(
    'Nothing of the log was judged, because the thread that read it ended. Give the log alone with --jobs 1; where memory ' +
      'was the reason, with more of it: NODE_OPTIONS=--max-old-space-size=8192 (MB).',
  ),
  cut: (detail) => {
    const [, offset, reason] = /^(\d+) (.*)$/s.exec(detail) ?? [];
    return remark(
      'The log is cut or damaged. Everything before that point was analysed. Save or upload it again for the rest.',
    )(offset === undefined ? detail : `byte ${offset}: ${reason}`);
  },

  // What is missing or wrong within a source
  'series-thinned': remark(
    'The log is very long, so that only some readings of its series were kept. Short events may be missing. ' +
      'Use --since and --until on a shorter recording for details.',
  ),
  'statistics-hole': remark(
    'The statistics of a connection stop for a while and then go on. What happened in between was not judged.',
  ),
  duplicate: remark('The content is the same as that of another file, so it was not counted again.'),
  'same-recording': remark(
    'This is the same call of the same user in another form, so it was not counted again. The fuller log was judged.',
  ),
  'series-truncated': remark(
    'The log keeps only the last part of long series. The beginning of the call is missing. ' +
      'Save the dump soon after the trouble.',
  ),
  'events-dropped': remark(
    'The log holds more events than can be kept. The rest was left out; statistics are complete.',
  ),
  'no-connections': remark(
    'The dump holds no peer connections. Open chrome://webrtc-internals before the call and save while it is on.',
  ),
  'only-get-user-media': remark(
    'The dump holds only media requests. Open chrome://webrtc-internals before the call and save while it is on.',
  ),
  'single-report': remark(
    'The log holds a single statistics report, from which nothing can be derived. Sample getStats every 1 to 2 s.',
  ),
  'page-without-statistics': remark(
    'The connections of this page show no statistics, as those that are closed do. Save the page during the call.',
  ),
  'page-partly-understood': remark(
    'Some connections of this page are not understood. Save a webrtc-internals dump or getStats output of the same call.',
  ),
  'report-without-time': remark('Statistics reports without a time were skipped. Log the time with each report.'),
  'stats-server-reconnected': remark(
    'The connection to the statistics server was lost and came back. Data in between may be missing.',
  ),
  'unknown-event-number': remark('Some records name events by numbers that are not known. They were skipped.'),
  'too-many-objects': remark('The log holds more statistics objects than can be kept. The surplus was left out.'),
  'element-too-long': remark('Entries that are too long were skipped.'),
  'line-too-long': remark('Lines that are too long were skipped.'),
  'not-json': remark('Some entries are not valid JSON and were skipped. Check how the log was written.'),

  // Clocks
  'relative-clock': remark(
    'Times are counted from the start of the program; nothing in the log tells its date. Durations are right.',
  ),
  'clock-went-back': remark('The clock of the device went back. Times around that moment may be wrong.'),
  'clock-jump': remark('The clock of the device jumped. Durations across that moment may be wrong.'),
  'damaged-time': remark('Some records have a time that cannot be read. They were given the time before them.'),
  'server-stamped-first-line': remark(
    'The first line carries the time of a server, not of the device. It was not used as a time.',
  ),
  'date-assumed': remark(
    'The log has no complete dates. The missing part was taken from the date of the file; check it.',
  ),
  'no-date': remark('The log has times but no dates. The dates shown are not real.'),
  'nothing-understood': remark(
    'The log has the form of this SDK, but no line that says anything of a call. Take it from before the join to the end ' +
      'of the call, at level info or debug.',
  ),
  'no-clock': remark('The log has no times. Durations cannot be judged. Turn on time stamps when logging.'),
  'zone-unknown': remark(
    "The log does not say its time zone. Times are the device's local time. Set the zone with --tz.",
  ),
};
