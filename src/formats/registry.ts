import type { Declined, FormatReader, Head } from './format.js';
import { getstatsReader } from './getstats/reader.js';
import { KnownFormats } from './known.js';
import { rtcstatsReader } from './rtcstats/reader.js';
import type { TextFormat } from './text/compile.js';
import { lateReader } from './text/late-reader.js';
import { loadDefinitions } from './text/load.js';
import { textReader } from './text/reader.js';
import { webrtcInternals } from './webrtc-internals/reader.js';

/** The first bytes of every log that the Agora native SDK 4.3+ has encrypted. */
const AGORA_ENCRYPTED = Buffer.from([0xfe, 0x12, 0x08, 0x61, 0x5a, 0x31, 0x26, 0x40, 0x39, 0x7a, 0x41]);
/** Below this a reader has only guessed. */
const LEAST_SCORE = 0.3;
const VENDOR_BINARY = /\.(?:xlog|clog)$/i;

/** Structured formats are tried before text: a JSON dump may hold log lines as strings. */
const STRUCTURED: readonly FormatReader[] = [webrtcInternals, rtcstatsReader, getstatsReader];

const CHROMIUM = 'chromium';
const UNRECOGNIZED: Declined = { format: 'unknown', status: 'unrecognized', warning: { code: 'unrecognized' } };

interface TextFormats {
  readonly formats: readonly TextFormat[];
  readonly readers: readonly FormatReader[];
  readonly known: KnownFormats;
  readonly names: readonly FormatName[];
}

let textFormats: TextFormats | undefined;

/** Every reader there is, those of the shipped text definitions included. */
function allReaders(): readonly FormatReader[] {
  return [...STRUCTURED, ...text().readers];
}

export interface FormatName {
  readonly id: string;
  readonly title: string;
}

/** What is read, and what is recognised by name and declined. */
export function knownFormats(): { read: readonly FormatName[]; declined: readonly FormatName[] } {
  return { read: allReaders().map(({ id, title }) => ({ id, title })), declined: text().names };
}

/**
 * Finds the reader of a source by its content, or says why there is none. First match wins: encrypted, empty, binary,
 * structured formats, text formats with a reader, formats known by name, unrecognized. A carrier's log that goes on
 * behind its head is read on for lines of an SDK; when there are none, the source's warning says so.
 * @param binary the input's verdict that the head is not text in any encoding
 */
export function recognise(head: Head, binary: boolean): FormatReader | Declined {
  if (head.bytes.subarray(0, AGORA_ENCRYPTED.length).equals(AGORA_ENCRYPTED)) {
    return { format: 'agora-encrypted', status: 'encrypted', warning: { code: 'encrypted-agora' } };
  }
  if (head.bytes.length === 0 || (head.complete && head.text.trim() === '')) {
    return { format: 'unknown', status: 'empty', warning: { code: 'empty' } };
  }
  if (binary) {
    const vendor = VENDOR_BINARY.test(head.name);
    return {
      format: vendor ? 'vendor-binary' : 'binary',
      status: 'declined',
      warning: { code: vendor ? 'vendor-binary' : 'binary' },
    };
  }
  return best(STRUCTURED, head) ?? recogniseText(head);
}

/** Apart, because reading the text definitions takes longer than reading a small dump. */
function recogniseText(head: Head): FormatReader | Declined {
  const { readers, known } = text();
  const reader = best(readers, head);
  if (reader) return reader;
  const declined = known.find(head) ?? UNRECOGNIZED;
  return laterReader(head, declined) ?? declined;
}

/** SDK lines may begin far down in a carrier's log that is longer than its head. */
function laterReader(head: Head, declined: Declined): FormatReader | undefined {
  if (head.complete) return undefined;
  const { formats, known } = text();
  const { warning } = declined;
  if (declined.format === CHROMIUM) return lateReader(formats, { id: CHROMIUM, title: 'Chromium log', warning });
  if (declined !== UNRECOGNIZED || !known.isWrapped(head)) return undefined;
  return lateReader(formats, { id: 'device-log', title: 'Log of a device', warning });
}

function best(readers: readonly FormatReader[], head: Head): FormatReader | undefined {
  let found: FormatReader | undefined;
  let score = LEAST_SCORE;
  for (const reader of readers) {
    const own = reader.recognise(head);
    if (own <= score) continue;
    found = reader;
    score = own;
  }
  return found;
}

/** The shipped definitions are read once, when the first source is looked at. */
function text(): TextFormats {
  if (!textFormats) {
    const { formats, known, wrappers } = loadDefinitions();
    textFormats = {
      formats,
      readers: formats.map(textReader),
      known: new KnownFormats(known, wrappers.values()),
      names: known.map(({ id, title }) => ({ id, title })),
    };
  }
  return textFormats;
}
