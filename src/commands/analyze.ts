import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { TriageResult } from '../model/result.js';
import { UsageError } from '../model/usage-error.js';
import { verified } from '../privacy/verify.js';
import { render } from '../report/registry.js';
import { parseShard } from '../shards/shard.js';
import { type AnalysisOptions, addJudgingOptions, addReadingOptions, analysis, exitStatus } from './analysis.js';
import { EXIT, type Io } from './io.js';
import { addRedactionOptions, type RedactionOptions, redactorOf } from './redaction.js';
import {
  addReportOptions,
  IN_A_FILE,
  type PlannedReports,
  plannedReports,
  type ReportOptions,
  writeReports,
} from './reports.js';

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
  if (shard !== undefined) checkShard(options, reports);
  const redactor = redactorOf(options);
  const read = await analysis(paths, options, io, { redactor, shard });
  spareLogs(read, reports);
  const result = redactor?.result(read) ?? read;
  // All of it is checked before any of it leaves the program.
  const check = redactor === undefined ? undefined : (text: string) => void verified(text, redactor, 'the report');
  // The JSON has every string as it is; a terminal breaks lines, Markdown has escapes.
  check?.(render('json', result, IN_A_FILE));
  await writeReports(result, reports, options, io, check);
  // A share decides nothing: who starts many of them would take findings for a failure and try again.
  return shard === undefined ? exitStatus(result, options.failOn) : EXIT.ok;
}

/** A report does not take the place of a log that it tells of; that of an earlier run may lie among them, and goes. */
function spareLogs({ sources }: TriageResult, { files }: PlannedReports): void {
  const logs = sources.filter(({ status }) => status === 'analyzed' || status === 'encrypted');
  const taken = files.find(({ file }) => logs.some(({ path }) => resolve(path) === resolve(file)));
  if (taken !== undefined) {
    throw new UsageError(`${taken.file} is one of the logs that were read: give the report another name`);
  }
}

/** A share that cannot be joined afterwards would have been read in vain. */
function checkShard({ redact }: AnalyzeOptions, { files, printed }: PlannedReports): void {
  if (redact === true) {
    throw new UsageError(
      '--shard cannot be combined with --redact: pseudonyms would differ from share to share. Keep the shares where the ' +
        'logs are, and redact what you make of them',
    );
  }
  if (printed !== 'json' && !files.some(({ form }) => form === 'json'))
    throw new UsageError('--shard writes what rtc-triage merge reads: give --format json, or -o with a name in .json');
}
