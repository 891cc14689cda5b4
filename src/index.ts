/** The public API: everything the command line does, as a function. */
export type { TriageOptions, TriageProgress } from './judge.js';
export type { TriageResult } from './model/result.js';
export { UsageError } from './model/usage-error.js';
export { KEEP_WORDS, type KeepWord, parseKeep } from './privacy/kinds.js';
export { learnLog, redactLog } from './privacy/redact-log.js';
export { createRedactor, type Redactor, type RedactorOptions } from './privacy/redactor.js';
export { RedactionError, verified } from './privacy/verify.js';
export { triage } from './triage.js';
