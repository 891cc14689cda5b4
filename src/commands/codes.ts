import type { Command } from 'commander';
import type { CodeTable } from '../codes/code-book.js';
import { loadCodes } from '../codes/load-codes.js';
import { localeOf } from '../locale/locale.js';
import type { KnownCode } from '../model/code.js';
import { UsageError } from '../model/usage-error.js';
import { loadRules } from '../rules/load.js';
import { didYouMean } from '../rules/suggest.js';
import { EXIT, type Io } from './io.js';

/** `rtc-triage codes …`: what is known of the codes of the vendors, in both languages. */
export function addCodes(program: Command, io: Io, finish: (status: number) => void): void {
  program
    .command('codes')
    .description('what a code of a vendor means: error, exception, reason of a disconnect')
    .argument('[vendor]', 'a vendor, such as agora; all without')
    .argument('[code]', 'a code as logs print it, or its name; every code without')
    .action((vendor: string | undefined, code: string | undefined) => finish(look(vendor, code, io)));
}

/** The vendor may be left out: a first word that is none is a code. */
function look(first: string | undefined, second: string | undefined, io: Io): number {
  const book = loadCodes(loadRules().causes);
  const vendors = [...new Set(book.tables.map(vendorOf))];
  const named = first !== undefined && vendors.includes(first.toLowerCase());
  if (second !== undefined && !named)
    throw new UsageError(
      `there is no vendor "${first}"${didYouMean(first ?? '', vendors)}\n  known are ${vendors.join(', ')}`,
    );
  const wanted = (table: CodeTable) => !named || vendorOf(table) === first.toLowerCase();
  const code = named ? second : first;
  if (code === undefined) {
    io.out(book.tables.filter(wanted).map(tableText).join('\n'));
    return EXIT.ok;
  }
  const found = book.search(code).filter(({ table }) => wanted(table));
  io.out(
    found.length === 0
      ? `The tables of codes do not have ${code}. Look it up in the documentation of the vendor.\n`
      : found.map(({ table, code: one }) => codeText(table, one)).join('\n'),
  );
  return found.length === 0 ? EXIT.findings : EXIT.ok;
}

const vendorOf = ({ id }: CodeTable): string => id.split('/')[0] ?? id;

function tableText({ id, codes }: CodeTable): string {
  const width = Math.max(...codes.map(({ code }) => code.length));
  return `${id}\n${codes.map(({ code, title }) => `  ${code.padEnd(width)}  ${title.en}\n`).join('')}`;
}

/** One code with all that its table says. */
function codeText({ id, vendor }: CodeTable, code: KnownCode): string {
  const { name, kind, symptom, domain, cause, recover, title, meaning, advice, source } = code;
  const { symptoms } = localeOf('en').text;
  const facts = [
    kind,
    symptom === undefined ? 'bears on no symptom' : `bears on: ${symptoms[symptom]}`,
    `points to: ${domain}${cause === undefined ? '' : ` (${cause})`}`,
  ];
  return [
    `${vendor.en} ${code.code}${name === undefined ? '' : ` ${name}`} (${id})`,
    `  ${facts.join(', ')}`,
    ...(recover === undefined
      ? []
      : [`  ended by ${recover.code}${recover.name === undefined ? '' : ` ${recover.name}`}`]),
    `  ${title.en}. ${meaning.en} ${advice.en}`,
    `  ${title['zh-CN']}。${meaning['zh-CN']}${advice['zh-CN']}`,
    `  ${source.url}, ${source.date}${source.version === undefined ? '' : `, version ${source.version}`}`,
    '',
  ].join('\n');
}
