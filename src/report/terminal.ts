import type { TriageResult } from '../model/result.js';
import type { ReportOptions } from './reporter.js';
import { causes, steps } from './terminal/causes.js';
import { connects } from './terminal/connects.js';
import { contextOf } from './terminal/context.js';
import { findings, risks } from './terminal/findings.js';
import { openQuestions } from './terminal/not-judged.js';
import { sources } from './terminal/sources.js';
import { symptoms, verdict } from './terminal/verdict.js';
import { versions } from './terminal/versions.js';

/** The report for a person at a terminal: the verdict first, then what supports it, then what to do. */
export function terminal(result: TriageResult, options: ReportOptions): string {
  const context = contextOf(result, options);
  verdict(context);
  symptoms(context);
  findings(context);
  risks(context);
  causes(context);
  connects(context);
  openQuestions(context);
  sources(context);
  versions(context);
  steps(context);
  return context.page.toString();
}
