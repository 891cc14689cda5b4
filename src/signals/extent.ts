/** Calls are looked through in groups of so many: of a group that is elsewhere in time none is looked at. */
const GROUP = 64;

/** From the first to the last moment of something; source time, ms; NaN while there is none. */
export class Extent {
  start = Number.NaN;
  end = Number.NaN;
  readonly #around: Extent[] = [];

  /** Makes it, and all that is around it, reach to a moment. */
  include(time: number): void {
    if (time >= this.start && time <= this.end) return;
    if (!(time >= this.start)) this.start = time;
    if (!(time <= this.end)) this.end = time;
    for (const other of this.#around) other.include(time);
  }

  /** Forgets all moments. What is around it stays as wide as it was. */
  clear(): void {
    this.start = Number.NaN;
    this.end = Number.NaN;
  }

  isNear(time: number, marginMs: number): boolean {
    return time <= this.end + marginMs && time >= this.start - marginMs;
  }

  /** Whatever this includes from now on, `other` does, too. */
  growWith(other: Extent): void {
    this.#around.push(other);
  }
}

/** Things that have an extent, in the order in which they were added: a log may have thousands of calls. */
export class ByExtent<T extends { readonly extent: Extent }> {
  readonly #groups: { readonly extent: Extent; readonly items: T[] }[] = [];

  /** To be called before the extent of the item includes anything. */
  add(item: T): void {
    let group = this.#groups.at(-1);
    if (group === undefined || group.items.length === GROUP) {
      group = { extent: new Extent(), items: [] };
      this.#groups.push(group);
    }
    group.items.push(item);
    item.extent.growWith(group.extent);
  }

  /** The first one that reaches to within `marginMs` of a moment. */
  firstNear(time: number, marginMs: number): T | undefined {
    for (const { extent, items } of this.#groups) {
      if (!extent.isNear(time, marginMs)) continue;
      const found = items.find((item) => item.extent.isNear(time, marginMs));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
