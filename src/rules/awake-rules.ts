const RESTS = 0;
/** Nothing but the onset is followed: see `RuleRun.followOnset`. */
const HALF = 1;
const AWAKE = 2;

/** The rules of one subject that have to be looked at in every tick: few, as most rules rest most of the time. */
export class AwakeRules {
  count: number;
  /** The first `count` do not rest. */
  readonly #places: Int32Array;
  readonly #state: Uint8Array;

  /** All are awake to begin with. */
  constructor(rules: number) {
    this.#places = new Int32Array(rules);
    this.#state = new Uint8Array(rules);
    this.count = 0;
    this.wakeAll();
  }

  /** Makes it as if it were new. */
  reset(): void {
    this.count = 0;
    this.#state.fill(RESTS);
    this.wakeAll();
  }

  /** Place of a rule in the program; `index` is below `count`. */
  at(index: number): number {
    return this.#places[index] ?? 0;
  }

  wake(place: number): void {
    if (this.#state[place] === RESTS) this.#places[this.count++] = place;
    this.#state[place] = AWAKE;
  }

  wakeAll(): void {
    for (let place = 0; place < this.#state.length; place++) this.wake(place);
  }

  /** Lets a rule rest but for its onset. */
  rest(place: number): void {
    this.#state[place] = HALF;
  }

  /** Whether only the onset of the rule is to be followed. */
  isHalf(place: number): boolean {
    return this.#state[place] === HALF;
  }

  /** Lets the rule at an index rest altogether; the last one takes its index. */
  drop(index: number): void {
    this.#state[this.at(index)] = RESTS;
    this.count--;
    this.#places[index] = this.at(this.count);
  }
}
