/** The public API: everything the command line does, as a function. */
export type { TriageResult } from './model/result.js';
export { UsageError } from './model/usage-error.js';
export { type TriageOptions, type TriageProgress, triage } from './triage.js';
