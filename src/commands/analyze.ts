import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { findInputs, type InputGroup } from '../input/input.js';
import type { TriageResult } from '../model/result.js';
import { UsageError } from '../model/usage-error.js';
import { LearnedValues } from '../privacy/learned-values.js';
import { parseShard } from '../shards/shard.js';
import { type AnalysisOptions, addJudgingOptions, addReadingOptions, analysis, exitStatus } from './analysis.js';
import { EXIT, type Io } from './io.js';
import { addRedactionOptions, checkReport, type RedactionOptions, redactorOf, writeRedacted } from './redaction.js';
import { addReportOptions, type PlannedReports, plannedReports, type ReportOptions, writeReports } from './reports.js';
import { fileAmong } from './write-file.js';

interface AnalyzeOptions extends AnalysisOptions, RedactionOptions, ReportOptions {
  readonly quiet?: boolean;
  readonly shard?: string;
}

/** The default command: a report of what the logs show. */
export function addAnalyze(program: Command, io: Io, finish: (status: number) => void): Command {
  const command = program
    .command('analyze', { isDefault: true })
    .description('say what a log shows: symptoms, probable causes, proof (the default command)')
    .argument('<paths...>', 'files, folders, glob patterns, or - for standard input');
  addReportOptions(addJudgingOptions(command));
  return addRedactionOptions(addReadingOptions(command))
    .option('--shard <i/n>', 'read the i-th of n shares of the logs, to be joined by rtc-triage merge (docs/fleet.md)')
    .option('--no-color', 'no colours')
    .action(async (paths: string[], options: AnalyzeOptions) => {
      finish(await analyze(paths, options, io));
    });
}

async function analyze(paths: readonly string[], options: AnalyzeOptions, io: Io): Promise<number> {
  const reports = plannedReports(options);
  const shard = options.shard === undefined ? undefined : parseShard(options.shard);
  const inputs = shard === undefined ? undefined : await inputsOfShards(paths, reports);
  const learned = shard === undefined ? undefined : new LearnedValues();
  const redactor = redactorOf(options, learned);
  const read = await analysis(paths, options, io, { redactor, learned, shard, inputs });
  spareLogs(read, reports);
  if (redactor === undefined) await writeReports(read, reports, options, io);
  else if (learned === undefined) await writeRedacted(redactor.result(read), redactor, reports, options, io);
  else {
    // What is to be joined is not redacted, and is not to be checked: the report beside it was.
    const { redactedShard } = await import('../shards/redaction.js');
    const result = redactedShard(read, redactor, learned);
    checkReport(result, redactor);
    await writeReports(result, reports, options, io);
    if (options.quiet !== true) io.err(UNREDACTED_PART);
  }
  // A share decides nothing: who starts many of them would take findings for a failure and try again.
  return shard === undefined ? exitStatus(read, options.failOn) : EXIT.ok;
}

/** A report does not take the place of a log that it tells of; that of an earlier run may lie among them, and goes. */
function spareLogs({ sources }: TriageResult, { files }: PlannedReports): void {
  const logs = sources.filter(({ status }) => status === 'analyzed' || status === 'encrypted');
  const taken = fileAmong(
    files.map(({ file }) => file),
    logs.map(({ path }) => path),
  );
  if (taken !== undefined)
    throw new UsageError(`${taken} is one of the logs that were read: give the report another name`);
}

const UNREDACTED_PART =
  'rtc-triage: the JSON of a share holds its logs unredacted, and the secrets that were found in them, for rtc-triage ' +
  'merge, which redacts the report; keep it where the logs are\n';

/**
 * What all shards together read.
 * @throws UsageError for a share that could not be joined afterwards, and would have been read in vain
 */
async function inputsOfShards(
  paths: readonly string[],
  { files, printed }: PlannedReports,
): Promise<readonly InputGroup[]> {
  if (printed !== 'json' && !files.some(({ form }) => form === 'json'))
    throw new UsageError('--shard writes what rtc-triage merge reads: give --format json, or -o with a name in .json');
  const inputs = await findInputs(paths, { cwd: '.' });
  const outputs = files.map(({ file }) => file);
  const known = inputs.flatMap((input) => (input.kind === 'files' ? input.files.map(({ item }) => item.file) : []));
  const stray = fileAmong(outputs, known) ?? outputs.find((file) => paths.some((path) => liesIn(path, file)));
  if (stray !== undefined)
    throw new UsageError(`${stray} lies among the logs, where other shares find it: write it to another folder`);
  return inputs;
}

/** True for a file that is found in a folder: neither it nor a folder on the way is hidden. */
function liesIn(folder: string, file: string): boolean {
  const way = relative(resolve(folder), resolve(file));
  return (
    way !== '' && !isAbsolute(way) && way.split(sep).every((name) => !name.startsWith('.') && name !== 'node_modules')
  );
}
