import type { RecordSink } from '../../model/sample.js';
import type { FormatReader, Head, ReaderSession, ReadOptions } from '../format.js';
import { SourceClock } from './clock.js';
import type { TextFormat } from './compile.js';
import { firstDate } from './first-date.js';
import { literalForms } from './literal-forms.js';
import { withLongHeads } from './long-heads.js';
import { parseLine } from './parse.js';
import { MATCHED_CHARACTERS } from './pattern.js';
import { scanLine } from './scan.js';
import { TextSession } from './session.js';
import { timeParts } from './time-parts.js';

/** Lines of the head that are tried: enough to find SDK lines between those of an application. */
const TRIED_LINES = 600;
/** Longest object over several lines that is looked for, on either side of a line of it. */
const OBJECT_LINES = 30;

/** A reader of the format that a definition describes. */
export function textReader(format: TextFormat): FormatReader {
  return {
    id: format.definition.id,
    title: format.definition.title,
    get observes() {
      return format.observes;
    },
    recognise: (head) => recogniseText(format, head),
    firstTime: (head) => firstTime(format, head),
    open: (sink: RecordSink, options: ReadOptions): ReaderSession => new TextSession(format, sink, options),
  };
}

/** 0 when too few lines fit the grammar, else between 0.5 and 1 by the share of lines that do. */
function recogniseText(format: TextFormat, head: Head): number {
  const { lines: least, share, last } = format.definition.recognise;
  if (last) return hasMessages(format, head, least) ? 0.5 : 0;
  let tried = 0;
  let fitting = 0;
  for (const line of withLongHeads(head.text, head.lines)) {
    if (line.trim() === '') continue;
    if (++tried > TRIED_LINES && fitting > 0) break;
    if (parseLine(format, line.slice(0, 2048)).some((parsed) => parsed.record)) fitting++;
  }
  if (fitting < least || fitting < share * tried) return 0;
  return 0.5 + (0.5 * fitting) / Math.max(1, tried);
}

/** True when enough lines of the head give a message something to read. */
function hasMessages(format: TextFormat, head: Head, least: number): boolean {
  const hits = new Set<number>();
  // The bytes stand as in the file: literals are UTF-8, in UTF-16 each of their characters has a NUL beside it.
  const bytes = head.bytes.includes(0) ? Buffer.from(head.text) : head.bytes;
  if (!format.scanner.scan(bytes, 0, bytes.length, hits)) return false;
  const wanted = [...hits].filter((owner) => owner < format.messages.length);
  const literals = wanted.flatMap((owner) => format.definition.messages[owner]?.contains.flatMap(literalForms) ?? []);
  let fitting = 0;
  for (const [i, line] of head.lines.entries()) {
    if (!literals.some((literal) => line.includes(literal))) continue;
    // What an object over several lines says may stand on the lines around the one with the literal.
    const object = format.multiline?.brackets ? head.lines.slice(Math.max(0, i - OBJECT_LINES), i + OBJECT_LINES) : [];
    const forms = [line, object.join(' ')];
    if (forms.some((text) => wanted.some((owner) => saysSomething(format, owner, text))) && ++fitting >= least)
      return true;
  }
  return false;
}

function saysSomething(format: TextFormat, owner: number, line: string): boolean {
  const message = format.messages[owner];
  if (!message || message.conditions) return message !== undefined;
  const fits = parseLine(format, line).some((parsed) =>
    message.pattern.test(message.onLine ? line.slice(0, MATCHED_CHARACTERS) : parsed.message),
  );
  return (
    fits &&
    message.gives.some((given) => given.kind !== 'stats' || !given.scan || scanLine(line, given.scan).length > 0)
  );
}

function firstTime(format: TextFormat, head: Head): number | undefined {
  const { day, epoch } = firstDate(format, head.lines);
  const clock = new SourceClock(format.definition.clock, undefined);
  clock.begin(day, epoch, undefined);
  const dated = day !== undefined || format.definition.clock.date === 'line';
  for (const line of head.lines) {
    const groups = format.header?.exec(line)?.groups;
    const header = groups && timeParts(groups);
    if (header) clock.header(header);
    for (const parsed of parseLine(format, line)) {
      if (parsed.record && (dated || parsed.wrapperTime?.day !== undefined)) {
        return clock.time(parsed.time, parsed.wrapperTime);
      }
    }
  }
  return undefined;
}
