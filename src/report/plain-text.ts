let active: RegExp | undefined;

/**
 * What could act on a terminal or mislead a reader: control characters (ESC begins an ANSI sequence), format characters
 * (bidirectional overrides, zero-width characters), lone surrogates, line and paragraph separators. Made when it is
 * first used: that takes 0.2 ms.
 */
function activeCharacters(): RegExp {
  active ??= /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
  return active;
}

/**
 * One line of harmless text from whatever a log or a rule holds: white space becomes one space, active characters are
 * shown as `\u001b`. Nothing is dropped silently: evidence stays evidence.
 */
export function plainText(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029 ]+/g, ' ')
    .replace(activeCharacters(), shown)
    .trim();
}

/** The same for a text of several lines, which keeps its lines and its spaces. */
export function plainLines(text: string): string {
  return text.replace(activeCharacters(), (char) => (char === '\n' || char === '\t' ? char : shown(char)));
}

function shown(char: string): string {
  return `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
