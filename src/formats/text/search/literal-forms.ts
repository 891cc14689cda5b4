/**
 * A literal as it may stand in the bytes of a log: as it is, or as carriers write it within a string of JSON (quotes,
 * slashes and characters beyond ASCII escaped, quotes perhaps once more within a second string) or of CSV (quotes doubled).
 */
export function literalForms(literal: string): string[] {
  const slashes = literal.replaceAll('/', '\\/');
  const quotes = (text: string, quote: string) => text.replaceAll('"', quote);
  return [
    ...new Set([
      literal,
      quotes(literal, '\\"'),
      quotes(literal, '\\\\\\"'),
      quotes(literal, '""'),
      quotes(slashes, '\\"'),
      quotes(ascii(literal), '\\"'),
    ]),
  ];
}

/** JSON as some writers make it: `\u52a0` in place of characters beyond ASCII. */
function ascii(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
