import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type InputSource, openInputs } from '../input/input.js';
import { chooseLanguage, LANGUAGES, type Language } from '../locale/locale.js';
import { SEVERITIES, type Severity } from '../model/finding.js';
import { UsageError } from '../model/usage-error.js';
import { plainText } from '../report/plain-text.js';
import { loadRules } from '../rules/load.js';
import { type Availability, availability } from '../sla/availability.js';
import { isZone } from '../sla/calendar.js';
import { type Criteria, UNUSABLE_SYMPTOMS } from '../sla/criteria.js';
import { SLA_FORMS, type SlaForm } from '../sla/forms.js';
import { Ledger } from '../sla/ledger.js';
import { type MaintenanceWindow, parseMaintenance } from '../sla/maintenance.js';
import { SLA_SCHEMA_VERSION, type SlaCause, type SlaResult } from '../sla/model.js';
import { parseTarget } from '../sla/percent.js';
import { parsePeriod } from '../sla/period.js';
import { renderSla } from '../sla/render.js';
import { looksLikeResult, readSavedResult, type SavedResult } from '../sla/saved-result.js';
import { triageOneByOne } from '../triage.js';
import { toolVersion } from '../version.js';
import { EXIT, type Io } from './io.js';

interface SlaOptions {
  readonly target: string;
  readonly days?: string;
  readonly from?: string;
  readonly to?: string;
  readonly month?: string;
  readonly zone: string;
  readonly maintenance?: string;
  readonly severity: Severity;
  readonly countUnknown?: boolean;
  readonly by?: string;
  readonly format: SlaForm;
  readonly lang?: string;
  readonly rules?: readonly string[];
  readonly scenario?: string;
  readonly tz?: string;
  readonly quiet?: boolean;
  readonly color: boolean;
}

const collect = (value: string, previous: readonly string[] = []): readonly string[] => [...previous, value];

const STATUS_HELP = `
Exit status: 0 the target is met, 1 it is not, 2 usage or internal error, or a file that cannot be opened,
3 nothing to judge. docs/sla.md defines every number.`;

/** `rtc-triage sla …`: the availability that many calls found, against a promised one. */
export function addSla(program: Command, io: Io, finish: (status: number) => void): void {
  program
    .command('sla')
    .description('compare the availability that many calls found with a promised one')
    .argument('<paths...>', 'results of --format json, or logs; files, folders, glob patterns, or -')
    .option('-t, --target <percent>', 'promised availability', '99.9')
    .option(
      '--days <number>',
      'so many days up to the day of the last call, or from --from, or up to --to (default: 30)',
    )
    .option('--from <date>', 'first day, such as 2026-02-01')
    .option('--to <date>', 'last day, counted too')
    .option('--month <month>', 'a whole month, such as 2026-02')
    .option('-z, --zone <zone>', 'time zone in which days begin and end, such as Europe/Berlin', checkZone, 'UTC')
    .option('-m, --maintenance <file>', 'YAML file with planned maintenance windows, which are excluded')
    .addOption(
      new Option('--severity <severity>', 'findings of this severity or worse make a call unusable')
        .choices([...SEVERITIES])
        .default('P1'),
    )
    .option('--count-unknown', 'count findings whose cause is not known against the service, too')
    .option('--by <label>', 'group by this fact of the environment (default: region or host, where the log tells)')
    .addOption(new Option('-f, --format <form>', 'form of the report').choices([...SLA_FORMS]).default('terminal'))
    .addOption(new Option('-l, --lang <language>', 'language of the report').choices([...LANGUAGES]))
    .option('--rules <folder>', 'for logs: more rules, or better ones of the same id; may be repeated', collect)
    .option('-s, --scenario <id>', 'for logs: judge by this scenario; inferred otherwise')
    .option('--tz <zone>', 'for logs without a zone: time zone of the device that wrote them', checkZone)
    .option('-q, --quiet', 'no warnings on standard error')
    .option('--no-color', 'no colours')
    .addHelpText('after', STATUS_HELP)
    .action(async (paths: string[], options: SlaOptions) => {
      finish(await sla(paths, options, io));
    });
}

