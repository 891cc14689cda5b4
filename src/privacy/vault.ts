import type { Address } from './addresses.js';
import { isDistinctive } from './distinctive.js';
import { type KeepWord, type Kind, keptKinds } from './kinds.js';
import { KnownValues } from './known-values.js';
import { isPseudonym, PseudonymMint } from './pseudonyms.js';

/** One value that was replaced. It holds what nobody else may see: it stays in memory and is never written. */
export interface Redacted {
  readonly kind: Kind;
  readonly original: string;
  readonly pseudonym: string;
}

/** What detectors hand a value to: the answer is what stands in its place. */
export interface Claims {
  /** A value of the kind as the text spells it; `undecoded` is its spelling within a URL or a JSON text, if it differs. */
  claim(kind: Kind, value: string): string;
  /** An IP address; `relay` when the text says that it belongs to a relay. */
  claimAddress(address: Address, spelling: string, relay: boolean): string;
}

/** Kinds that are kept by no word and for no reason. */
const SECRET: ReadonlySet<Kind> = new Set(['token', 'secret', 'ice-pwd', 'ice-ufrag', 'certificate', 'fingerprint']);

/**
 * What stands for what. A value has one pseudonym, whatever the places it is found in, so that a reader can still tell
 * that two things are the same.
 */
export class Vault implements Claims {
  readonly #kept: ReadonlySet<Kind>;
  readonly #mint = new PseudonymMint();
  /** By spelling; of addresses every spelling, by canonical form the first. */
  readonly #entries = new Map<string, Redacted>();
  readonly #addresses = new Map<string, string>();
  readonly #keptValues = new Set<string>();
  /** Values that are replaced wherever they stand. */
  readonly everywhere = new KnownValues();

  /** Words of this program that stand in its results, in small letters: they are no leak, whatever a room is called. */
  readonly ownWords = new Set<string>();

  constructor(keep: readonly KeepWord[]) {
    this.#kept = keptKinds(keep);
  }

  claim(kind: Kind, value: string): string {
    const known = this.#entries.get(value);
    if (known === undefined && isPseudonym(value)) return value;
    if (this.#kept.has(kind) && (known === undefined || !SECRET.has(known.kind))) {
      this.#keep(value);
      return value;
    }
    if (this.#keptValues.has(value) && !SECRET.has(kind)) return value;
    this.#keptValues.delete(value);
    if (known !== undefined) return known.pseudonym;
    const entry = { kind, original: value, pseudonym: this.#mint.next(kind, value) };
    this.#entries.set(value, entry);
    if (isDistinctive(kind, value)) this.everywhere.add(value, entry.pseudonym);
    return entry.pseudonym;
  }

  claimAddress({ canonical, family, ...address }: Address, spelling: string, relay: boolean): string {
    const kind = address.private ? 'private-ip' : relay ? 'relay-ip' : 'public-ip';
    if (this.#kept.has(kind)) return spelling;
    const pseudonym = this.#addresses.get(canonical) ?? this.#mint.next(kind, canonical, family);
    this.#addresses.set(canonical, pseudonym);
    if (!this.#entries.has(spelling)) this.#entries.set(spelling, { kind, original: spelling, pseudonym });
    return pseudonym;
  }

  /** The entry of a value that was redacted and is not kept. */
  find(value: string): Redacted | undefined {
    return this.#entries.get(value);
  }

  entries(): Iterable<Redacted> {
    return this.#entries.values();
  }

  #keep(value: string): void {
    this.#keptValues.add(value);
    // Found elsewhere before it was known to be wanted: from now on it stays.
    this.#entries.delete(value);
    this.everywhere.delete(value);
  }
}
