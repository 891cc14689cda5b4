import type { EventType } from './event.js';
import type { Domain, Localized, Symptom } from './finding.js';

/** What a code of a vendor is. */
export const CODE_KINDS = ['exception', 'warning', 'error', 'join-error', 'connection-reason', 'device-error'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

/** The events that can bear a code, with the field that holds it. */
export const CODE_FIELD = {
  'join.fail': 'code',
  leave: 'code',
  'connection.state': 'code',
  'access-point.fail': 'code',
  'signal.close': 'code',
  'ice.error': 'code',
  'media.denied': 'error',
  'media.reconnect': 'code',
  'publish.fail': 'code',
  'subscribe.fail': 'code',
  exception: 'code',
  'exception.recover': 'code',
  'sdk.error': 'code',
  'device.error': 'error',
} as const satisfies Partial<Record<EventType, string>>;
export type CodedEventType = keyof typeof CODE_FIELD;
export const CODED_EVENTS = Object.keys(CODE_FIELD) as CodedEventType[];

/**
 * Fields that an event gets besides those of its log when its code is known: where it points. Conditions may look at them
 * in `where`; a reader never sets them.
 */
export const FIELDS_OF_KNOWN_CODES = ['domain', 'cause'] as const;

/** A code that a vendor documents (rules/codes/<vendor>.yaml). */
export interface KnownCode {
  /** As logs print it. */
  readonly code: string;
  /** Symbolic name, other spellings and the code of the recovery: by each of them the code is found. */
  readonly name: string | undefined;
  readonly also: readonly string[];
  readonly kind: CodeKind;
  /** The symptom that it bears on; absent where it bears on none. */
  readonly symptom: Symptom | undefined;
  readonly domain: Domain;
  /** Id of a cause in rules/causes.yaml. */
  readonly cause: string | undefined;
  /** The code that ends what this one began. */
  readonly recover: { readonly code: string; readonly name: string | undefined } | undefined;
  readonly title: Localized;
  readonly meaning: Localized;
  readonly advice: Localized;
  readonly source: CodeSource;
}

/** Where a code is documented. */
export interface CodeSource {
  readonly url: string;
  /** Day of the page or, where it bears none, on which it was read; YYYY-MM-DD or YYYY-MM. */
  readonly date: string;
  /** Version of the SDK whose published files state the code, where it is not a page. */
  readonly version: string | undefined;
}

/** The code of an event, with what is known of it: nothing, where the vendor's table does not have it. */
export interface EventCode {
  /** The table of codes that it was looked up in. */
  readonly vendor: Localized;
  /** As the log has it. */
  readonly code: string;
  readonly known: KnownCode | undefined;
}
