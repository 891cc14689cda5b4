import type { Command } from 'commander';
import type { TriageResult } from '../model/result.js';
import { UsageError } from '../model/usage-error.js';
import { KEEP_WORDS, type KeepWord, parseKeep } from '../privacy/kinds.js';
import type { LearnedValues } from '../privacy/learned-values.js';
import { createRedactor, type Redactor } from '../privacy/redactor.js';
import { verified } from '../privacy/verify.js';
import { render } from '../report/registry.js';
import type { Io } from './io.js';
import { IN_A_FILE, type PlannedReports, type ReportOptions, writeReports } from './reports.js';
import { registryOf, type UserFormatOptions } from './user-formats.js';

export interface RedactionOptions {
  readonly redact?: boolean;
  readonly keep?: readonly KeepWord[];
}

/** Adds the options of a command that redacts when it is asked to. */
export function addRedactionOptions(command: Command): Command {
  return command
    .option('--redact', 'put pseudonyms for addresses, names, tokens and devices into the report (docs/privacy.md)')
    .option('--keep <words>', `with --redact, leave these in place: ${KEEP_WORDS.join(',')}`, parseKeep);
}

/**
 * The redactor that the user asked for, or undefined.
 * @param learned takes note of what it learns
 * @throws UsageError for --keep where nothing is redacted: who writes it believes that something is
 */
export function redactorOf(
  { redact, keep, ...formats }: RedactionOptions & UserFormatOptions,
  learned?: LearnedValues,
): Redactor | undefined {
  if (redact === true) {
    return createRedactor({
      patterns: registryOf(formats).secrets(),
      ...(keep === undefined ? {} : { keep }),
      ...(learned === undefined ? {} : { learned }),
    });
  }
  if (keep !== undefined) throw new UsageError('--keep says what --redact leaves in place; give --redact as well');
  return undefined;
}

/**
 * Searches a result for what was redacted. The JSON has every string as it is; a terminal breaks lines, Markdown has escapes.
 * @throws RedactionError when it holds something
 */
export function checkReport({ partial: _unredacted, ...report }: TriageResult, redactor: Redactor): void {
  verified(render('json', report, IN_A_FILE), redactor, 'the report');
}

/** Writes a redacted result in all its forms. All of it is checked before any of it leaves the program. */
export async function writeRedacted(
  result: TriageResult,
  redactor: Redactor,
  reports: PlannedReports,
  options: ReportOptions & { readonly quiet?: boolean },
  io: Io,
): Promise<void> {
  checkReport(result, redactor);
  await writeReports(result, reports, options, io, (text) => void verified(text, redactor, 'the report'));
}
