import type { SecretPattern } from '../model/secret.js';
import { Beginnings, hasStructured } from './beginnings.js';
import { best, likeliestFirst } from './best-reader.js';
import { binaryFile } from './binary.js';
import { firefoxReader } from './firefox/reader.js';
import type { Declined, FormatReader, Found, Head, SourcePart } from './format.js';
import { getstatsReader } from './getstats/reader.js';
import { KnownFormats } from './known.js';
import { Pieces } from './pieces.js';
import { rtcstatsReader } from './rtcstats/reader.js';
import { once, type TextFormat } from './text/compile/compile-format.js';
import { secretPatterns } from './text/compile/secrets.js';
import { overDecorated, undecoratedHead } from './text/decoration.js';
import { type FormatSet, loadFormats, type ShippedFormat, type UserFormats } from './text/definition/load.js';
import { eventListHead, overEvents, unrolledPart } from './text/event-list.js';
import { shippedReader, textReader } from './text/reader.js';
import { webrtcInternals } from './webrtc-internals/reader.js';

/** The first bytes of every log that the Agora native SDK 4.3+ has encrypted. */
const AGORA_ENCRYPTED = Buffer.from([0xfe, 0x12, 0x08, 0x61, 0x5a, 0x31, 0x26, 0x40, 0x39, 0x7a, 0x41]);

/** Structured formats are tried before text: a JSON dump may hold log lines as strings. */
const STRUCTURED: readonly FormatReader[] = [webrtcInternals, rtcstatsReader, getstatsReader, firefoxReader];

const CHROMIUM = 'chromium-other';
/** A saved page without its beginning; or one that begins further down. */
const FIREFOX_PART = 'about-webrtc';
const SERVER_LOG = 'server-log';
/** Pieces behind an overlong first line or a preamble that are looked at for a log that is known by name. A choice: 1 MiB. */
const NAMED_PIECES = 4;
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
   * the user's own formats, structured formats, text formats with a reader, formats known by name, unrecognized.
   * @param binary the input's verdict that the head is not text in any encoding
   */
  recognise(head: Head, binary: boolean): FormatReader | Declined;
  /**
   * Finds where a log begins in a source of which `recognise` says that one may begin further down: behind a line as
   * long as the head, an application's lines, what a user wrote above it. Opens the part and reads it up to there, in
   * bounded memory; says why there is nothing to read when it comes to the end.
   * @param declined what `recognise` said
   */
  lookOn(part: SourcePart, declined: Declined): Promise<Found | Declined>;
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
  readonly beginnings: () => Beginnings;
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
    const shown = eventListHead(source) ?? source;
    const head = undecoratedHead(shown) ?? shown;
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
    const plain = undecoratedHead(head);
    const inPlain = plain && this.recognisePlain(plain);
    if (inPlain) return inPlain;
    const declined = known().find(head) ?? UNRECOGNIZED;
    if (declined.warning.code === SERVER_LOG) return declined;
    const unnamed = declined === UNRECOGNIZED;
    if ((unnamed || declined.format === FIREFOX_PART) && hasStructured(head, STRUCTURED))
      return { ...declined, further: true };
    const lastInPlain = plain && best(last, plain);
    if (lastInPlain) return overDecorated(lastInPlain, true);
    const lastOne = best(last, head);
    if (lastOne) return lastOne;
    // What Chromium prints itself is known; what pages print into its log need not begin in the head.
    const isOpen = !head.complete && (unnamed || declined.format === CHROMIUM);
    return isOpen ? { ...declined, further: true } : declined;
  }

  /** What would fit if lines were neither indented nor quoted. */
  private recognisePlain(plain: Head): FormatReader | undefined {
    const structured = best(STRUCTURED, plain);
    if (structured) return overDecorated(structured, false);
    const text = this.recogniseOwn(plain) ?? best(this.texts().shipped, plain);
    return text && overDecorated(text, true);
  }

  async lookOn(part: SourcePart, { format, status, warning }: Declined): Promise<Found | Declined> {
    const { beginnings, known } = this.texts();
    const pieces = new Pieces(unrolledPart(part));
    let declined: Declined = { format, status, warning };
    for (let count = 0; ; count++) {
      const piece = await pieces.next();
      if (piece === undefined) return declined;
      const found = beginnings().find(piece);
      if (found) {
        const { reader, seen, at } = found;
        return { reader, seen, part: at === undefined ? pieces.fromBefore() : pieces.from(at) };
      }
      if (format === UNRECOGNIZED.format && declined.format === format && count < NAMED_PIECES) {
        declined = known().find(piece) ?? declined;
      }
    }
  }

  private texts(): Texts {
    if (!this.loaded) {
      const set = loadFormats(this.user);
      const map = set.map.map(textReader);
      const own = set.own.map(textReader);
      const shippedLast = set.shipped.filter((format) => format.last);
      const shippedFirst = set.shipped.filter((format) => !format.last);
      const shipped = shippedFirst.map(shippedReader);
      const last = shippedLast.map(shippedReader);
      const known = once(() => new KnownFormats(set.known, set.wrappers.values()));
      const beginnings = once(() => {
        const texts = [
          { formats: set.map, readers: map },
          { formats: set.own, readers: own },
          { formats: shippedFirst.map(compile), readers: shipped },
        ];
        return new Beginnings({
          texts,
          structured: STRUCTURED,
          last: { formats: shippedLast.map(compile), readers: last },
          isServerLog: (head) => known().find(head)?.warning.code === SERVER_LOG,
        });
      });
      this.loaded = { set, map, own, shipped, last, known, beginnings };
    }
    return this.loaded;
  }
}

function compile(format: ShippedFormat): TextFormat {
  return format.compile();
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
