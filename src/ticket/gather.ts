import { digestFiles } from '../input/digest.js';
import type { InputOptions } from '../input/input.js';
import type { TriageResult } from '../model/result.js';
import { UsageError } from '../model/usage-error.js';
import { formOfFile } from '../report/forms.js';
import { contextOf } from '../report/markdown/context.js';
import { type Deadlines, deadlines } from '../support/deadlines.js';
import { filedAt } from '../support/filed-at.js';
import { gradeTicket } from '../support/grade.js';
import type { Support } from '../support/support.js';
import { type PlannedExcerpt, planExcerpts } from './excerpt-plan.js';
import { fillFields, worstFinding } from './fields.js';
import { type Place, ValueFinder } from './find-values.js';
import { bothTimes, zoneUnknown } from './markdown/times.js';
import { type OnProgress, readBytes, readLines } from './read-logs.js';
import type { TicketRedaction } from './redaction.js';
import type { Attachment, Ticket } from './ticket.js';
import type { FieldId, Vendor } from './vendor.js';

export interface TicketOptions {
  /** Files, folders and patterns, as they were analysed. */
  readonly paths: readonly string[];
  readonly input: InputOptions;
  readonly vendor: Vendor;
  readonly redaction: TicketRedaction;
  /** What the user says himself, by field. */
  readonly given: ReadonlyMap<FieldId, string>;
  /** The contract and the tier that it is for. */
  readonly contract?: { readonly support: Support; readonly tier: string };
  /** ISO 8601; the end of the call otherwise. */
  readonly filedAt?: string;
  readonly onProgress?: OnProgress;
  /** What lies beside the document. */
  readonly bundle: 'none' | 'excerpts' | 'logs';
}

/** A ticket with what was planned to be quoted for it. */
export interface Gathered {
  readonly ticket: Ticket;
  readonly plan: readonly PlannedExcerpt[];
}

/**
 * Makes a ticket of a result. The logs are read once more, for what the vendor asks for, and for the redaction to learn
 * from: a name is replaced from the first line on, although the log tells later what it is.
 * @throws UsageError for an unknown tier and a time of filing that cannot be read
 */
export async function gatherTicket(raw: TriageResult, options: TicketOptions): Promise<Gathered> {
  const { vendor, redaction, given } = options;
  const promise = promiseOf(raw, options);
  const finder = new ValueFinder(vendor, placeOf(raw));
  const logs = [options.paths, options.input] as const;
  if (redaction.on) await readBytes(...logs, (_source, chunks) => redaction.learnLog(chunks), options.onProgress);
  await readLines(...logs, finder);
  for (const { id, keep } of vendor.fields) {
    for (const { value } of finder.values(id)) redaction.identifier(value, keep);
    const own = given.get(id);
    if (own !== undefined) redaction.identifier(own, keep);
  }
  const originals = await digestFiles(options.paths, options.input.cwd);
  for (const { path } of originals) redaction.learn(path);
  const plan = options.bundle === 'none' ? [] : planExcerpts(raw);
  // Only now all names are known.
  const result = redaction.result(raw);
  const ticket: Ticket = {
    result,
    vendor,
    fields: fillFields({
      result,
      vendor,
      given,
      values: (id) => finder.values(id),
      redaction,
      time: timeOf(result),
    }),
    grade: gradeTicket(raw),
    ...(promise === undefined ? {} : { promise }),
    originals: originals.map((file) => ({ ...file, path: redaction.text(file.path) })),
    attachments: attachmentsOf(options, plan),
    redaction,
  };
  return { ticket, plan };
}

function placeOf(result: TriageResult): Place | undefined {
  return worstFinding(result)?.evidence[0];
}

function promiseOf(result: TriageResult, options: TicketOptions): Ticket['promise'] | undefined {
  if (options.contract === undefined) return undefined;
  const { support, tier } = options.contract;
  const filed = filedAt(result, options.filedAt);
  if (filed === undefined)
    throw new UsageError('the logs tell no time from which the deadlines could count: give one with --filed-at');
  const times: Deadlines = deadlines(support, tier, gradeTicket(result).priority, filed.at);
  return { deadlines: times, filedAtNamed: options.filedAt !== undefined, zoneKnown: filed.zoneKnown };
}

/** When the worst thing happened, else when the call began. */
function timeOf(result: TriageResult): { text: string | undefined; zoneKnown: boolean } {
  const worst = worstFinding(result);
  const start = worst?.start ?? result.calls.find((call) => call.start !== null)?.start ?? null;
  const source = worst?.subject.source ?? result.calls.find((call) => call.start !== null)?.source ?? '';
  if (start === null) return { text: undefined, zoneKnown: false };
  return { text: bothTimes(start, source, contextOf(result)), zoneKnown: !zoneUnknown(result, source) };
}

function attachmentsOf({ bundle }: TicketOptions, plan: readonly PlannedExcerpt[]): readonly Attachment[] {
  if (bundle === 'none') return [];
  return [
    ...(formOfFile('ticket.html') === undefined ? [] : [{ name: 'ticket.html', what: 'html' } as const]),
    { name: 'triage.json', what: 'result' },
    ...(plan.length === 0 ? [] : [{ name: 'excerpts/', what: 'excerpts' } as const]),
    ...(bundle === 'logs' ? [{ name: 'logs/', what: 'logs' } as const] : []),
    { name: 'manifest.json', what: 'manifest' },
  ];
}
