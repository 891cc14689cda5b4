import type { Detector } from './detector.js';

/** What a text that is spelled as a part of a URL is made of; what stands between such parts ends it. */
const PART = /[\w.~%*+!'()-]/;
/** Escapes of punctuation and of what is no ASCII. */
const TELLING = /%(?:0[AaDd]|2[0-9A-Fa-f]|3[A-Fa-f]|40|5[B-Eb-e]|7[B-Db-d]|[C-Ec-e][0-9A-Fa-f]%)/;
const LONGEST = 64 * 1024;

/** Looks at texts that are spelled for a URL as they are meant: `%7B%22userId%22%3A…`, `sdp=v%3D0%0D%0A…`. */
export function encodedDetector(detect: Detector): Detector {
  return (text, claims) => {
    let output = '';
    let done = 0;
    for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', Math.max(done, at + 1))) {
      let start = at;
      while (start > done && PART.test(text[start - 1] ?? '')) start--;
      let end = at;
      while (end < text.length && end - start < LONGEST && PART.test(text[end] ?? '')) end++;
      const part = text.slice(start, end);
      const plain = TELLING.test(part) ? decoded(part) : undefined;
      const answer = plain === undefined ? undefined : detect(plain, claims);
      const changed = answer !== undefined && answer !== plain;
      output += text.slice(done, start) + (changed ? encodeURIComponent(answer) : part);
      done = end;
    }
    return done === 0 ? text : output + text.slice(done);
  };
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    // The `%` of a format such as `%d`, or half a character: no URL.
    return undefined;
  }
}
