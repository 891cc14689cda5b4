import { type Command, Option } from 'commander';
import { findInputs, type InputGroup, type InputSource, openGroup } from '../input/input.js';
import { readMembers } from '../json/members.js';
import { type Merged, mergeShards } from '../merge.js';
import { SEVERITIES, type Severity } from '../model/finding.js';
import { UsageError } from '../model/usage-error.js';
import { plainLines } from '../report/plain-text.js';
import { checkBeginning, readPartial, type SavedPartial } from '../shards/read-partial.js';
import { keptBy, redactedJoin } from '../shards/redaction.js';
import { toolVersion } from '../version.js';
import { collect, exitStatus, warn } from './analysis.js';
import { EXIT, type Io } from './io.js';
import { redactorOf, writeRedacted } from './redaction.js';
import { addReportOptions, type PlannedReports, plannedReports, type ReportOptions, writeReports } from './reports.js';
import { addFormatOptions, type UserFormatOptions } from './user-formats.js';
import { fileAmong } from './write-file.js';

interface MergeCommandOptions extends ReportOptions, UserFormatOptions {
  readonly partial?: boolean;
  readonly rules?: readonly string[];
  readonly sdkVersions?: string;
  readonly failOn: Severity | 'never';
  readonly quiet?: boolean;
}

/** What is read of a shard's result: findings and checks are made anew of all shards together. */
const WANTED: ReadonlySet<string> = new Set(['schemaVersion', 'tool', 'partial']);
/** Characters: in memory they take several times as much, which is more than most machines have. */
const MOST = 500_000_000;

/** `rtc-triage merge`: the results of all shards as the one result of a run over everything. */
export function addMerge(program: Command, io: Io, finish: (status: number) => void): void {
  const command = program
    .command('merge')
    .description('join the results of analyze --shard: the same report as of one run over everything (docs/fleet.md)')
    .argument('<paths...>', 'results of shards, in any order: files, folders or glob patterns');
  addFormatOptions(addReportOptions(command))
    .option('--partial', 'join some of the shards only; as JSON the result can be merged with the others later')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 at findings of this severity or worse')
        .choices([...SEVERITIES, 'never'])
        .default('P1'),
    )
    .option('--rules <folder>', 'the rules that the shards were given; may be repeated', collect)
    .option('--sdk-versions <file>', 'the list of versions that the shards were given')
    .option('-q, --quiet', 'no warnings on standard error')
    .option('--no-color', 'no colours')
    .action(async (paths: string[], options: MergeCommandOptions) => {
      finish(await merge(paths, options, io));
    });
}

async function merge(paths: readonly string[], options: MergeCommandOptions, io: Io): Promise<number> {
  const reports = plannedReports(options);
  const saved: SavedPartial[] = [];
  const stdin = paths.includes('-') ? { stdin: io.stdin() } : {};
  const groups = await findInputs(paths, { cwd: '.' });
  spareShards(groups, reports);
  for (const group of groups)
    for await (const source of openGroup(group, { cwd: '.', ...stdin })) saved.push(await savedPartial(source));
  const merged = mergeShards(saved, {
    ...(options.rules === undefined ? {} : { rules: options.rules }),
    ...(options.sdkVersions === undefined ? {} : { sdkVersions: options.sdkVersions }),
    ...(options.formats === undefined ? {} : { formats: options.formats }),
    ...(options.map === undefined ? {} : { map: options.map }),
  });
  const { missing, partial } = merged;
  const keep = keptBy(partial);
  const redactor = keep === undefined ? undefined : redactorOf({ ...options, redact: true, keep });
  const result = redactor === undefined ? merged.result : redactedJoin(merged.result, redactor, partial);
  if (missing.length > 0 && options.partial !== true) {
    throw new UsageError(`${listOf(missing)} missing, and could change everything. Give all results, or --partial`);
  }
  if (options.quiet !== true) tell(merged, io);
  if (options.quiet !== true) {
    const { since, until } = partial.options;
    warn(result, { since: since ?? undefined, until: until ?? undefined }, io);
  }
  if (redactor === undefined) await writeReports(result, reports, options, io);
  else await writeRedacted(result, redactor, reports, options, io);
  const status = exitStatus(result, options.failOn);
  // What was not looked at is not healthy.
  return status === EXIT.ok && missing.length > 0 ? EXIT.inconclusive : status;
}

/** A shard may have taken hours: no report takes its place. */
function spareShards(groups: readonly InputGroup[], { files }: PlannedReports): void {
  const taken = fileAmong(
    files.map(({ file }) => file),
    groups.flatMap((group) => (group.kind === 'files' ? group.files.map(({ item }) => item.file) : [])),
  );
  if (taken !== undefined)
    throw new UsageError(`${taken} is among the results to merge: give the report another name, or another folder`);
}

async function savedPartial({ path, parts, problem }: InputSource): Promise<SavedPartial> {
  if (problem !== undefined) throw new UsageError(problem.message);
  const [part, second] = parts;
  if (part === undefined || second !== undefined) throw new UsageError(`${path} is no result of rtc-triage`);
  checkBeginning(path, part.head.text);
  const outcome = await readMembers(part.open(), { wanted: WANTED, most: MOST });
  if ('value' in outcome) return readPartial(path, outcome.value, toolVersion());
  if (outcome.problem === 'too-large') {
    throw new UsageError(`${path} holds ${outcome.reason}, which is more than can be joined: use more shards`);
  }
  throw new UsageError(`${path} is not valid JSON, perhaps because its shard was cut short: ${outcome.reason}`);
}

function tell({ copies, missing }: Merged, io: Io): void {
  for (const { file, of } of copies)
    io.err(plainLines(`rtc-triage: ${file} holds the same as ${of} and counts once\n`));
  if (missing.length > 0) io.err(`rtc-triage: ${listOf(missing)} missing from this report\n`);
}

/** More numbers would not be read. */
const MOST_NUMBERS = 20;

function listOf(shards: readonly number[]): string {
  const more = shards.length > MOST_NUMBERS ? ` and ${shards.length - MOST_NUMBERS} more` : '';
  const named = `${shards.slice(0, MOST_NUMBERS).join(', ')}${more}`;
  return shards.length === 1 ? `shard ${named} is` : `shards ${named} are`;
}
