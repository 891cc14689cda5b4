import type { SecretPattern } from '../model/secret.js';
import { binaryFile } from './binary.js';
import { firefoxReader } from './firefox/reader.js';
import type { Declined, FormatReader, Head } from './format.js';
import { getstatsReader } from './getstats/reader.js';
import { KnownFormats } from './known.js';
import { rtcstatsReader } from './rtcstats/reader.js';
import { once, type TextFormat } from './text/compile/compile-format.js';
import { secretPatterns } from './text/compile/secrets.js';
import { type FormatSet, loadFormats, type ShippedFormat, type UserFormats } from './text/definition/load.js';
import { eventListHead, overEvents } from './text/event-list.js';
import { lateReader } from './text/late-reader.js';
import { parseLine } from './text/parse.js';
import { shippedReader, textReader } from './text/reader.js';
import { webrtcInternals } from './webrtc-internals/reader.js';

/** The first bytes of every log that the Agora native SDK 4.3+ has encrypted. */
const AGORA_ENCRYPTED = Buffer.from([0xfe, 0x12, 0x08, 0x61, 0x5a, 0x31, 0x26, 0x40, 0x39, 0x7a, 0x41]);
/** Below this a reader has only guessed. */
const LEAST_SCORE = 0.3;

/** Structured formats are tried before text: a JSON dump may hold log lines as strings. */
const STRUCTURED: readonly FormatReader[] = [webrtcInternals, rtcstatsReader, getstatsReader, firefoxReader];

const CHROMIUM = 'chromium-other';
const SERVER_LOG = 'server-log';
const UNRECOGNIZED: Declined = { format: 'unknown', status: 'unrecognized', warning: { code: 'unrecognized' } };

/** What a format is called. */
export interface FormatName {
  readonly id: string;
  readonly title: string;
}

/** How well a format fits a source, for explaining. */
export interface Candidate extends FormatName {
  /** 0 = no, 1 = certainly. */
  readonly score: number;
  /** Who defined it; of several that fit, the first of this order counts. */
  readonly by: 'map' | 'user' | 'program';
  /** The definition of a text format. */
  readonly text?: TextFormat;
}

/** The formats of one run: those of the program, and what the user adds. */
export interface Registry {
  /**
   * Finds the reader of a source by its content, or says why there is none. First match wins: encrypted, empty, binary,
   * the user's own formats, structured formats, text formats with a reader, formats known by name, unrecognized. A
   * carrier's log that goes on behind its head is read on for lines of an SDK; when there are none, the source's
   * warning says so.
   * @param binary the input's verdict that the head is not text in any encoding
   */
  recognise(head: Head, binary: boolean): FormatReader | Declined;
  /** Every format that fits at all, the one that counts first. */
  candidates(head: Head): readonly Candidate[];
  /** What is read, and what is recognised by name and declined. */
  names(): { read: readonly FormatName[]; declined: readonly FormatName[] };
  /** What the definitions know of values in their logs that must not leave the company. */
  secrets(): readonly SecretPattern[];
}

/**
 * The definitions are read when the first text log is met: a dump needs none of them.
 * @throws DefinitionError when the user's definitions have mistakes (they are read at once)
 */
export function createRegistry(user: UserFormats = {}): Registry {
  return new Formats(user);
}

interface Texts {
  readonly set: FormatSet;
  readonly map: readonly FormatReader[];
  readonly own: readonly FormatReader[];
  readonly shipped: readonly FormatReader[];
  /** Formats that are tried when nothing else fits. */
  readonly last: readonly FormatReader[];
  readonly known: () => KnownFormats;
}

class Formats implements Registry {
  private loaded: Texts | undefined;
  private readonly hasOwn: boolean;

  constructor(private readonly user: UserFormats) {
    this.hasOwn = user.map !== undefined || (user.folders ?? []).length > 0;
    if (this.hasOwn) this.texts();
  }

  recognise(head: Head, binary: boolean): FormatReader | Declined {
    const declined = unreadable(head, binary);
    if (declined) return declined;
    const found = this.recogniseOwn(head) ?? best(STRUCTURED, head);
    if (found) return found;
    const events = eventListHead(head);
    if (!events) return this.recogniseText(head);
    const inEvents = this.recogniseOwn(events) ?? this.recogniseText(events);
    return 'open' in inEvents ? overEvents(inEvents) : inEvents;
  }

  private recogniseOwn(head: Head): FormatReader | undefined {
    return this.hasOwn ? (best(this.texts().map, head) ?? best(this.texts().own, head)) : undefined;
  }

