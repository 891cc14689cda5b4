/**
 * What a value in a log is that must not leave the company. A definition of a format may name these kinds: only the words
 * of the log tell them. Redaction finds others by their form (src/privacy/kinds.ts).
 */
export const SECRET_KINDS = [
  'token',
  'secret',
  'ice-pwd',
  'appid',
  'channel',
  'uid',
  'name',
  'session',
  'device-id',
  'device',
  'network-name',
] as const;
export type SecretKind = (typeof SECRET_KINDS)[number];

/** What a definition of a format says of values in its logs that must not leave the company. */
export interface SecretPattern {
  readonly kind: SecretKind;
  /** Texts of which a line holds one where the pattern may fit. */
  readonly contains: readonly string[];
  /** Fits a line; the group `secret` is what is hidden. Flags `g` and `d`. */
  readonly pattern: RegExp;
}
