import type { RtcEvent } from '../../../model/event.js';
import type { StatsSample } from '../../../model/sample.js';
import type { Head, SourcePart } from '../../format.js';
import { KnownFormats } from '../../known.js';
import type { TextFormat } from '../compile/compile-format.js';
import type { Message } from '../compile/compile-message.js';
import { compileWrapper, unwrap } from '../compile/wrappers.js';
import type { DefinitionError } from '../definition/error.js';
import { inspectDefinitions } from '../definition/load-inspected.js';
import type { ExpectedRecord, MessageDefinition } from '../definition/schema.js';
import { jsonGroups } from '../json-groups.js';
import { isTimedAs, jsonOf, matchLine, parseLine } from '../parse.js';
import { scanLine } from '../printed/scan.js';
import { TextSession } from '../session/session.js';
import { checkParts, type SampleProblem } from './check-parts.js';

export type { SampleProblem } from './check-parts.js';

export interface TestResult {
  /** How many samples there are. */
  readonly samples: number;
  /** Samples that do not hold, and what no sample reaches. */
  readonly problems: readonly SampleProblem[];
  /** What cannot be read; the samples of what it stands in were not tried. */
  readonly mistakes: readonly DefinitionError[];
}

/**
 * Checks one definition, or all of a folder, against their own samples: every message has one, every sample line fits exactly
 * its message and gives exactly the records it states, and nothing in a definition is left that no sample reaches.
 * Everything that is wrong is told, not only the first mistake.
 */
export async function testFormats(path?: string): Promise<TestResult> {
  const { formats, ownWrappers, known, wrappers, mistakes, flaws, locate } = inspectDefinitions(path);
  const problems: SampleProblem[] = [];
  let samples = 0;
  for (const format of formats) {
    const { grammar, messages } = flaws.get(format) ?? { grammar: false, messages: new Set<number>() };
    for (const [i, message] of format.definition.messages.entries()) {
      samples += message.samples.length;
      if (!grammar && !messages.has(i)) problems.push(...(await checkMessage(format, message, i)));
    }
    if (!grammar && messages.size === 0) problems.push(...checkParts(format));
  }
  const ownPlaces = [...wrappers.values()];
  for (const wrapper of ownWrappers) {
    samples += wrapper.samples.length;
    const compiled = compileWrapper(wrapper);
    const index = ownWrappers.indexOf(wrapper);
    for (const [i, { line, gives }] of wrapper.samples.entries()) {
      const text = unwrap(line, [compiled], wrapper.within?.[0])?.text;
      if (text === gives) continue;
      const reason = `The sample "${line}" gives ${text === undefined ? 'nothing' : `"${text}"`}.`;
      const place = locate('wrappers', ['wrappers', index, 'samples', i]);
      problems.push({ ...place, where: wrapper.id, reason, fix: `It must give "${gives}".` });
    }
  }
  const names = new KnownFormats(known, ownPlaces);
  for (const [n, { id, samples: lines }] of known.entries()) {
    samples += lines.length;
    for (const [i, line] of lines.entries()) {
      const found = names.find(headOf(line))?.format;
      if (found === id) continue;
      const reason = `The sample "${line}" is ${found === undefined ? 'not recognised' : `taken for "${found}"`}.`;
      const place = locate('known', ['known', n, 'samples', i]);
      problems.push({ ...place, where: id, reason, fix: 'Correct the expression or the sample.' });
    }
  }
  return { samples, problems: problems.sort(byPlace), mistakes };
}

function byPlace(a: SampleProblem, b: SampleProblem): number {
  return a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1;
}

function headOf(line: string): Head {
  // As many lines as an entry asks for.
  const lines = Array.from({ length: 20 }, () => line);
  return { name: 'sample', bytes: Buffer.from(line), text: line, lines, complete: true };
}

