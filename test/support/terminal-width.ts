/**
 * Columns that a text fills in a terminal, after the Unicode Character Database's properties as JavaScript knows them:
 * scripts that are written in full-width cells, full-width forms and emoji take two, marks none. Written apart from the
 * program's own table of ranges, to check it.
 */
const FULL = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/u;
const FULL_FORMS = /[\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

export function terminalWidth(text: string): number {
  let width = 0;
  for (const char of text) {
    if (/\p{M}/u.test(char)) continue;
    width += FULL.test(char) || FULL_FORMS.test(char) ? 2 : 1;
  }
  return width;
}
