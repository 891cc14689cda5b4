/** Versions, memory addresses, measures such as `48kHz` and `1280x720`, constants such as `HAVE_LOCAL_OFFER`. */
const PROGRAM = /^0x|^v?\d+(?:\.\d+)+$|^\d{1,6}[A-Za-z]{1,4}$|^\d+x\d+|^[A-Z][A-Z_\d]*_[A-Z_\d]*$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An underscore or digits among letters, or a long number: no word of a sentence. */
export function noWord(value: string): boolean {
  if (PROGRAM.test(value)) return false;
  if (/^\d+$/.test(value)) return value.length >= 6;
  return /[A-Za-z]/.test(value) && /[\d_]/.test(value);
}

/** More than `noWord`: a user as people are called in logs (`ann_7`, `g.smith42`), no state, no codec, no id of a program. */
export function namesSomebody(value: string): boolean {
  return (
    /^[\p{L}\d][\p{L}\d_.@-]{4,127}$/u.test(value) &&
    /\p{Ll}/u.test(value) &&
    /\d/.test(value) &&
    noWord(value) &&
    !UUID.test(value)
  );
}
