/** JSON, or JavaScript that holds other characters in strings, expressions and comments only: in ASCII, by escapes. */
export function asAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
