import type { StatsObject } from '../model/sample.js';

/**
 * Whether the objects of a connection's reports and their labels changed. Readers that know that nothing did hand over the
 * same records again; what follows from labels alone then need not be found again in every report.
 */
export class LabelsSeen {
  /** Another number with every report in which an object or label is another one than in the report before. */
  version = 0;
  readonly #ids: string[] = [];
  readonly #labels: StatsObject['labels'][] = [];

  /** A report of so many objects begins. */
  begin(objects: number): void {
    if (objects === this.#ids.length) return;
    this.version += 1;
    this.#ids.length = objects;
    this.#labels.length = objects;
  }

  /** @returns true when it is not what stood at that position in the report before */
  see({ id, labels }: StatsObject, position: number): boolean {
    if (this.#labels[position] === labels && this.#ids[position] === id) return false;
    this.version += 1;
    this.#ids[position] = id;
    this.#labels[position] = labels;
    return true;
  }
}
