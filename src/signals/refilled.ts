/** A list that is filled anew for every report. It keeps its memory, which an array gives back when it is emptied. */
export class Refilled<T> {
  size = 0;
  readonly #items: T[] = [];

  clear(): void {
    this.size = 0;
  }

  add(item: T): void {
    this.#items[this.size] = item;
    this.size += 1;
  }

  /** Undefined before the first and behind the last one. */
  at(place: number): T | undefined {
    return place < this.size ? this.#items[place] : undefined;
  }
}
