import type { Localized } from '../model/finding.js';
import type { KeepWord } from '../privacy/kinds.js';

/** What a ticket tells, in the order in which it is shown. A vendor need not ask for all of it. */
export const FIELD_IDS = [
  'complaint',
  'sdk',
  'platform',
  'device',
  'network',
  'app-id',
  'channel',
  'uid',
  'remote-uid',
  'call-id',
  'time',
  'far-log',
  'steps',
  'frequency',
  'tried',
] as const;
export type FieldId = (typeof FIELD_IDS)[number];

/** What a user may give of his own with `--field`; the log of the far end is given as a path. */
export const GIVEN_FIELDS: readonly FieldId[] = FIELD_IDS.filter((id) => id !== 'far-log');

/** One thing that a vendor asks for. */
export interface VendorField {
  readonly id: FieldId;
  /** In the vendor's own terms. */
  readonly name: Localized;
  /** How to get it, where the logs do not tell. */
  readonly how: Localized;
  /** Word of `--keep` that lets the value stand in a redacted ticket; absent for what is never redacted. */
  readonly keep?: KeepWord;
  /** Tried on lines of the logs, in this order; the group `value` is the field's value. */
  readonly find: readonly RegExp[];
}

/** What a vendor's support asks for, from rules/vendors/<id>.yaml. */
export interface Vendor {
  readonly id: string;
  readonly name: Localized;
  /** Beginnings of format ids and of SDK names that are this vendor's. */
  readonly formats: readonly string[];
  readonly sdks: readonly string[];
  readonly fields: readonly VendorField[];
  /** Where this vendor's logs lie and how to send them, as sentences. */
  readonly logs: { readonly en: readonly string[]; readonly 'zh-CN': readonly string[] };
}

/** The vendor whose file holds what every other one starts from. */
export const GENERIC = 'generic';
