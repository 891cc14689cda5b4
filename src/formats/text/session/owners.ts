/** The messages (and clock entries) whose literals a line holds: ascending, each once. Reused from line to line. */
export class Owners {
  private readonly list: number[] = [];

  get sorted(): readonly number[] {
    return this.list;
  }

  /** Lines hold one literal or two: a step back through a short list is cheaper than a Set and a sort. */
  add(owner: number): void {
    const { list } = this;
    let at = list.length;
    if (at === 0) {
      list.push(owner);
      return;
    }
    while (at > 0 && (list[at - 1] ?? 0) > owner) at--;
    if (list[at - 1] !== owner) list.splice(at, 0, owner);
  }

  clear(): void {
    this.list.length = 0;
  }
}