async function checkMessage(format: TextFormat, message: MessageDefinition, index: number): Promise<SampleProblem[]> {
  const home = format.places[index];
  const place = (path: readonly (string | number)[], where: string, reason: string, fix: string): SampleProblem => ({
    file: home?.file ?? format.file,
    ...(home?.locate(path) ?? { line: 1, column: 1 }),
    where: `${format.definition.id}: ${message.name}${where}`,
    reason,
    fix,
  });
  if (message.samples.length === 0)
    return [place([], '', 'The message has no sample.', 'Add a line and what it gives.')];
  const problems: SampleProblem[] = [];
  const texts = message.samples.map(({ lines }) => (typeof lines === 'string' ? [lines] : lines));
  for (const [i, literal] of message.contains.entries()) {
    if (texts.some((lines) => lines.some((line) => line.includes(literal)))) continue;
    const reason = `No sample holds the literal "${literal}".`;
    problems.push(place(['contains', i], '', reason, 'Add a sample with it, or take the literal out.'));
  }
  for (const [i, sample] of message.samples.entries()) {
    const where = `, sample ${i + 1}`;
    const lines = texts[i] ?? [];
    const [fitting = []] = [lines[0] ?? '', lines.join(' ')]
      .map((line) => fittingMessages(format, line))
      .filter((names) => names.includes(message.name));
    if (!fitting.includes(message.name)) {
      const fix = `Compare it with: ${lines[0]}`;
      problems.push(place(['samples', i], where, 'The expression does not fit the sample.', fix));
      continue;
    }
    if (fitting.length > 1) {
      const reason = `Several messages fit the sample: ${fitting.join(', ')}.`;
      problems.push(place(['samples', i], where, reason, 'Make all but one narrower.'));
      continue;
    }
    const given = (await readText(format, lines.join('\n'))).flatMap(plain);
    const wanted = sample.gives.map((record, n) => stated(record, given[n]));
    if (JSON.stringify(given.map(sorted)) !== JSON.stringify(wanted.map(sorted))) {
      const reason = `The sample gives ${JSON.stringify(given)}, not ${JSON.stringify(wanted)}.`;
      problems.push(place(['samples', i], where, reason, 'Correct the fields or the sample.'));
    }
  }
  return problems;
}

/** Names of all messages that fit a line, whatever their order, that hold one of their literals. */
function fittingMessages(format: TextFormat, line: string): string[] {
  const names = new Set<string>();
  for (const parsed of parseLine(format.grammar, line)) {
    // Of messages that search the line for names only the first that finds some is read.
    let searched = false;
    format.messages.all().forEach((message, i) => {
      const literals = format.definition.messages[i]?.contains ?? [];
      if (!literals.some((literal) => line.includes(literal)) || !(message.onLine || parsed.record)) return;
      if (!isTimedAs(message.timed, parsed)) return;
      if (message.onLine ? !matchLine(message.pattern, parsed, line) : !message.pattern.test(parsed.message)) return;
      const json = message.conditions && jsonOf(parsed);
      if (message.conditions && (json === undefined || jsonGroups(message, json).length === 0)) return;
      if (message.scans) {
        if (searched || !findsNames(message, line, parsed.line)) return;
        searched = true;
      }
      names.add(message.name);
    });
  }
  return [...names];
}

function findsNames({ gives }: Message, ...texts: readonly string[]): boolean {
  return gives.some(
    (given) => given.kind === 'stats' && texts.some((text) => given.scan && scanLine(text, given.scan).length > 0),
  );
}

type GivenRecord = RtcEvent | StatsSample;

async function readText(format: TextFormat, text: string): Promise<GivenRecord[]> {
  const records: GivenRecord[] = [];
  const sink = {
    event: (event: RtcEvent) => records.push(event),
    sample: (sample: StatsSample) => records.push(sample),
  };
  const session = new TextSession(format, sink, {});
  await session.read(memoryPart(text));
  session.finish();
  return records;
}

/** A source held in memory. */
function memoryPart(text: string): SourcePart {
  const bytes = Buffer.from(text);
  let at = 0;
  return {
    path: 'sample',
    head: { name: 'sample', bytes, text, lines: text.split('\n'), complete: true },
    open: () => ({
      read: async (target, to) => {
        const count = bytes.copy(target, to, at);
        at += count;
        return count;
      },
    }),
    originalOffset: (offset) => offset,
  };
}

interface Plain {
  readonly type: string;
  readonly kind?: string | undefined;
  readonly connection: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly labels: Readonly<Record<string, string>>;
}

function plain(record: GivenRecord): Plain[] {
  const { connection } = record;
  if ('stats' in record) {
    return record.stats.map(({ type, kind, values, labels }) => ({ type, kind, connection, fields: values, labels }));
  }
  return [{ type: record.type, connection, fields: record.fields, labels: {} }];
}

/** What a sample states, with the connection, kind and labels that it leaves open taken from what came out. */
function stated(record: ExpectedRecord, given: Plain | undefined): Plain {
  const connection = record.connection ?? given?.connection;
  if ('event' in record) return { type: record.event, connection, fields: record.fields, labels: {} };
  const kind = record.kind ?? given?.kind;
  return { type: record.stats, kind, connection, fields: record.values, labels: record.labels ?? given?.labels ?? {} };
}

function sorted(record: Plain): unknown {
  const byKey = (object: Readonly<Record<string, unknown>>) =>
    Object.entries(object)
      .map(([name, value]) => [name, typeof value === 'number' ? Number(value.toPrecision(12)) : value] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  return [record.type, record.kind ?? null, record.connection ?? null, byKey(record.fields), byKey(record.labels)];
}
