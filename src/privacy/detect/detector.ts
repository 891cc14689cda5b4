import type { Claims } from '../vault.js';

/** Finds the values of some kinds in a text, claims them, and returns the text with the answers in their places. */
export type Detector = (text: string, claims: Claims) => string;

/** Values that say nothing: what a log prints where there is no value, and what it has masked itself. */
const NOTHING =
  /^(?:|null|nil|none|undefined|unknown|true|false|nan|n\/a|-|default|communications|hided|hidden|redacted|masked|empty|string|object|array|function|all|anonymous|localhost)$/i;
/** Stars or dots in the place of most of a value; `abcdef…` alone is a value that was cut. */
const MASKED = /\*{2,}|…|\.{3}/;
const FEW_LEFT = 16;
const PLACEHOLDER = /^[*xX•.·#-]+$|^[[<({]|^%(?![0-9A-Fa-f]{2}%)|redacted/i;

/** True for a value that is none, or that the log itself has masked: `null`, `0****k`, `<redacted>`, `[Object]`. */
export function saysNothing(value: string): boolean {
  if (NOTHING.test(value) || PLACEHOLDER.test(value)) return true;
  return MASKED.test(value) && value.replace(/[^\p{L}\d]/gu, '').length <= FEW_LEFT;
}
