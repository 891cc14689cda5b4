import { createHash } from 'node:crypto';
import type { InputOptions } from '../input/input.js';
import { localeOf } from '../locale/locale.js';
import { ticketWords } from '../locale/ticket-words.js';
import { formOfFile } from '../report/forms.js';
import { plainText } from '../report/plain-text.js';
import { render } from '../report/registry.js';
import { fullTime, timeStyle } from '../report/times.js';
import type { PlannedExcerpt } from './excerpt-plan.js';
import { ExcerptCollector } from './excerpts.js';
import type { Gathered } from './gather.js';
import { copyLogs } from './log-copies.js';
import { type OnProgress, readLines } from './read-logs.js';
import type { TicketRedaction } from './redaction.js';
import type { Ticket } from './ticket.js';
import { ticketMarkdown } from './ticket-markdown.js';
import { ZipWriter } from './zip.js';

export interface BundleOptions {
  readonly paths: readonly string[];
  readonly input: InputOptions;
  readonly redaction: TicketRedaction;
  readonly withLogs: boolean;
  readonly onProgress?: OnProgress;
}

const IN_A_FILE = { color: false, width: 100 };

/**
 * Writes a ticket with everything that belongs to it as a zip file. Every text is checked before its bytes go out.
 * @param write takes the next bytes
 * @throws UsageError when a text still holds what was redacted elsewhere; what was written until then is no ticket
 */
export async function writeBundle(
  { ticket, plan }: Gathered,
  options: BundleOptions,
  write: (chunk: Uint8Array) => void,
): Promise<void> {
  const { redaction } = options;
  const files = new FileList(write);
  const add = (name: string, text: string): void => {
    redaction.check(name, text);
    files.begin(name);
    files.push(text);
  };
  const excerpts = new ExcerptCollector(plan, redaction.text, ticketWords(ticket.result.language).places);
  await readLines(options.paths, options.input, excerpts);
  add('ticket.md', ticketMarkdown(ticket));
  // There as soon as the reports have this form.
  const html = formOfFile('ticket.html');
  if (html !== undefined) add('ticket.html', render(html, ticket.result, IN_A_FILE));
  add('triage.json', render('json', ticket.result, IN_A_FILE));
  for (const [name, text] of excerpts.texts((excerpt) => excerptHead(excerpt, ticket, redaction))) add(name, text);
  if (options.withLogs) await copyLogs(options.paths, options.input, redaction, files, options.onProgress);
  add('manifest.json', manifest(ticket, files.list()));
  files.end();
}

/** Says what the excerpts prove. */
function excerptHead(
  { group: { worst, ranked } }: PlannedExcerpt,
  { result }: Ticket,
  { text }: TicketRedaction,
): readonly string[] {
  const locale = localeOf(result.language);
  const { report } = locale.text;
  const times = ranked.length === 1 ? '' : ` ×${ranked.length}`;
  return [
    `${worst.severity} ${plainText(text(worst.title))}${times}${report.parenthesis(worst.rule)}`,
    `${fullTime(worst.start, timeStyle(result, locale), locale)}${report.colon}${plainText(text(worst.message))}`,
  ];
}

/** Digests of the original files, which stay with the reporter, and of the files of the bundle. */
function manifest({ result, vendor, originals, redaction }: Ticket, files: readonly ListedFile[]): string {
  const content = {
    schemaVersion: 1,
    tool: result.tool,
    language: result.language,
    vendor: vendor.id,
    redaction: { on: redaction.on, kept: redaction.kept },
    originals: originals.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
    files,
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

interface ListedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The entries of the zip file with their digests. */
class FileList {
  readonly #zip: ZipWriter;
  readonly #done: ListedFile[] = [];
  #name: string | undefined;
  #hash = createHash('sha256');
  #bytes = 0;

  constructor(write: (chunk: Uint8Array) => void) {
    this.#zip = new ZipWriter(write);
  }

  begin(name: string): void {
    this.#finish();
    this.#name = name;
    this.#hash = createHash('sha256');
    this.#bytes = 0;
    this.#zip.begin(name);
  }

  push(text: string): void {
    const bytes = Buffer.from(text);
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    this.#zip.push(bytes);
  }

  /** What is finished so far. */
  list(): readonly ListedFile[] {
    this.#finish();
    return [...this.#done];
  }

  end(): void {
    this.#finish();
    this.#zip.end();
  }

  #finish(): void {
    if (this.#name === undefined) return;
    this.#done.push({ name: this.#name, bytes: this.#bytes, sha256: this.#hash.digest('hex') });
    this.#name = undefined;
  }
}
