import { type Command, InvalidArgumentError, Option } from 'commander';
import type { InputGroup } from '../input/input.js';
import { chooseLanguage, LANGUAGES, localeOf } from '../locale/locale.js';
import { warningText } from '../locale/values.js';
import { SEVERITIES, type Severity } from '../model/finding.js';
import type { TriageResult } from '../model/result.js';
import type { LearnedValues } from '../privacy/learned-values.js';
import { LogLearner } from '../privacy/redact-log.js';
import type { Redactor } from '../privacy/redactor.js';
import { plainText } from '../report/plain-text.js';
import type { Shard } from '../shards/shard.js';
import { triage } from '../triage.js';
import { EXIT, type Io } from './io.js';
import { progressLine } from './progress.js';
import { addFormatOptions, type UserFormatOptions } from './user-formats.js';

/** What every command that analyses logs lets its user choose. */
export interface AnalysisOptions extends UserFormatOptions {
  readonly scenario?: string;
  readonly lang?: string;
  readonly failOn: Severity | 'never';
  readonly rules?: readonly string[];
  readonly sdkVersions?: string;
  readonly since?: string;
  readonly until?: string;
  readonly tz?: string;
  readonly jobs?: number;
  readonly quiet?: boolean;
}

interface AnalysisParts {
  readonly redactor?: Redactor | undefined;
  readonly learned?: LearnedValues | undefined;
  readonly shard?: Shard | undefined;
  readonly inputs?: readonly InputGroup[] | undefined;
}

/** Every thread has a heap of its own. */
const MOST_JOBS = 256;

/** For options that may be repeated. */
export const collect = (value: string, previous: readonly string[] = []): readonly string[] => [...previous, value];

/** Adds the options that choose how logs are judged, before the command's own. */
export function addJudgingOptions(command: Command): Command {
  return command
    .option(
      '-s, --scenario <id>',
      'judge by this scenario (see: rtc-triage rules list --scenarios); inferred otherwise',
    )
    .addOption(new Option('-l, --lang <language>', 'language of the report').choices([...LANGUAGES]));
}

/** Adds the options that choose what of the logs is read, and what counts as a failure, after the command's own. */
export function addReadingOptions(command: Command): Command {
  return addFormatOptions(command)
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 at findings of this severity or worse')
        .choices([...SEVERITIES, 'never'])
        .default('P1'),
    )
    .option('--rules <folder>', 'more rules, or better ones of the same id; may be repeated', collect)
    .option('--sdk-versions <file>', 'a newer list of known versions in place of the built-in one (docs/support.md)')
    .option('--since <time>', 'only what reaches past this time: ISO 8601, or HH:MM[:SS] as in the log')
    .option('--until <time>', 'only what begins before this time')
    .option('--tz <zone>', 'time zone of the device that wrote the log, such as Asia/Shanghai or +08:00', checkZone)
    .option('-j, --jobs <number>', 'so many threads read the logs (default: one a core, where that pays)', parseJobs)
    .option('-q, --quiet', 'no progress and no warnings on standard error');
}

/**
 * Triages the logs with the user's options, with progress and warnings on standard error.
 * @param redactor learns the logs while they are read; the result is not redacted yet
 * @param learned is told of which input it learns
 * @param shard the share of the logs to read; all of them otherwise
 * @param inputs what the paths lead to, if that is known already
 */
export async function analysis(
  paths: readonly string[],
  options: AnalysisOptions,
  io: Io,
  { redactor, learned, shard, inputs }: AnalysisParts = {},
): Promise<TriageResult> {
  const progress = progressLine(io, () => performance.now());
  const result = await triage(paths, {
    language: chooseLanguage(options.lang, io.env),
    ...(paths.includes('-') ? { stdin: io.stdin() } : {}),
    ...(options.rules === undefined ? {} : { rules: options.rules }),
    ...(options.formats === undefined ? {} : { formats: options.formats }),
    ...(options.map === undefined ? {} : { map: options.map }),
    ...(options.sdkVersions === undefined ? {} : { sdkVersions: options.sdkVersions }),
    ...(options.scenario === undefined ? {} : { scenario: options.scenario }),
    ...(options.since === undefined ? {} : { since: options.since }),
    ...(options.until === undefined ? {} : { until: options.until }),
    ...(options.tz === undefined ? {} : { zone: options.tz }),
    ...(options.quiet === true || !io.progressTerminal ? {} : { onProgress: progress.report }),
    ...(io.phase === undefined ? {} : { onPhase: io.phase }),
    jobs: options.jobs ?? 'auto',
    ...(shard === undefined ? {} : { shard }),
    ...(inputs === undefined ? {} : { inputs }),
    ...(redactor === undefined ? {} : { witness: (input) => learnerOf(redactor, learned, input) }),
  }).finally(progress.done);
  if (options.quiet !== true) warn(result, options, io);
  return result;
}

function learnerOf(redactor: Redactor, learned: LearnedValues | undefined, input: number): LogLearner {
  learned?.from(input);
  return new LogLearner(redactor);
}

/** Standard error says what a pipeline would otherwise miss: sources that could not be read, a period without a call. */
export function warn(
  result: TriageResult,
  { since, until }: { readonly since?: string | undefined; readonly until?: string | undefined },
  io: Io,
): void {
  const locale = localeOf(result.language);
  for (const source of result.sources) {
    if (source.status !== 'failed') continue;
    const remarks = source.warnings.map((warning) => plainText(warningText(locale, warning)));
    io.err(`rtc-triage: ${plainText(source.path)}: ${remarks.join(locale.text.report.sentenceSeparator)}\n`);
  }
  if ((since ?? until) === undefined || result.calls.length > 0) return;
  for (const { path, start, end } of result.sources) {
    if (start !== null && end !== null) {
      io.err(
        `rtc-triage: ${plainText(path)} has no call within --since and --until; it reaches from ${start} to ${end}\n`,
      );
    }
  }
}

/** What the findings and sources mean for the caller (docs/ci.md). */
export function exitStatus(result: TriageResult, failOn: Severity | 'never'): number {
  const limit = failOn === 'never' ? -1 : SEVERITIES.indexOf(failOn);
  if (result.findings.some((finding) => SEVERITIES.indexOf(finding.severity) <= limit)) return EXIT.findings;
  // An input that was named but could not be opened is a mistake in the call: silence about it would pass a pipeline.
  if (result.sources.some((source) => source.status === 'failed')) return EXIT.usage;
  return result.verdict === 'inconclusive' ? EXIT.inconclusive : EXIT.ok;
}

function parseJobs(text: string): number {
  const jobs = Number(text);
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= MOST_JOBS) return jobs;
  throw new InvalidArgumentError(`give a number from 1 to ${MOST_JOBS}`);
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
