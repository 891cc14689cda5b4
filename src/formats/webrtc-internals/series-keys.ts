import type { MemberName } from '../../json/document.js';
import { Names } from '../../json/names.js';
import { type ReportType, typeOfId } from './series-key.js';

const HYPHEN = 0x2d;
const OPEN = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE = 0x5d;

/**
 * Takes the keys of series apart: `<stats id>-<metric>`. Both may hold hyphens: `[framesReceived-framesDecoded]`,
 * `CIT01_96_level-id=…`. The keys of one report stand together, and the metrics are the same in all reports, so that
 * neither has to be decoded again.
 */
export class SeriesKeys {
  /** Of the key that was read last. */
  id = '';
  metric = '';
  /** What the id says of the type. */
  type: ReportType | undefined;
  private idBytes: Buffer = Buffer.alloc(0);
  private readonly names = new Names();

  /** @returns false when it is no key of a series: it has no id, or no metric */
  read({ bytes, start, end }: Pick<MemberName, 'bytes' | 'start' | 'end'>): boolean {
    const inBrackets = bytes[end - 1] === CLOSE && end > start;
    let hyphen = -1;
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      if (byte === HYPHEN && (!inBrackets || (hyphen < 0 && at + 1 < end && bytes[at + 1] === OPEN))) hyphen = at;
      else if (byte === BACKSLASH) return this.readEscaped(bytes, start, end);
    }
    if (hyphen <= start) return false;
    this.takeId(bytes, start, hyphen);
    this.metric = this.names.of(bytes, hyphen + 1, end);
    return true;
  }

  private readEscaped(bytes: Buffer, start: number, end: number): boolean {
    const text = Buffer.from(this.names.of(bytes, start, end));
    // Where the escapes are wrong the text still has backslashes: no statistics have.
    return !text.includes(BACKSLASH) && this.read({ bytes: text, start: 0, end: text.length });
  }

  private takeId(bytes: Buffer, start: number, end: number): void {
    if (isSame(this.idBytes, bytes, start, end)) return;
    this.idBytes = Buffer.from(bytes.subarray(start, end));
    this.id = this.idBytes.toString('utf8');
    this.type = typeOfId(this.id);
  }
}

function isSame(known: Buffer, bytes: Buffer, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  // Ids of one kind differ in their last digits.
  for (let k = known.length - 1; k >= 0; k--) if (known[k] !== bytes[start + k]) return false;
  return true;
}
