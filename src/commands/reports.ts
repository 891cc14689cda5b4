import { closeSync, openSync } from 'node:fs';
import { extname } from 'node:path';
import { type Command, Option } from 'commander';
import type { TriageResult } from '../model/result.js';
import { UsageError } from '../model/usage-error.js';
import { FORMS, formOfFile, type ReportForm } from '../report/forms.js';
import { render, renderParts } from '../report/registry.js';
import type { ReportOptions as RenderOptions } from '../report/reporter.js';
import { collect } from './analysis.js';
import type { Io } from './io.js';
import { attempt, checkPlaces, writeAll } from './write-file.js';

/** Where a command's report goes. */
export interface ReportOptions {
  readonly format?: ReportForm;
  readonly output?: readonly string[];
  readonly color: boolean;
  readonly quiet?: boolean;
}

/** Adds the options that choose the forms of the report. */
export function addReportOptions(command: Command): Command {
  return command
    .addOption(new Option('-f, --format <form>', 'form of the report on standard output').choices([...FORMS]))
    .option('-o, --output <file>', 'write a report to a file (.md, .json, .ndjson, .txt); may be repeated', collect);
}

/** The reports that were asked for, in the order of writing. */
export interface PlannedReports {
  readonly files: readonly { readonly file: string; readonly form: ReportForm }[];
  /** On standard output; undefined when it stays empty. */
  readonly printed: ReportForm | undefined;
}

/**
 * To be asked before any log is read.
 * @throws UsageError for a file whose name does not tell its form, or that cannot be written
 */
export function plannedReports({ format, output = [] }: ReportOptions): PlannedReports {
  const files = output.map((file) => ({ file, form: formFor(file) }));
  checkPlaces(output);
  return { files, printed: format ?? (files.length === 0 ? 'terminal' : undefined) };
}

/**
 * Writes the reports of a result.
 * @param check is shown every report before any is written, and throws where one may not be
 */
export async function writeReports(
  result: TriageResult,
  { files, printed }: PlannedReports,
  options: ReportOptions,
  io: Io,
  check?: (text: string) => void,
): Promise<void> {
  // What has to be checked is put together as a whole first; else each report is written while it is made.
  const parts = (form: ReportForm, how: RenderOptions): Iterable<string> => {
    if (check === undefined) return renderParts(form, result, how);
    const text = render(form, result, how);
    check(text);
    return [text];
  };
  const inFiles = files.map(({ file, form }) => ({ file, text: parts(form, IN_A_FILE) }));
  const report = printed === undefined ? undefined : parts(printed, onStdout(options, io));
  for (const { file, text } of inFiles) write(file, text);
  if (report !== undefined) for (const text of inBlocks(report)) io.out(text);
  else if (options.quiet !== true)
    io.err(`rtc-triage: ${result.verdict}; wrote ${files.map(({ file }) => file).join(', ')}\n`);
}

function onStdout(options: ReportOptions, io: Io): { color: boolean; width: number } {
  const terminal = io.columns !== undefined;
  const color = terminal && options.color && (io.env.NO_COLOR ?? '') === '';
  return { color, width: io.columns ?? 80 };
}

export const IN_A_FILE = { color: false, width: 100 };

function formFor(file: string): ReportForm {
  const form = formOfFile(file);
  if (form !== undefined) return form;
  const extension = extname(file);
  const ticket =
    extension.toLowerCase() === '.zip' ? '. For a zip file with a ticket and its proof: rtc-triage ticket' : '';
  throw new UsageError(
    `no report has the extension "${extension}" of ${file}; use .md, .json, .ndjson or .txt${ticket}`,
  );
}

/** Characters from which on it pays to write what there is. */
const BLOCK = 1 << 16;

function* inBlocks(parts: Iterable<string>): Generator<string> {
  let block = '';
  for (const part of parts) {
    block += part;
    if (block.length < BLOCK) continue;
    yield block;
    block = '';
  }
  if (block !== '') yield block;
}

function write(file: string, parts: Iterable<string>): void {
  const descriptor = attempt(file, () => openSync(file, 'w'));
  try {
    for (const block of inBlocks(parts)) attempt(file, () => writeAll(descriptor, block));
  } finally {
    closeSync(descriptor);
  }
}
