import type { TriageResult } from '../model/result.js';

export interface ReportOptions {
  /** ANSI colours; only the terminal report knows any. */
  readonly color: boolean;
  /** Columns that a line may fill; only the terminal report breaks lines. */
  readonly width: number;
}

/** Puts a result into a form. Reads nothing but the result, writes nothing, and speaks the result's language. */
export type Reporter = (result: TriageResult, options: ReportOptions) => string;
