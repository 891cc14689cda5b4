/** A carrier as its documentation and logs show it: how it prints a line at a time. */
export interface Carrier {
  readonly print: (line: string, at: Date) => string;
  /** What the carrier knows of the time: all of it, no year, no date, only a time since some start, or nothing. */
  readonly knows: 'all' | 'no-year' | 'no-date' | 'uptime' | 'nothing';
  /** Steps of its clock, ms. */
  readonly stepMs?: number;
}

const two = (value: number) => String(value).padStart(2, '0');
const date = (at: Date) => at.toISOString().slice(0, 10);
const day = (at: Date) => at.toISOString().slice(5, 10);
const time = (at: Date) => at.toISOString().slice(11, 23);
const blank = (at: Date) => `${date(at)} ${time(at)}`;
const iso = (at: Date) => at.toISOString();
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const month = (at: Date) => MONTHS[at.getUTCMonth()] ?? '';
const chromium = (at: Date) =>
  `${day(at).replace('-', '')}/${time(at).slice(0, 8).replaceAll(':', '')}.${time(at).slice(9)}123`;
const quoted = (line: string) => line.replace(/(["\\])/g, '\\$1');
const csv = (line: string) => `"${line.replaceAll('"', '""')}"`;
const console = (line: string) => `"${line}", source: https://example.com/app.js (12)`;
const studio = (at: Date) => `${blank(at)} 29508-29508/com.example.app`;

/** Every wrapper of rules/formats/wrappers.yaml but those that only lie in others. */
export const CARRIERS: Readonly<Record<string, Carrier>> = {
  'chromium-console': {
    knows: 'no-year',
    print: (line, at) => `[1:2:${chromium(at)}:INFO:CONSOLE:5] ${console(line)}`,
  },
  'capacitor-console': { knows: 'nothing', print: (line) => `File: http://localhost/app.js - Line 12 - Msg: ${line}` },
  'capacitor-ios': { knows: 'nothing', print: (line) => `⚡️  [log] - ${line}` },
  'react-native': {
    knows: 'all',
    print: (line, at) => `${blank(at)} [info][tid:com.facebook.react.JavaScript] ${line}`,
  },
  flutter: { knows: 'nothing', print: (line) => `flutter: ${line}` },
  'safari-console': { knows: 'nothing', print: (line) => `[Log] ${line} (app.js, line 400)` },
  'logcat-time': { knows: 'no-year', print: (line, at) => `${day(at)} ${time(at)} I/chromium( 5986): ${line}` },
  'logcat-studio': { knows: 'all', print: (line, at) => `${studio(at)} I/chromium: ${line}` },
  'logcat-threadtime': {
    knows: 'no-year',
    print: (line, at) => `${day(at)} ${time(at)}  5986  6342 I chromium: ${line}`,
  },
  'logcat-epoch': {
    knows: 'all',
    print: (line, at) => `         ${(+at / 1000).toFixed(3)}  5986  6342 I chromium: ${line}`,
  },
  'logcat-studio-new': {
    knows: 'all',
    print: (line, at) => `${blank(at)} 10061-11552 chromium            com.example.app      I  ${line}`,
  },
  'logcat-long': {
    knows: 'no-year',
    print: (line, at) => `[ ${day(at)} ${time(at)}  5986: 6342 I/chromium ]\n${line}\n`,
  },
  nslog: { knows: 'all', print: (line, at) => `${blank(at)}123+0000 Demo[1234:5678] ${line}` },
  'unified-log': {
    knows: 'all',
    print: (line, at) =>
      `${blank(at)}123+0000 0x1a2b     Default     0x0                  1234   0    Demo: (Foundation) ${line}`,
  },
  'unified-log-compact': { knows: 'all', print: (line, at) => `${blank(at)} Df Demo[1234:5678a] ${line}` },
  'console-app': { knows: 'no-date', print: (line, at) => `default\t${time(at)}123+0000\tDemo\t${line}` },
  syslog: {
    knows: 'no-year',
    stepMs: 1000,
    print: (line, at) =>
      `${month(at)} ${String(at.getUTCDate()).padStart(2)} ${time(at).slice(0, 8)} host app[310]: ${line}`,
  },
  'syslog-5424': { knows: 'all', print: (line, at) => `<165>1 ${iso(at)} host app 310 ID47 [origin@1 ip="x"] ${line}` },
  'syslog-iso': { knows: 'all', print: (line, at) => `${iso(at).replace('Z', '123+00:00')} host app[310]: ${line}` },
  'journal-epoch': { knows: 'all', print: (line, at) => `${(+at / 1000).toFixed(6)} host app[310]: ${line}` },
  'journal-monotonic': {
    knows: 'uptime',
    print: (line, at) => `[${((+at % 86_400_000) / 1000).toFixed(6).padStart(12)}] host app[310]: ${line}`,
  },
  'journal-json': {
    knows: 'all',
    print: (MESSAGE, at) => JSON.stringify({ __REALTIME_TIMESTAMP: `${+at}000`, MESSAGE, SYSLOG_IDENTIFIER: 'app' }),
  },
  'browser-automation': {
    knows: 'all',
    print: (line, at) => `${iso(at)} INFO http://localhost:8977/app.js 10:20 "${quoted(line)}"`,
  },
  'browser-automation-json': {
    knows: 'all',
    print: (message, at) => JSON.stringify({ level: 'INFO', message, source: 'console-api', timestamp: +at }),
  },
  'container-json': {
    knows: 'all',
    print: (line, at) => JSON.stringify({ log: `${line}\n`, stream: 'stdout', time: iso(at) }),
  },
  'cloudwatch-json': {
    knows: 'all',
    print: (message, at) => JSON.stringify({ timestamp: +at, message, ingestionTime: +at + 900 }),
  },
  'app-json': {
    knows: 'all',
    print: (msg, at) => JSON.stringify({ level: 30, time: +at, pid: 7, hostname: 'host', msg }),
  },
  'cloudwatch-tab': { knows: 'all', print: (line, at) => `${iso(at)}\t${line}` },
  'cloudwatch-epoch': { knows: 'all', print: (line, at) => `${+at},${csv(line)}` },
  'container-text': { knows: 'all', print: (line, at) => `${iso(at).replace('Z', '123456Z')} stdout F ${line}` },
  'pod-name': { knows: 'nothing', print: (line) => `app-1  | ${line}` },
  'cloudwatch-tail': {
    knows: 'all',
    print: (line, at) => `${iso(at).replace('Z', '000+00:00')} ecs/app/0a1b2c ${line}`,
  },
  'time-first': { knows: 'all', print: (line, at) => `${iso(at)} ${line}` },
  'devtools-time': { knows: 'no-date', print: (line, at) => `${time(at)} ${line}` },
  'devtools-location': { knows: 'nothing', print: (line) => `app.js:5 ${line}` },
  'devtools-location-after': { knows: 'nothing', print: (line) => `${line} app.js:5:3490` },
};

/** Carriers that lie in one another, the outermost first. */
export const NESTED: Readonly<Record<string, Carrier>> = {
  'a WebView console in logcat': {
    knows: 'no-year',
    print: (line, at) => `${day(at)} ${time(at)}  5986  6342 I chromium: [INFO:CONSOLE(12)] ${console(line)}`,
  },
  'a WebView console in logcat, brief': {
    knows: 'nothing',
    print: (line) => `I/chromium( 5986): [INFO:CONSOLE(12)] ${console(line)}`,
  },
  'a WebView console in logcat, long': {
    knows: 'no-year',
    print: (line, at) => `[ ${day(at)} ${time(at)}  5986: 6342 I/chromium ]\n[INFO:CONSOLE(12)] ${console(line)}\n`,
  },
  'a Capacitor console in logcat': {
    knows: 'no-year',
    print: (line, at) =>
      `${day(at)} ${time(at)}  5986  5986 I Capacitor/Console: File: http://localhost/app.js - Line 12 - Msg: ${line}`,
  },
  'a category of os_log': {
    knows: 'all',
    print: (line, at) => `${blank(at)}123+0000 Demo[1234:5678] [com.example.app:web] ${line}`,
  },
  'a Chromium log in a container in CloudWatch': {
    knows: 'all',
    print: (line, at) =>
      JSON.stringify({
        timestamp: +at,
        message: `${iso(at)} stdout F [1:2:${chromium(at)}:INFO:CONSOLE:5] ${console(line)}`,
      }),
  },
  'Chromium in the journal': {
    knows: 'no-year',
    print: (line, at) =>
      `${month(at)} ${two(at.getUTCDate())} ${time(at).slice(0, 8)} host chrome[310]: [1:2:${chromium(at)}:INFO:CONSOLE:5] ${console(line)}`,
  },
  'DevTools with location and time': { knows: 'no-date', print: (line, at) => `${time(at)} app.js:5 ${line}` },
};
