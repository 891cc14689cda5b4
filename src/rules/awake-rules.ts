/** The rules of one subject that have to be looked at in every tick: few, as most rules rest most of the time. */
export class AwakeRules {
  count: number;
  /** The first `count` are awake. */
  readonly #places: Int32Array;
  /** By place of the rule: 1 = awake. */
  readonly #isAwake: Uint8Array;

  /** All are awake to begin with. */
  constructor(rules: number) {
    this.#places = new Int32Array(rules);
    this.#isAwake = new Uint8Array(rules);
    this.count = 0;
    this.wakeAll();
  }

  /** Place of a rule in the program; `index` is below `count`. */
  at(index: number): number {
    return this.#places[index] ?? 0;
  }

  wake(place: number): void {
    if (this.#isAwake[place] !== 0) return;
    this.#isAwake[place] = 1;
    this.#places[this.count++] = place;
  }

  wakeAll(): void {
    for (let place = 0; place < this.#isAwake.length; place++) this.wake(place);
  }

  /** Lets the rule at an index rest; the last one takes its index. */
  rest(index: number): void {
    const place = this.at(index);
    this.#isAwake[place] = 0;
    this.count--;
    this.#places[index] = this.at(this.count);
  }
}
