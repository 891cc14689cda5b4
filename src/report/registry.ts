import type { TriageResult } from '../model/result.js';
import { json, jsonParts } from './json.js';
import { markdown } from './markdown.js';
import { ndjson } from './ndjson.js';
import type { Reporter, ReportOptions } from './reporter.js';
import { terminal } from './terminal.js';

/** Every form of the report, by the name that --format takes. */
const REPORTERS = { terminal, markdown, json, ndjson } satisfies Record<string, Reporter>;

export type ReportForm = keyof typeof REPORTERS;
export const FORMS = Object.keys(REPORTERS) as ReportForm[];

/** The form that a file name asks for, longest ending first. */
const ENDINGS: readonly (readonly [ending: string, form: ReportForm])[] = [
  ['.markdown', 'markdown'],
  ['.md', 'markdown'],
  ['.json', 'json'],
  ['.ndjson', 'ndjson'],
  ['.jsonl', 'ndjson'],
  ['.txt', 'terminal'],
];

/** The form for a report file by its extension, or undefined when no form has it. */
export function formOfFile(file: string): ReportForm | undefined {
  const name = file.toLowerCase();
  return ENDINGS.find(([ending]) => name.endsWith(ending))?.[1];
}

/** The report of a result in the given form. */
export function render(form: ReportForm, result: TriageResult, options: ReportOptions): string {
  return REPORTERS[form](result, options);
}

/** The same in pieces, for writing one after the other: only a form for programs is long enough for that to matter. */
export function renderParts(form: ReportForm, result: TriageResult, options: ReportOptions): Iterable<string> {
  return form === 'json' ? jsonParts(result) : [render(form, result, options)];
}
