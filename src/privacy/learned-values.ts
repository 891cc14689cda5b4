import type { Kind } from './kinds.js';
import type { Claims } from './vault.js';

/** A value that a log told of, and what it said it was. */
export interface LearnedValue {
  /** Place of the log among all inputs, from 0. */
  readonly input: number;
  readonly kind: Kind;
  readonly value: string;
}

/**
 * What a redactor learns, in order. Another redactor that adopts all of it, in the order of the inputs, gives every value
 * the pseudonym that it would have had if it had read the logs itself.
 */
export class LearnedValues {
  readonly #values: LearnedValue[] = [];
  readonly #kinds = new Map<string, Set<Kind>>();
  #input = 0;

  /** What comes next is learned from this input. */
  from(input: number): void {
    this.#input = input;
  }

  /** Each value with each of its kinds once, where it was told first. */
  get values(): readonly LearnedValue[] {
    return this.#values;
  }

  /** Passes claims on, and takes note of them. */
  watching(claims: Claims): Claims {
    return {
      claim: (kind, value) => {
        this.#add(kind, value);
        return claims.claim(kind, value);
      },
      claimAddress: (address, spelling, relay) => {
        this.#add(address.private ? 'private-ip' : relay ? 'relay-ip' : 'public-ip', spelling);
        return claims.claimAddress(address, spelling, relay);
      },
    };
  }

  #add(kind: Kind, value: string): void {
    const kinds = this.#kinds.get(value);
    if (kinds?.has(kind) === true) return;
    if (kinds === undefined) this.#kinds.set(value, new Set([kind]));
    else kinds.add(kind);
    this.#values.push({ input: this.#input, kind, value });
  }
}
