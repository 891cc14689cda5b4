import { extname, resolve } from 'node:path';
import type { Command } from 'commander';
import { discover } from '../input/discover.js';
import { localeOf } from '../locale/locale.js';
import { ticketWords } from '../locale/ticket-words.js';
import { UsageError } from '../model/usage-error.js';
import { KEEP_WORDS, type KeepWord, parseKeep } from '../privacy/kinds.js';
import { didYouMean } from '../rules/suggest.js';
import { loadSupport, tierOf } from '../support/load.js';
import type { Support } from '../support/support.js';
import { writeBundle } from '../ticket/bundle.js';
import { inferVendor, namedVendor } from '../ticket/choose-vendor.js';
import { type Gathered, gatherTicket } from '../ticket/gather.js';
import { loadVendors } from '../ticket/load-vendors.js';
import { NO_REDACTION, redaction, type TicketRedaction } from '../ticket/redaction.js';
import { ticketMarkdown } from '../ticket/ticket-markdown.js';
import { type FieldId, GIVEN_FIELDS } from '../ticket/vendor.js';
import {
  type AnalysisOptions,
  addJudgingOptions,
  addReadingOptions,
  analysis,
  collect,
  exitStatus,
} from './analysis.js';
import type { Io } from './io.js';
import { progressLine } from './progress.js';
import { registryOf } from './user-formats.js';
import { checkPlaces, writeWhole } from './write-file.js';

interface TicketCommandOptions extends AnalysisOptions {
  readonly output?: readonly string[];
  readonly vendor?: string;
  readonly withLogs?: boolean;
  readonly redact: boolean;
  readonly keep?: readonly KeepWord[];
  readonly support?: string;
  readonly tier?: string;
  readonly filedAt?: string;
  readonly steps?: string;
  readonly frequency?: string;
  readonly tried?: string;
  readonly field?: readonly string[];
}

/** `rtc-triage ticket`: logs as a document, or a bundle, that a vendor's support can act on. */
export function addTicket(program: Command, io: Io, finish: (status: number) => void): void {
  const command = program
    .command('ticket')
    .description(
      "make a ticket for a vendor's support: redacted, graded, with what the vendor asks for (docs/tickets.md)",
    )
    .argument('<paths...>', 'files, folders or glob patterns; they are read more than once');
  addJudgingOptions(command)
    .option(
      '-o, --output <file>',
      'write the ticket to a file (.zip: with its proof, .md: alone); may be repeated',
      collect,
    )
    .option('--vendor <id>', 'whose support it is for; inferred from the logs otherwise')
    .option('--with-logs', 'put the whole logs into the zip file, redacted')
    .option('--no-redact', 'leave names, addresses and secrets as they stand in the logs')
    .option('--keep <words>', `what redaction leaves in place: ${KEEP_WORDS.join(',')}`, parseKeep)
    .option('--support <file>', 'the support contract (see: rtc-triage support check); an example otherwise')
    .option('--tier <name>', 'tier of the contract, for the deadlines')
    .option('--filed-at <time>', 'when the ticket is filed: ISO 8601 with an offset; the end of the call otherwise')
    .option('--steps <text>', 'how to reproduce it')
    .option('--frequency <text>', 'how often it happens')
    .option('--tried <text>', 'what was tried')
    .option('--field <name=value>', `what the logs do not show (${GIVEN_FIELDS.join(', ')}); may be repeated`, collect);
  addReadingOptions(command).action(async (paths: string[], options: TicketCommandOptions) => {
    finish(await ticket(paths, options, io));
  });
}

async function ticket(paths: readonly string[], options: TicketCommandOptions, io: Io): Promise<number> {
  const outputs = (options.output ?? []).map((file) => ({ file, form: formOf(file) }));
  checkPlaces(outputs.map(({ file }) => file));
  const vendors = loadVendors();
  const named = options.vendor === undefined ? undefined : namedVendor(options.vendor, vendors);
  const keep = options.keep ?? [];
  if (!options.redact && keep.length > 0)
    throw new UsageError('--keep says what redaction leaves in place; it has no use beside --no-redact');
  const contract = contractOf(options);
  const given = givenFields(options);
  await checkPaths(paths, outputs);
  if (options.withLogs === true && !outputs.some(({ form }) => form === 'zip'))
    throw new UsageError('--with-logs needs a zip file to put the logs into: give -o ticket.zip');

  const result = await analysis(paths, options, io);
  const progress = progressLine(io, () => performance.now());
  const shared = {
    paths,
    ...(options.quiet === true ? {} : { onProgress: progress.report }),
    input: { cwd: '.' },
    redaction: options.redact ? redaction(keep, registryOf(options).secrets()) : NO_REDACTION,
  };
  const gather = (bundle: 'none' | 'excerpts' | 'logs'): Promise<Gathered> =>
    gatherTicket(result, {
      ...shared,
      vendor: named ?? inferVendor(result, vendors),
      given,
      ...(contract === undefined ? {} : { contract }),
      ...(options.filedAt === undefined ? {} : { filedAt: options.filedAt }),
      bundle,
    });
  // The bundle first: it holds most, so that nothing is written when something in it may not be given away.
  const ordered = [...outputs].sort((a, b) => Number(a.form === 'md') - Number(b.form === 'md'));
  let gathered: Gathered | undefined;
  let document: string | undefined;
  try {
    for (const { file, form } of ordered) {
      gathered = await gather(form === 'md' ? 'none' : options.withLogs === true ? 'logs' : 'excerpts');
      const content = gathered;
      if (form === 'md') await writeWhole(file, (write) => write(documentOf(content, file, shared.redaction)));
      else {
        const bundle = { ...shared, withLogs: options.withLogs === true };
        await writeWhole(file, (write) => writeBundle(content, bundle, write));
      }
    }
    if (outputs.length === 0) {
      gathered = await gather('none');
      document = documentOf(gathered, 'the ticket', shared.redaction);
    }
  } finally {
    progress.done();
  }
  if (document !== undefined) io.out(document);
  if (options.quiet !== true) tellMissing(gathered, io);
  if (outputs.length > 0 && options.quiet !== true)
    io.err(`rtc-triage: ${result.verdict}; wrote ${outputs.map(({ file }) => file).join(', ')}\n`);
  return exitStatus(result, options.failOn);
}

