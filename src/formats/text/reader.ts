import type { RecordSink } from '../../model/sample.js';
import type { FormatReader, Head, ReaderSession, ReadOptions } from '../format.js';
import { once, type TextFormat } from './compile/compile-format.js';
import type { ShippedFormat } from './definition/load.js';
import { parseLine } from './parse.js';
import { recogniseText } from './recognise.js';
import { TextSession } from './session/session.js';
import { SourceClock } from './time/clock.js';
import { firstDate } from './time/first-date.js';
import { timeParts } from './time/time-parts.js';

/** A reader of the format that a definition describes. */
export function textReader(format: TextFormat): FormatReader {
  return {
    id: format.definition.id,
    title: format.definition.title,
    get observes() {
      return format.observes;
    },
    recognise: (head, least) => recogniseText(format, head, least),
    firstTime: (head) => firstTime(format, head),
    open: (sink: RecordSink, options: ReadOptions): ReaderSession => new TextSession(format, sink, options),
  };
}

/** As `textReader`, of a format that is made when it is first tried. */
export function shippedReader({ id, title, compile }: ShippedFormat): FormatReader {
  const reader = once(() => textReader(compile()));
  return {
    id,
    title,
    get observes() {
      return reader().observes;
    },
    recognise: (head, least) => reader().recognise(head, least),
    firstTime: (head) => reader().firstTime(head),
    open: (sink, options) => reader().open(sink, options),
  };
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
    for (const parsed of parseLine(format.grammar, line)) {
      if (parsed.record && (dated || parsed.wrapperTime?.day !== undefined)) {
        return clock.time(parsed.time, parsed.wrapperTime);
      }
    }
  }
  return undefined;
}
