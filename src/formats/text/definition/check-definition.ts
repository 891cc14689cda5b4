import { EVENT_VALUES } from '../../../model/event-values.js';
import { type Fail, type Path, patternsFor } from '../compile/compile-message.js';
import type { Definition, RecordDefinition } from './schema.js';
import { competingRepeats } from './slow-expressions/competing.js';
import { costlyRepeats } from './slow-expressions/worst-case.js';
import { suggestion } from './suggestion.js';

/**
 * What can be told of a definition without running it, beyond what compiling it tells: expressions that take too long on
 * some lines, words that the model does not have, and a clock that no line can set. Told at the first mistake.
 */
export function checkDefinition(definition: Definition, fail: Fail): void {
  checkExpressions(definition, fail);
  checkClock(definition, fail);
  definition.messages.forEach((message, i) => {
    message.gives.forEach((record, k) => {
      checkWords(record, definition.tables, ['messages', i, 'gives', k], fail);
      checkKind(record, ['messages', i, 'gives', k], fail);
    });
  });
}

function checkExpressions(definition: Definition, fail: Fail): void {
  const compile = patternsFor(fail);
  for (const [path, source] of expressionsOf(definition)) {
    compile(source, path);
    const [first, second] = competingRepeats(source) ?? [];
    if (first === undefined) {
      checkCost(path, source, fail);
      continue;
    }
    const reason = `"${first}" and "${second}" take the same characters with nothing certain between them: slow on long lines.`;
    fail(path, reason, 'Take one of them out, or put what separates them between them.');
  }
}

function checkCost(path: Path, source: string, fail: Fail): void {
  const costly = costlyRepeats(source);
  if (costly === undefined) return;
  const parts = costly.map((part) => `"${part}"`).join(', ');
  const reason = `${parts} may each end anywhere in a line, and the expression may begin anywhere: very slow on some lines.`;
  const anchored = source.startsWith('^') ? reason.replace(', and the expression may begin anywhere', '') : reason;
  fail(path, anchored, 'Take what may not occur out of them, as in "[^,]*,", or bound them, as in ".{0,40}".');
}

/** Every expression of a definition with its place. */
function* expressionsOf({
  record,
  split,
  connection,
  multiline,
  clock,
  secrets,
  messages,
}: Definition): Generator<[Path, string]> {
  for (const [i, source] of record.entries()) yield [['record', i], source];
  if (split !== undefined) yield [['split'], split];
  if (connection.pattern !== undefined) yield [['connection', 'pattern'], connection.pattern];
  if (multiline?.continues !== undefined) yield [['multiline', 'continues'], multiline.continues];
  if (clock.header) yield [['clock', 'header', 'pattern'], clock.header.pattern];
  for (const [i, { pattern }] of clock.anchors.entries()) yield [['clock', 'anchors', i, 'pattern'], pattern];
  for (const [i, { pattern }] of clock.corrections.entries()) yield [['clock', 'corrections', i, 'pattern'], pattern];
  for (const [i, { pattern }] of secrets.entries()) yield [['secrets', i, 'pattern'], pattern];
  for (const [i, { pattern, next, where }] of messages.entries()) {
    yield [['messages', i, 'pattern'], pattern];
    if (next !== undefined) yield [['messages', i, 'next'], next];
    for (const [key, wanted] of Object.entries(where ?? {})) {
      const matches = typeof wanted === 'object' && 'matches' in wanted ? wanted.matches : undefined;
      if (matches !== undefined) yield [['messages', i, 'where', key, 'matches'], matches];
    }
  }
}

const GROUPS: Readonly<Partial<Record<Definition['clock']['date'], readonly (readonly string[])[]>>> = {
  line: [['h', 'm', 's', 'd'], ['epoch']],
  header: [['h', 'm', 's']],
  none: [['h', 'm', 's'], ['epoch']],
  epoch: [['epoch']],
  uptime: [['uptime'], ['uptimeMs'], ['uptimeUs']],
};

/** Some form of a line has the groups of time that the clock speaks of. */
function checkClock({ clock, record, json }: Definition, fail: Fail): void {
  const wanted = GROUPS[clock.date];
  const inJson = json && [json.time, json.uptime, json.uptimeMs].some((path) => path !== undefined);
  if (!wanted || inJson || json?.timeAnywhere || record.length === 0) return;
  const has = (source: string, names: readonly string[]) => names.every((name) => source.includes(`(?<${name}>`));
  if (record.some((source) => wanted.some((names) => has(source, names)))) return;
  const groups = wanted.map((names) => names.join(' ')).join(', or ');
  const reason = `The clock says "${clock.date}", and no form of "record" has the groups of such a time (${groups}).`;
  fail(['clock', 'date'], reason, 'Name the groups in "record", or say "order" where only a wrapper has the time.');
}

/** Readings of one track: what they say is judged for sound or picture, and without the kind for neither. */
const OF_A_TRACK: ReadonlySet<string> = new Set([
  'inbound-rtp',
  'outbound-rtp',
  'media-source',
  'sdk-remote',
  'sdk-local',
]);

function checkKind(record: RecordDefinition, at: Path, fail: Fail): void {
  if (!('stats' in record) || record.kind !== undefined || !OF_A_TRACK.has(record.stats)) return;
  const reason = `A reading of ${record.stats} does not say whether it is of sound or picture, and would not be judged.`;
  fail([...at, 'stats'], reason, 'Add "kind: audio" or "kind: video".');
}

/** Fields that are compared with words hold one of these words, whether written out or taken from a table. */
function checkWords(record: RecordDefinition, tables: Definition['tables'], at: Path, fail: Fail): void {
  if (!('event' in record)) return;
  const allowed = EVENT_VALUES[record.event];
  for (const [name, template] of Object.entries(record.fields)) {
    const words = allowed?.[name];
    if (words === undefined || typeof template !== 'string') continue;
    const table = /^\{[^|}]*(?:\|[\w-]+)*\|(?<table>[\w-]+)\}$/.exec(template)?.groups?.table;
    const own = table !== undefined && Object.hasOwn(tables, table) ? Object.entries(tables[table] ?? {}) : [];
    for (const [printed, value] of own) {
      if (words.includes(String(value))) continue;
      const reason = `"${String(value)}" is no word that ${record.event}.${name} may hold.`;
      fail(
        ['tables', table ?? '', printed],
        reason,
        `${suggestion(String(value), words)}Allowed: ${words.join(', ')}.`,
      );
    }
    if (template.includes('{') || words.includes(template)) continue;
    const reason = `"${template}" is no word that ${record.event}.${name} may hold.`;
    fail([...at, 'fields', name], reason, `${suggestion(template, words)}Allowed: ${words.join(', ')}.`);
  }
}
