import type { FormatReader } from '../formats/format.js';
import type { Registry } from '../formats/registry.js';
import type { RtcEvent } from '../model/event.js';
import { type CodeBook, codeOf } from './code-book.js';
import { CodedEvents } from './coded-events.js';

/**
 * The same formats, whose events bear what is known of their codes.
 * @param codes asked for when the first event with a code comes: most dumps have none, and loading takes 20 ms
 */
export function withCodes(registry: Registry, codes: () => CodeBook): Registry {
  // The parts of one log are told by their reader, so each has one reader with codes.
  const readers = new Map<FormatReader, FormatReader>();
  const coded = (reader: FormatReader): FormatReader => {
    const known = readers.get(reader) ?? codedReader(reader, codes);
    readers.set(reader, known);
    return known;
  };
  return {
    recognise: (head, binary) => {
      const found = registry.recognise(head, binary);
      return 'open' in found ? coded(found) : found;
    },
    lookOn: async (part, declined) => {
      const found = await registry.lookOn(part, declined);
      return 'reader' in found ? { ...found, reader: coded(found.reader) } : found;
    },
    candidates: (head) => registry.candidates(head),
    names: () => registry.names(),
    secrets: () => registry.secrets(),
  };
}

function codedReader(reader: FormatReader, codes: () => CodeBook): FormatReader {
  const { id, title } = reader;
  let find: ReturnType<CodeBook['reader']> | undefined;
  const lookUp = (event: RtcEvent) => {
    if (codeOf(event) === undefined) return undefined;
    find ??= codes().reader(id);
    return find(event);
  };
  return {
    id,
    title,
    get observes() {
      return reader.observes;
    },
    recognise: (head, least) => reader.recognise(head, least),
    firstTime: (head) => reader.firstTime(head),
    open: (sink, options) => reader.open(new CodedEvents(sink, lookUp), options),
  };
}
