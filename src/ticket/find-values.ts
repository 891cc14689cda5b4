import { MATCHED_CHARACTERS } from '../formats/text/compile/pattern.js';
import type { LogLine, LogVisitor } from './read-logs.js';
import type { FieldId, Vendor, VendorField } from './vendor.js';

/** A place in a log. */
export interface Place {
  readonly source: string;
  readonly line: number;
}

/** A value that a line of a log shows. */
export interface FoundValue extends Place {
  readonly value: string;
}

/** Fields that have several values in one call. */
const SEVERAL: ReadonlySet<FieldId> = new Set<FieldId>(['remote-uid']);
/** As many of them are worth showing. */
const MOST_VALUES = 6;

interface Findings {
  readonly distinct: Map<string, FoundValue>;
  before: FoundValue | undefined;
  after: FoundValue | undefined;
  elsewhere: FoundValue | undefined;
}

/**
 * Looks for the identifiers that a vendor asks for in the lines of the logs. A log may hold several calls: what counts is
 * the value that stands last before the worst finding's evidence, else the first one behind it, else one of another log.
 */
export class ValueFinder implements LogVisitor {
  readonly #found = new Map<FieldId, Findings>();
  readonly #fields: readonly VendorField[];

  /** @param worst where the worst finding is proved; undefined when there is none */
  constructor(
    vendor: Vendor,
    private readonly worst: Place | undefined,
  ) {
    this.#fields = vendor.fields.filter(({ find }) => find.length > 0);
  }

  begin(): boolean {
    return this.#fields.length > 0;
  }

  line({ source, line, text }: LogLine): void {
    const head = text.slice(0, MATCHED_CHARACTERS);
    for (const { id, find } of this.#fields) {
      for (const pattern of find) {
        const value = pattern.exec(head)?.groups?.value;
        if (value === undefined) continue;
        this.#note(id, { source, line, value });
        break;
      }
    }
  }

  end(): void {
    // Nothing of a log is kept but its values.
  }

  #note(id: FieldId, found: FoundValue): void {
    let all = this.#found.get(id);
    if (all === undefined) {
      all = { distinct: new Map(), before: undefined, after: undefined, elsewhere: undefined };
      this.#found.set(id, all);
    }
    if (!all.distinct.has(found.value) && all.distinct.size < MOST_VALUES) all.distinct.set(found.value, found);
    if (this.worst === undefined || found.source !== this.worst.source) all.elsewhere ??= found;
    else if (found.line <= this.worst.line) all.before = found;
    else all.after ??= found;
  }

  /** The values of a field, the most telling first; empty when no line shows one. */
  values(id: FieldId): readonly FoundValue[] {
    const all = this.#found.get(id);
    if (all === undefined) return [];
    const best = all.before ?? all.after ?? all.elsewhere;
    if (best === undefined) return [];
    if (!SEVERAL.has(id)) return [best];
    const own = new Set(this.values('uid').map(({ value }) => value));
    const others = [best, ...[...all.distinct.values()].filter(({ value }) => value !== best.value)];
    return others.filter(({ value }) => id !== 'remote-uid' || !own.has(value));
  }
}
