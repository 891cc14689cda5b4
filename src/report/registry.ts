import type { TriageResult } from '../model/result.js';
import type { ReportForm } from './forms.js';
import { json, jsonParts } from './json.js';
import { markdown } from './markdown.js';
import { ndjson } from './ndjson.js';
import type { Reporter, ReportOptions } from './reporter.js';
import { terminal } from './terminal.js';

/** Each is looked up when it is asked for: it may be in a chunk of its own (src/generate/bundle.ts). */
const REPORTERS: Readonly<Record<ReportForm, Reporter>> = {
  terminal: (result, options) => terminal(result, options),
  markdown: (result) => markdown(result),
  json: (result) => json(result),
  ndjson: (result) => ndjson(result),
};

/** The report of a result in the given form. */
export function render(form: ReportForm, result: TriageResult, options: ReportOptions): string {
  return REPORTERS[form](result, options);
}

/** The same in pieces, for writing one after the other: only a form for programs is long enough for that to matter. */
export function renderParts(form: ReportForm, result: TriageResult, options: ReportOptions): Iterable<string> {
  return form === 'json' ? jsonParts(result) : [render(form, result, options)];
}
