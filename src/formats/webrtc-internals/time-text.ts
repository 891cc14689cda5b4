/** A time in ISO 8601 that is read when it is asked for, and once where the text is the one of the entry before. */
export class TimeText {
  text = '';
  private known = '';
  private knownTime = Number.NaN;

  /** Epoch ms; NaN where the text is no time. */
  time(): number {
    if (this.text !== this.known) {
      this.known = this.text;
      this.knownTime = Date.parse(this.text);
    }
    return this.knownTime;
  }
}
