import { type AddressFamily, addressPseudonym, isAddressPseudonym } from './addresses.js';
import type { Kind } from './kinds.js';

/** `redacted-channel-1`: a name that no log has by chance, in characters that need no escape in JSON, SDP or a URL. */
const NAME = /^redacted-[a-z]+(?:-[a-z]+)*-\d+(?:\.local|@redacted\.invalid)?$/;
/** A number that stands for a number: 90000, the kind in one digit, the count in three digits or more. */
const NUMBER = /^90000\d{4,7}$/;
/** Fingerprints and MAC addresses that stand for others end in a count and begin with zeros; 02 = locally administered. */
const OCTETS = /^(?:(?:00:){13,61}(?:[0-9A-F]{2}:){2}[0-9A-F]{2}|02:00:00:(?:[0-9A-F]{2}:){2}[0-9A-F]{2})$/;

/** True for what a redactor has put in the place of a value, in this run or in another: it is never redacted again. */
export function isPseudonym(text: string): boolean {
  return NAME.test(text) || NUMBER.test(text) || OCTETS.test(text) || isAddressPseudonym(text);
}

/** The kinds whose numbers are told apart by a digit; the others share 0. */
const NUMBER_DIGITS: ReadonlyMap<Kind, number> = new Map([
  ['uid', 1],
  ['channel', 2],
  ['appid', 3],
  ['phone', 4],
  ['session', 5],
]);

/** Hands out pseudonyms by the order in which values are found (detector by detector within a text). The value only decides the shape that a parser needs to find. */
export class PseudonymMint {
  readonly #counts = new Map<string, number>();

  /** The next pseudonym of a kind for a value, in the shape of the value: a number stays one, an address stays one. */
  next(kind: Kind, value: string, family?: AddressFamily): string {
    if (family !== undefined) return addressPseudonym(kind, family, this.#count(`${kind} ${family}`));
    if (kind === 'fingerprint') return octets(this.#count(kind), value.split(':').length, '00');
    if (kind === 'mac') return octets(this.#count(kind), 6, '02');
    if (/^\d+$/.test(value)) {
      const digit = NUMBER_DIGITS.get(kind) ?? 0;
      return `90000${digit}${String(this.#count(`number ${digit}`)).padStart(3, '0')}`;
    }
    const name = `redacted-${kind}-${this.#count(kind)}`;
    if (kind === 'mdns' || kind === 'host') return `${name}.local`;
    return kind === 'email' ? `${name}@redacted.invalid` : name;
  }

  #count(counter: string): number {
    const count = (this.#counts.get(counter) ?? 0) + 1;
    this.#counts.set(counter, count);
    return count;
  }
}

function octets(count: number, length: number, first: string): string {
  const hex = count.toString(16).toUpperCase().padStart(6, '0');
  const last = [hex.slice(0, 2), hex.slice(2, 4), hex.slice(4, 6)];
  return [first, ...new Array<string>(length - 4).fill('00'), ...last].join(':');
}
