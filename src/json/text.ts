const BACKSLASH = 0x5c;
/** Longest tail of a cut JSON string that can belong to an unfinished escape: `\ud83d\ude0`. */
const LONGEST_ESCAPE = 11;

/**
 * Decodes the inside of a JSON string (without its quotes). Bad escapes do not fail: the raw text is returned then.
 *
 * @param cut true when the bytes stop before the end of the string: an unfinished character or escape is left out.
 */
export function decodeText(bytes: Buffer, start: number, end: number, cut: boolean): string {
  const raw = bytes.toString('utf8', start, cut ? wholeCharacters(bytes, start, end) : end);
  const backslash = bytes.indexOf(BACKSLASH, start);
  if (backslash < 0 || backslash >= end) return raw;
  const shortest = cut ? Math.max(0, raw.length - LONGEST_ESCAPE) : raw.length;
  for (let length = raw.length; length >= shortest; length--) {
    try {
      return JSON.parse(`"${raw.slice(0, length)}"`) as string;
    } catch {
      // Not decodable at this length: a cut may have split an escape, so try a little less.
    }
  }
  return raw;
}

function wholeCharacters(bytes: Buffer, start: number, end: number): number {
  let at = end;
  while (at > start && at > end - 4 && ((bytes[at - 1] ?? 0) & 0xc0) === 0x80) at--;
  const lead = bytes[at - 1] ?? 0;
  if (at === start || lead < 0xc0) return end;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  return at - 1 + length <= end ? end : at - 1;
}