  candidates(source: Head): readonly Candidate[] {
    const { set, map, own, shipped, last } = this.texts();
    const head = eventListHead(source) ?? source;
    const scored = (readers: readonly FormatReader[], by: Candidate['by'], formats: readonly TextFormat[], of = head) =>
      readers
        .map((reader, i): Candidate => {
          const text = formats[i];
          const { id, title } = reader;
          return { id, title, score: reader.recognise(of), by, ...(text === undefined ? {} : { text }) };
        })
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score);
    return [
      ...scored(map, 'map', set.map),
      ...scored(own, 'user', set.own),
      ...scored(STRUCTURED, 'program', [], source),
      ...scored(shipped, 'program', set.shipped.filter((format) => !format.last).map(compile)),
      ...scored(last, 'program', set.shipped.filter((format) => format.last).map(compile)),
    ];
  }

  names(): { read: readonly FormatName[]; declined: readonly FormatName[] } {
    const { set, map, own, shipped, last } = this.texts();
    const name = ({ id, title }: FormatName): FormatName => ({ id, title });
    const read = [...map, ...own, ...STRUCTURED, ...shipped, ...last];
    return { read: read.map(name), declined: set.known.map(name) };
  }

  secrets(): readonly SecretPattern[] {
    const { map, own, shipped } = this.texts().set;
    return secretPatterns([...map, ...own, ...shipped.map(compile)]);
  }

  /** Apart, because reading the text definitions takes longer than reading a small dump. */
  private recogniseText(head: Head): FormatReader | Declined {
    const { shipped, last, known } = this.texts();
    const reader = best(shipped, head, likeliestFirst(shipped, head));
    if (reader) return reader;
    const declined = known().find(head) ?? UNRECOGNIZED;
    if (declined.warning.code === SERVER_LOG) return declined;
    return best(last, head) ?? this.laterReader(head, declined) ?? declined;
  }

  /** SDK lines may begin far down in a carrier's log that is longer than its head. */
  private laterReader(head: Head, declined: Declined): FormatReader | undefined {
    if (head.complete) return undefined;
    const { set, known } = this.texts();
    const { warning } = declined;
    const formats = [...set.map, ...set.own, ...set.shipped.map(compile)];
    if (declined.format === CHROMIUM) return lateReader(formats, { id: CHROMIUM, title: 'Chromium log', warning });
    if (declined !== UNRECOGNIZED || !(known().isWrapped(head) || hasTimes(head, set.shipped))) return undefined;
    return lateReader(formats, { id: 'device-log', title: 'Log of a device', warning });
  }

  private texts(): Texts {
    if (!this.loaded) {
      const set = loadFormats(this.user);
      this.loaded = {
        set,
        map: set.map.map(textReader),
        own: set.own.map(textReader),
        shipped: set.shipped.filter((format) => !format.last).map(shippedReader),
        last: set.shipped.filter((format) => format.last).map(shippedReader),
        known: once(() => new KnownFormats(set.known, set.wrappers.values())),
      };
    }
    return this.loaded;
  }
}

function compile(format: ShippedFormat): TextFormat {
  return format.compile();
}

/** True when most lines of the head have a time in a usual form: the log of an application, perhaps with calls. */
function hasTimes(head: Head, shipped: readonly ShippedFormat[]): boolean {
  const formats = shipped.filter((format) => format.last).map(compile);
  const lines = head.lines.filter((line) => line.trim() !== '').slice(0, 100);
  const timed = (line: string) =>
    formats.some((format) => parseLine(format.grammar, line.slice(0, 2048)).some((one) => one.record));
  return 2 * lines.filter(timed).length > lines.length;
}

/** What is no text at all, or holds none. */
function unreadable(head: Head, binary: boolean): Declined | undefined {
  if (head.bytes.subarray(0, AGORA_ENCRYPTED.length).equals(AGORA_ENCRYPTED)) {
    return { format: 'agora-encrypted', status: 'encrypted', warning: { code: 'encrypted-agora' } };
  }
  if (head.bytes.length === 0 || (head.complete && head.text.trim() === '')) {
    return { format: 'unknown', status: 'empty', warning: { code: 'empty' } };
  }
  if (!binary) return undefined;
  return binaryFile(head);
}

/**
 * The reader that fits best; of several the first.
 * @param order in which they are tried: the sooner the best one is, the sooner others are out of the question
 */
function best(
  readers: readonly FormatReader[],
  head: Head,
  order: Iterable<FormatReader> = readers,
): FormatReader | undefined {
  let place = readers.length;
  let score = LEAST_SCORE;
  for (const reader of order) {
    const own = readers.indexOf(reader);
    if (own > place && score === 1) continue;
    const fits = reader.recognise(head, score);
    if (fits <= LEAST_SCORE || fits < score || (fits === score && own > place)) continue;
    place = own;
    score = fits;
  }
  return readers[place];
}

/** So many lines, here and there in the head, say which reader is likely. A choice. */
const SAMPLE_LINES = 5;

/** First the reader of text that all of some lines fit: it often makes trying others needless. */
function likeliestFirst(readers: readonly FormatReader[], head: Head): Iterable<FormatReader> {
  const lines = Array.from(
    { length: SAMPLE_LINES },
    (_, i) => head.lines[Math.floor(((i + 0.5) * head.lines.length) / SAMPLE_LINES)] ?? '',
  );
  const sample: Head = { ...head, lines };
  const likeliest = readers.find((reader) => reader.recognise(sample, 1) === 1);
  return likeliest === undefined ? readers : new Set([likeliest, ...readers]);
}
