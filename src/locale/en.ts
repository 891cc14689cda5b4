import { signalsEn } from './en-signals.js';
import type { Messages } from './messages.js';

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Puts the detail of a warning behind its sentence. */
const detailed = (sentence: string, detail: string): string => (detail === '' ? sentence : `${sentence} (${detail})`);

/** English: short, plain, complete sentences. */
export const en: Messages = {
  symptoms: {
    stutter: 'Stutter',
    latency: 'Latency',
    echo: 'Echo',
    connect: 'Slow or failed connect',
    interruption: 'Interruption',
    silence: 'No sound or picture',
  },
  severities: {
    P0: 'no call, or no sound or picture',
    P1: 'seriously disturbed',
    P2: 'people notice it',
    P3: 'a risk only',
  },
  outcomes: {
    fired: 'found',
    clear: 'checked, not found',
    'not-observable': 'could not be judged',
    error: 'check failed',
  },
  verdicts: { clear: 'No symptoms found', symptoms: 'Symptoms found', inconclusive: 'Could not be judged' },
  domains: {
    network: 'network',
    device: 'device',
    application: 'application',
    service: 'service',
    'far-end': 'far end',
    unknown: 'unknown',
  },
  sourceStatus: {
    analyzed: 'analysed',
    encrypted: 'encrypted, not analysed',
    declined: 'not analysed',
    unrecognized: 'not recognised',
    empty: 'empty',
    failed: 'reading failed',
  },
  connectOutcomes: {
    connected: 'connected',
    failed: 'failed',
    unfinished: 'never finished',
    unused: 'never used',
    unknown: 'unknown',
  },
  subjects: {
    'inbound-audio': 'received audio',
    'inbound-video': 'received video',
    'outbound-audio': 'sent audio',
    'outbound-video': 'sent video',
    connection: 'connection',
    call: 'call',
  },
  spans: {
    join: 'join',
    signalling: 'signalling',
    gathering: 'candidate gathering',
    ice: 'ICE',
    dtls: 'DTLS',
    'first-media': 'first media',
    service: 'service step',
  },
  environment: {
    browser: 'Browser',
    os: 'Operating system',
    device: 'Device',
    cpu: 'CPU',
    memory: 'Memory',
    network: 'Network',
    app: 'Application',
    userAgent: 'User agent',
  },
  scenarioChoices: { option: 'chosen with --scenario', inferred: 'inferred from the log', default: 'default' },
  confidence: ['very likely', 'likely', 'possible', 'weak'],
  warnings: {
    'series-thinned': (detail) =>
      detailed('The log keeps only some of the readings of long series, so short events may be missing.', detail),
    'series-truncated': (detail) =>
      detailed('The log keeps only the last part of long series. The beginning of the call is missing.', detail),
    'no-connections': (detail) => detailed('The dump holds no peer connections. Save it while the call is on.', detail),
    'only-get-user-media': (detail) =>
      detailed('The dump holds only media requests. Save it while the call is on.', detail),
    'clock-went-back': (detail) =>
      detailed('The clock of the device went back. Times around that moment may be wrong.', detail),
    'server-stamped-first-line': (detail) =>
      detailed('The first line carries the time of a server, not of the device. It was not used as a time.', detail),
    'line-too-long': (detail) => detailed('Lines that are too long were skipped.', detail),
    'not-json': (detail) => detailed('Some lines are not valid JSON and were skipped.', detail),
    'date-assumed': (detail) =>
      detailed('The log has no complete dates. The missing part was taken from the date of the file.', detail),
    'no-date': (detail) => detailed('The log has times but no dates. The dates shown are not real.', detail),
    'no-clock': (detail) => detailed('The log has no times. Durations cannot be judged.', detail),
    'zone-unknown': (detail) =>
      detailed(
        "The log does not say its time zone. Times are the device's local time. Set the zone with --tz.",
        detail,
      ),
    'encrypted-agora': (detail) =>
      detailed(
        'Encrypted by the SDK (4.3 and later). Attach the file as it is; the vendor can decrypt it. ' +
          "For an analysis here give agoraapi.log or the application's own log.",
        detail,
      ),
    binary: (detail) => detailed('The file is binary and no known call log.', detail),
    'vendor-binary': (detail) =>
      detailed('A binary vendor log (xlog or clog). Attach the file as it is; the vendor can decode it.', detail),
    'server-log': (detail) =>
      detailed("A server-side log. This program reads the logs of clients. Give the client's log.", detail),
    unrecognized: (detail) => detailed('No known format matches. `rtc-triage formats` lists what can be read.', detail),
    empty: (detail) => detailed('The file is empty. Check how it was saved or uploaded.', detail),
    'known-vendor': (detail) =>
      detail === ''
        ? 'The vendor was recognised, but there is no reader for this log yet.'
        : `A log of ${detail} was recognised, but there is no reader for it yet.`,
    cut: (detail) => detailed('The log is cut or damaged. Everything before that point was analysed.', detail),
    'damaged-gzip': (detail) =>
      detailed('The gzip data is damaged. Everything before the damage was analysed.', detail),
  },
  signals: signalsEn,
  units: {
    ms: ' ms',
    s: ' s',
    min: ' min',
    h: ' h',
    fps: ' fps',
    perSecond: '/s',
    perMinute: '/min',
    samples: ' samples',
  },
  report: {
    title: 'Call triage',
    headings: {
      symptoms: 'Symptoms',
      findings: 'Findings',
      causes: 'Probable causes',
      connect: 'Connect times',
      environment: 'Environment',
      notJudged: 'Could not be judged',
      nextSteps: 'Next steps',
      sources: 'Sources',
      evidence: 'Evidence',
      media: 'Tracks',
    },
    columns: {
      symptom: 'Symptom',
      result: 'Result',
      worst: 'Worst severity',
      findings: 'Findings',
      start: 'Start',
      intoCall: 'Into the call',
      duration: 'Duration',
      measured: 'Measured',
      limit: 'Limit',
      severity: 'Severity',
      connection: 'Connection',
      total: 'Total',
      parts: 'Parts',
      path: 'Path',
      file: 'File',
      format: 'Format',
      status: 'Status',
      records: 'Records',
      size: 'Size',
      time: 'Time',
      clock: 'Clock',
      track: 'Track',
      totals: 'Whole call',
      call: 'Call',
      where: 'Where',
      rule: 'Rule',
    },
    verdictSymptoms: (parts) => `Symptoms found: ${parts}.`,
    verdictClear: 'No symptoms found in what could be checked.',
    verdictInconclusive:
      'Could not be judged: the input holds nothing that can be checked. This does not mean healthy.',
    notJudged: (symptoms) => `Could not be judged: ${symptoms}.`,
    scenario: (title, chosenBy) => `Scenario: ${title} (${chosenBy}).`,
    read: (sources, calls, period) =>
      `Read ${plural(sources, 'source', 'sources')} with ${plural(calls, 'call', 'calls')}${period === '' ? '' : `, ${period}`}.`,
    findingsCount: (count) => plural(count, 'finding', 'findings'),
    mostProbable: (title, domain, confidence) => `Most probable cause: ${title} (${domain}, ${confidence}).`,
    probableCause: (title) => `Probable cause: ${title}`,
    causeUnknown: 'unknown',
    reasonsFor: 'For',
    reasonsAgainst: 'Against',
    explains: (findings) => `Explains: ${findings}`,
    more: (count) => `and ${count} more`,
    moreBetween: (count, from, to) => `and ${count} more between ${from} and ${to}`,
    moreKinds: (count) => `${plural(count, 'more group', 'more groups')} of findings: see the Markdown or JSON report.`,
    measured: (signal, value, limit) => `${signal} ${value} (limit ${limit})`,
    measuredAlone: (signal, value) => `${signal}: ${value}`,
    lasting: (duration) => `for ${duration}`,
    noTime: 'time unknown',
    timesShared: (date, zone) => `Times are of ${date}, ${zone}.`,
    deviceTime: 'local time of the device',
    noFindings: 'None.',
    noSources: 'No source was read.',
    noConnects: 'The log shows no connect attempt.',
    unusedConnections: (count) => `${plural(count, 'connection was', 'connections were')} created and never used.`,
    clock: (zone, resolution) => `${zone}, steps of ${resolution}`,
    plusMinus: (value) => `± ${value}`,
    period: (from, to) => `${from} to ${to}`,
    records: (count) => `${count} records`,
    evidenceAt: (source, line, offset) =>
      line > 0 ? `${source}:${line} (byte ${offset})` : `${source} (byte ${offset})`,
    line: 'line',
    byte: 'byte',
    checksNotJudged: (rules) => `${plural(rules, 'other check', 'other checks')} had too little data:`,
    checkFailed: (rule, reason) => `Check ${rule} failed: ${reason}`,
    captureAdvice:
      'Save a chrome://webrtc-internals dump while the call is on, or log getStats() of every peer connection once a ' +
      "second, or give the SDK's own client log.",
    yes: 'yes',
    no: 'no',
    unknown: 'unknown',
    call: (id) => `call ${id}`,
    connection: (id) => `connection ${id}`,
    track: (kind, id) => `${kind} ${id}`,
    listSeparator: ', ',
    clauseSeparator: ', ',
    sentenceSeparator: ' ',
    colon: ': ',
    parenthesis: (text) => ` (${text})`,
    tool: (name, version) => `Written by ${name} ${version}.`,
  },
  progress: {
    reading: (path, percent) => `Reading ${path}: ${percent}`,
    readingUnknownSize: (path, read) => `Reading ${path}: ${read}`,
    file: (index, total) => `file ${index} of ${total}`,
    judging: 'Judging …',
    writing: 'Writing the report …',
  },
};