/** Tells whoever makes the ticket what the vendor will ask for next. */
function tellMissing(gathered: Gathered | undefined, io: Io): void {
  if (gathered === undefined) return;
  const { fields, result } = gathered.ticket;
  const lacking = fields.filter(({ state }) => state === 'missing').map(({ field }) => field.name[result.language]);
  if (lacking.length === 0) return;
  const { listSeparator } = localeOf(result.language).text.report;
  io.err(`rtc-triage: ${ticketWords(result.language).lacking(lacking.join(listSeparator))}\n`);
}

function formOf(file: string): 'zip' | 'md' {
  if (/\.zip$/i.test(file)) return 'zip';
  if (/\.(md|markdown)$/i.test(file)) return 'md';
  throw new UsageError(`no ticket has the extension "${extname(file)}" of ${file}; use .zip or .md`);
}

/** The ticket as a document that may be given away. */
function documentOf({ ticket: content }: Gathered, file: string, { check }: TicketRedaction): string {
  const text = ticketMarkdown(content);
  check(file, text);
  return text;
}

/** The contract whose deadlines the ticket tells; undefined when the user names none. */
function contractOf({
  support: file,
  tier,
  filedAt,
}: TicketCommandOptions): { support: Support; tier: string } | undefined {
  if (file === undefined && tier === undefined) {
    if (filedAt !== undefined) throw new UsageError('--filed-at is for deadlines: name the tier with --tier');
    return undefined;
  }
  const support = loadSupport(file);
  const [only] = support.tiers;
  const name = tier ?? (support.tiers.length === 1 ? only?.id : undefined);
  if (name !== undefined) return { support, tier: tierOf(support, name).id };
  const known = support.tiers.map(({ id }) => id).join(', ');
  throw new UsageError(`${support.file} has several tiers: name yours with --tier (${known})`);
}

/** What the user tells himself, by field. */
function givenFields(options: TicketCommandOptions): ReadonlyMap<FieldId, string> {
  const given = new Map<FieldId, string>();
  for (const entry of options.field ?? []) {
    const equals = entry.indexOf('=');
    const name = equals < 0 ? entry : entry.slice(0, equals);
    const known = GIVEN_FIELDS.find((id) => id === name.trim().toLowerCase());
    if (known === undefined)
      throw new UsageError(
        `there is no field "${name}"${didYouMean(name, GIVEN_FIELDS)}\n  known are ${GIVEN_FIELDS.join(', ')}`,
      );
    const value = equals < 0 ? '' : entry.slice(equals + 1).trim();
    if (value === '') throw new UsageError(`--field ${name} has no value: give --field ${name}=VALUE`);
    given.set(known, value);
  }
  for (const name of ['steps', 'frequency', 'tried'] as const) {
    const value = options[name]?.trim() ?? '';
    if (value !== '') given.set(name, value);
  }
  return given;
}

/** A ticket needs at least one file, and files that can be read again; it must not overwrite one of them. */
async function checkPaths(paths: readonly string[], outputs: readonly { readonly file: string }[]): Promise<void> {
  const entries = await discover(paths, { cwd: '.' });
  for (const entry of entries) {
    if (entry.kind === 'stdin' || entry.kind === 'pipe')
      throw new UsageError(`a ticket reads its logs more than once: save ${entry.path} to a file and give that`);
    if (entry.kind !== 'file') continue;
    const taken = outputs.find(({ file }) => resolve(file) === resolve(entry.file));
    if (taken !== undefined)
      throw new UsageError(`${taken.file} is one of the logs to read: give the ticket another name, or move that file`);
  }
  // A ticket about no log at all would take the place of a good one.
  if (entries.some(({ kind }) => kind === 'file')) return;
  const reasons = entries.flatMap((entry) => (entry.kind === 'problem' ? `\n  ${entry.problem.message}` : []));
  throw new UsageError(`there is no log to make a ticket of, so nothing was written:${reasons.join('')}`);
}
