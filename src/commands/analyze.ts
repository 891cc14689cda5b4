import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { chooseLanguage, LANGUAGES, localeOf } from '../locale/locale.js';
import { warningText } from '../locale/values.js';
import type { Severity } from '../model/finding.js';
import { SEVERITIES } from '../model/finding.js';
import type { TriageResult } from '../model/result.js';
import { UsageError } from '../model/usage-error.js';
import { plainText } from '../report/plain-text.js';
import { FORMS, formOfFile, type ReportForm, render } from '../report/registry.js';
import { triage } from '../triage.js';
import { EXIT, type Io } from './io.js';
import { progressLine } from './progress.js';

interface AnalyzeOptions {
  readonly scenario?: string;
  readonly lang?: string;
  readonly format?: ReportForm;
  readonly output?: readonly string[];
  readonly failOn: Severity | 'never';
  readonly rules?: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly tz?: string;
  readonly quiet?: boolean;
  readonly color: boolean;
}

const collect = (value: string, previous: readonly string[] = []): readonly string[] => [...previous, value];

/** The options that every analysing command has. */
export function addAnalyze(program: Command, io: Io, finish: (status: number) => void): Command {
  return program
    .command('analyze', { isDefault: true })
    .description('say what a log shows: symptoms, probable causes, proof (the default command)')
    .argument('<paths...>', 'files, folders, glob patterns, or - for standard input')
    .option(
      '-s, --scenario <id>',
      'judge by this scenario (see: rtc-triage rules list --scenarios); inferred otherwise',
    )
    .addOption(new Option('-l, --lang <language>', 'language of the report').choices([...LANGUAGES]))
    .addOption(new Option('-f, --format <form>', 'form of the report on standard output').choices([...FORMS]))
    .option('-o, --output <file>', 'write a report to a file (.md, .json, .txt); may be repeated', collect)
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 at findings of this severity or worse')
        .choices([...SEVERITIES, 'never'])
        .default('P1'),
    )
    .option('--rules <folder>', 'more rules, or better ones of the same id; may be repeated', collect)
    .option('--since <time>', 'only what reaches past this time: ISO 8601, or HH:MM[:SS] as in the log')
    .option('--until <time>', 'only what begins before this time')
    .option('--tz <zone>', 'time zone of the device that wrote the log, such as Asia/Shanghai or +08:00', checkZone)
    .option('-q, --quiet', 'no progress and no warnings on standard error')
    .option('--no-color', 'no colours')
    .action(async (paths: string[], options: AnalyzeOptions) => {
      finish(await analyze(paths, options, io));
    });
}

async function analyze(paths: readonly string[], options: AnalyzeOptions, io: Io): Promise<number> {
  const forms = (options.output ?? []).map((file) => ({ file, form: formFor(file) }));
  const progress = progressLine(io, () => performance.now());
  const language = chooseLanguage(options.lang, io.env);
  const result = await triage(paths, {
    language,
    ...(paths.includes('-') ? { stdin: io.stdin() } : {}),
    ...(options.rules === undefined ? {} : { rules: options.rules }),
    ...(options.scenario === undefined ? {} : { scenario: options.scenario }),
    ...(options.since === undefined ? {} : { since: options.since }),
    ...(options.until === undefined ? {} : { until: options.until }),
    ...(options.tz === undefined ? {} : { zone: options.tz }),
    ...(options.quiet === true ? {} : { onProgress: progress.report }),
  }).finally(progress.done);
  if (options.quiet !== true) warn(result, options, io);
  for (const { file, form } of forms) await write(file, render(form, result, IN_A_FILE));
  const form = options.format ?? (forms.length === 0 ? 'terminal' : undefined);
  if (form !== undefined) io.out(render(form, result, onStdout(options, io)));
  else if (options.quiet !== true)
    io.err(`rtc-triage: ${result.verdict}; wrote ${forms.map(({ file }) => file).join(', ')}\n`);
  return exitStatus(result, options.failOn);
}

/** Standard error says what a pipeline would otherwise miss: sources that could not be read, a period without a call. */
function warn(result: TriageResult, { since, until }: AnalyzeOptions, io: Io): void {
  const locale = localeOf(result.language);
  for (const source of result.sources) {
    if (source.status !== 'failed') continue;
    const remarks = source.warnings.map((warning) => plainText(warningText(locale, warning)));
    io.err(`rtc-triage: ${plainText(source.path)}: ${remarks.join(locale.text.report.sentenceSeparator)}\n`);
  }
  if ((since ?? until) === undefined || result.calls.length > 0) return;
  for (const { path, start, end } of result.sources) {
    if (start !== null && end !== null) {
      io.err(`rtc-triage: ${path} has no call within --since and --until; it reaches from ${start} to ${end}\n`);
    }
  }
}

/** What the findings and sources mean for the caller (docs/ci.md). */
function exitStatus(result: TriageResult, failOn: Severity | 'never'): number {
  const limit = failOn === 'never' ? -1 : SEVERITIES.indexOf(failOn);
  if (result.findings.some((finding) => SEVERITIES.indexOf(finding.severity) <= limit)) return EXIT.findings;
  // An input that was named but could not be opened is a mistake in the call: silence about it would pass a pipeline.
  if (result.sources.some((source) => source.status === 'failed')) return EXIT.usage;
  return result.verdict === 'inconclusive' ? EXIT.inconclusive : EXIT.ok;
}

function onStdout(options: AnalyzeOptions, io: Io): { color: boolean; width: number } {
  const terminal = io.columns !== undefined;
  const color = terminal && options.color && (io.env.NO_COLOR ?? '') === '';
  return { color, width: io.columns ?? 80 };
}

const IN_A_FILE = { color: false, width: 100 };

function formFor(file: string): ReportForm {
  const form = formOfFile(file);
  if (form !== undefined) return form;
  throw new UsageError(`no report has the extension "${extname(file)}" of ${file}; use .md, .json or .txt`);
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot write ${file}: ${reason}`);
  }
}

function checkZone(zone: string): string {
  // Intl of Node 20 knows names only, no offsets.
  if (/^[+-](?:0\d|1[0-4]):[0-5]\d$/.test(zone)) return zone;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    throw new InvalidArgumentError(`"${zone}" is no time zone; give an IANA name such as Asia/Shanghai, or +08:00`);
  }
}
