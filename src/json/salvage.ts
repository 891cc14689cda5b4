/** Most characters of the last skeleton that can matter: a number or literal cut by the end of a stretch. */
const TAIL = 64;
const LOOKAHEAD = 32;

/**
 * Remembers how the text given to a tokenizer ended, so that a fresh tokenizer can be brought to the same state. Needed
 * because the tokenizer returns nothing from a call in which it meets an error, and cannot be used afterwards: the text of
 * that call is given once more, in small pieces, to one that was prepared with `prefix`.
 */
export class Tail {
  private text = '';

  /** The tokenizer has accepted this text. */
  add(text: string): void {
    const trimmed = text.trimEnd();
    if (trimmed === '') {
      if (text !== '') this.text = `${this.text.trimEnd()} `;
      return;
    }
    const joined = trimmed.length >= TAIL ? trimmed.slice(-TAIL) : (this.text + trimmed).slice(-TAIL);
    this.text = trimmed.length < text.length ? `${joined} ` : joined;
  }

  /**
   * A document that leaves a tokenizer where this one stood; the tokens it yields are to be thrown away.
   *
   * @param objects for each open container, outermost first: true for an object.
   * @param afterKey true when the last string was a member name.
   * @returns undefined when the text already ends in something that is no JSON.
   */
  prefix(objects: readonly boolean[], afterKey: boolean): string | undefined {
    if (this.endsInGarbage()) return undefined;
    const outer = objects
      .slice(0, -1)
      .map((isObject) => (isObject ? '{"":' : '['))
      .join('');
    return outer + this.inner(objects.at(-1), afterKey);
  }

  /** The tokenizer looks up to 16 characters ahead before it refuses a misspelt literal. */
  private endsInGarbage(): boolean {
    const bare = this.text.slice(-LOOKAHEAD).replace(/"[^"]*"/g, ',');
    const words = bare.slice(bare.lastIndexOf('"') + 1).split(/[\s{}[\]:,]+/);
    return words
      .slice(1)
      .some((word) => !/^(?:t(?:r(?:ue?)?)?|f(?:a(?:l(?:se?)?)?)?|n(?:u(?:ll?)?)?|[\d.eE+-]*)$/.test(word));
  }

  private inner(isObject: boolean | undefined, afterKey: boolean): string {
    const end = this.text.trimEnd();
    const open = isObject === undefined ? '' : isObject ? '{"":' : '[';
    const last = end.at(-1);
    if (last === undefined) return '';
    if (last === '{') return '{';
    if (last === '[') return '[';
    if (last === ',') return `${open}0,`;
    if (last === ':') return '{"":';
    if (last === '"' && afterKey) return '{""';
    const literal = /[^\s{}[\]:,"]*$/.exec(end)?.[0] ?? '';
    const finished = end !== this.text || literal === '' || /^(?:true|false|null)$/.test(literal);
    return finished ? `${open}[]` : open + literal;
  }
}