async function sla(paths: readonly string[], options: SlaOptions, io: Io): Promise<number> {
  // Everything that a mistake in the call can concern is read before the first log.
  const language = chooseLanguage(options.lang, io.env);
  const target = parseTarget(options.target);
  const periodFor = parsePeriod(options);
  const maintenance = await readMaintenance(options.maintenance, options.zone);
  const criteria: Criteria = { severity: options.severity, countUnknown: options.countUnknown === true };
  const ledger = new Ledger(criteria, options.by);
  const failed = await collectCalls(paths, options, ledger, io);
  const { records, groupLabel, lastMoment } = ledger;
  const period = periodFor(lastMoment);
  const computed: Availability =
    period === undefined ? NOTHING : availability({ records, period, maintenance, criteria, target, groupLabel });
  const titled = titlesIn(language, options.rules ?? []);
  const { found, withoutTime, notJudged, duplicates, unknownZone, unread, unreadCount } = ledger;
  const result: SlaResult = {
    schemaVersion: SLA_SCHEMA_VERSION,
    tool: { name: 'rtc-triage', version: toolVersion() },
    language,
    verdict: computed.verdict,
    target: target.text,
    criteria: { severity: criteria.severity, symptoms: UNUSABLE_SYMPTOMS, countUnknown: criteria.countUnknown },
    period: computed.period,
    availability: computed.availability,
    budget: computed.budget,
    counted: computed.counted.map(titled),
    leftOut: computed.leftOut.map(titled),
    undecided: computed.undecided.map(titled),
    days: computed.days,
    groups: computed.groups,
    maintenance: computed.maintenance,
    calls: { found, ...computed.calls, withoutTime, notJudged, duplicates, unknownZone },
    unread: { count: unreadCount, files: unread },
  };
  const color = io.columns !== undefined && options.color && (io.env.NO_COLOR ?? '') === '';
  io.out(renderSla(options.format, result, { color, width: io.columns ?? 80 }));
  if (options.by !== undefined && result.groups === null && options.quiet !== true)
    io.err(
      `rtc-triage: no call tells "${plainText(options.by)}", so --by groups nothing; see environment in a result\n`,
    );
  if (result.verdict === 'not-met') return EXIT.findings;
  // An input that was named but could not be opened is a mistake in the call: silence about it would pass a pipeline.
  if (failed > 0) return EXIT.usage;
  return result.verdict === 'met' ? EXIT.ok : EXIT.inconclusive;
}

/** Saved results may be of another language: the titles of known causes are taken from the rules. */
function titlesIn(language: Language, rules: readonly string[]): (line: SlaCause) => SlaCause {
  let titles: ReadonlyMap<string, string> | undefined;
  return (line) => {
    titles ??= new Map(loadRules(rules).causes.causes.map(({ id, title }) => [id, title[language]]));
    return { ...line, title: titles.get(line.cause) ?? line.title };
  };
}

/** No call at all, and a period that is counted from the last one. */
const NOTHING: Availability = {
  verdict: 'nothing-to-judge',
  period: null,
  availability: null,
  budget: null,
  counted: [],
  leftOut: [],
  undecided: [],
  days: [],
  groups: null,
  maintenance: [],
  calls: { judged: 0, outsidePeriod: 0, inMaintenance: 0 },
};

/** Reads saved results and triages logs, one source at a time. Gives the number of inputs that could not be opened. */
async function collectCalls(paths: readonly string[], options: SlaOptions, ledger: Ledger, io: Io): Promise<number> {
  const triageLog = triageOneByOne({
    language: chooseLanguage(options.lang, io.env),
    ...(options.rules === undefined ? {} : { rules: options.rules }),
    ...(options.scenario === undefined ? {} : { scenario: options.scenario }),
    ...(options.tz === undefined ? {} : { zone: options.tz }),
  });
  let failed = 0;
  for await (const source of openInputs(paths, { cwd: '.', ...(paths.includes('-') ? { stdin: io.stdin() } : {}) })) {
    if (source.problem !== undefined) {
      failed++;
      ledger.addUnread(source.path, source.problem.message);
      if (options.quiet !== true) io.err(`rtc-triage: ${plainText(source.problem.message)}\n`);
      continue;
    }
    const saved = await readIfResult(source);
    if (saved === undefined) ledger.add(await triageLog(source));
    else if ('result' in saved) ledger.add(saved.result);
    else {
      failed++;
      ledger.addUnread(source.path, saved.mistake);
      if (options.quiet !== true) io.err(`rtc-triage: ${plainText(`${source.path}: ${saved.mistake}`)}\n`);
    }
  }
  return failed;
}

async function readIfResult(source: InputSource): Promise<SavedResult | undefined> {
  const [part, ...others] = source.parts;
  return part !== undefined && others.length === 0 && looksLikeResult(part.head) ? readSavedResult(part) : undefined;
}

async function readMaintenance(file: string | undefined, zone: string): Promise<readonly MaintenanceWindow[]> {
  if (file === undefined) return [];
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  });
  const { windows, mistakes } = parseMaintenance(text, file, zone);
  if (windows === undefined) {
    throw new UsageError(`the maintenance file cannot be used:\n${mistakes.map((line) => `  ${line}`).join('\n')}`);
  }
  return windows;
}

function checkZone(zone: string): string {
  if (isZone(zone)) return zone;
  throw new InvalidArgumentError(`"${zone}" is no time zone; give an IANA name such as Europe/Berlin, or +08:00`);
}
