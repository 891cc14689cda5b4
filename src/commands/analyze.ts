import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { type Command, Option } from 'commander';
import { UsageError } from '../model/usage-error.js';
import { verified } from '../privacy/verify.js';
import { FORMS, formOfFile, type ReportForm, render } from '../report/registry.js';
import {
  type AnalysisOptions,
  addJudgingOptions,
  addReadingOptions,
  analysis,
  collect,
  exitStatus,
} from './analysis.js';
import type { Io } from './io.js';
import { addRedactionOptions, type RedactionOptions, redactorOf } from './redaction.js';

interface AnalyzeOptions extends AnalysisOptions, RedactionOptions {
  readonly format?: ReportForm;
  readonly output?: readonly string[];
  readonly color: boolean;
}

/** The default command: a report of what the logs show. */
export function addAnalyze(program: Command, io: Io, finish: (status: number) => void): Command {
  const command = program
    .command('analyze', { isDefault: true })
    .description('say what a log shows: symptoms, probable causes, proof (the default command)')
    .argument('<paths...>', 'files, folders, glob patterns, or - for standard input');
  addJudgingOptions(command)
    .addOption(new Option('-f, --format <form>', 'form of the report on standard output').choices([...FORMS]))
    .option('-o, --output <file>', 'write a report to a file (.md, .json, .txt); may be repeated', collect);
  return addRedactionOptions(addReadingOptions(command))
    .option('--no-color', 'no colours')
    .action(async (paths: string[], options: AnalyzeOptions) => {
      finish(await analyze(paths, options, io));
    });
}

async function analyze(paths: readonly string[], options: AnalyzeOptions, io: Io): Promise<number> {
  const forms = (options.output ?? []).map((file) => ({ file, form: formFor(file) }));
  const redactor = redactorOf(options);
  const read = await analysis(paths, options, io, redactor);
  const result = redactor?.result(read) ?? read;
  const form = options.format ?? (forms.length === 0 ? 'terminal' : undefined);
  // All of it is checked before any of it leaves the program.
  const check = (text: string): string => (redactor === undefined ? text : verified(text, redactor, 'the report'));
  // The JSON has every string as it is; a terminal breaks lines, Markdown has escapes.
  if (redactor !== undefined) check(render('json', result, IN_A_FILE));
  const files = forms.map((each) => ({ file: each.file, text: check(render(each.form, result, IN_A_FILE)) }));
  const report = form === undefined ? undefined : check(render(form, result, onStdout(options, io)));
  for (const { file, text } of files) await write(file, text);
  if (report !== undefined) io.out(report);
  else if (options.quiet !== true)
    io.err(`rtc-triage: ${result.verdict}; wrote ${forms.map(({ file }) => file).join(', ')}\n`);
  return exitStatus(result, options.failOn);
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
