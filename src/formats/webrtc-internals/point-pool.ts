/** Bytes of one slab. */
const SLAB = 1 << 20;

/** The numbers of a series as the pool keeps them, in the smallest form that holds them exactly. */
export interface Points {
  /** Number of points. */
  readonly length: number;
  /** One element for each point, or a single one where all points are equal. */
  readonly numbers: Float64Array | Int32Array;
}

/** What is to be kept: the first `length` values, or only the first where `isConstant`. */
export interface Series {
  readonly values: Float64Array;
  readonly length: number;
  /** All values are equal. */
  readonly isConstant: boolean;
  /** All values are integers of 32 bits, and none is -0. */
  readonly isInteger: boolean;
}

/** Numbers that the pool may shorten where they lie. */
interface Kept extends Points {
  length: number;
  numbers: Float64Array | Int32Array;
}

/** A stretch of memory, seen as numbers of either kind. */
interface Slab {
  readonly floats: Float64Array;
  readonly integers: Int32Array;
}

/**
 * Memory for columns, reused from connection to connection: arrays of their own would wait for the garbage collector,
 * which does not see how much they hold. More than half of all series are integers and a third does not change: kept as
 * such they take 3 bytes a point. Reading them is limited by how many of them the processor's caches hold.
 */
export class PointPool {
  private readonly slabs: Slab[] = [];
  /** What was kept since `release`, in the order of its places. */
  private readonly kept: Kept[] = [];
  private slab = 0;
  /** Bytes of the slab. */
  private used = 0;

  /** A copy that is valid until `release`. */
  keep({ values, length, isConstant, isInteger }: Series): Points {
    if (isConstant && length > 1) return this.note(values.slice(0, 1), length);
    if (!isInteger) return this.keepFloats(values, length);
    const numbers = this.integers(length);
    // Some hundred numbers each: a loop is as fast as the function of typed arrays that converts.
    for (let k = 0; k < length; k++) numbers[k] = values[k] ?? 0;
    return this.note(numbers, length);
  }

  /** A copy of the first `length` values as they are, each an element, valid until `release`. */
  keepFloats(values: Float64Array, length: number): Points & { readonly numbers: Float64Array } {
    const numbers = this.floats(length);
    numbers.set(values.subarray(0, length));
    const points = { length, numbers };
    this.kept.push(points);
    return points;
  }

  /** Gives up every second point of all that is kept, and the place that they took. */
  halve(): void {
    this.slab = 0;
    this.used = 0;
    for (const points of this.kept) {
      const { numbers, length } = points;
      const { skip, left } = halved(length);
      points.length = left;
      if (numbers.length < length) continue;
      // In the order of their places, and in half of them: nothing is overwritten that is still to be read. What had no
      // place among them gets none.
      const isAlone = numbers.buffer.byteLength === numbers.byteLength;
      const kept = isAlone ? numbers.slice(0, left) : this.sameKind(numbers, left);
      for (let k = 0; k < left; k++) kept[k] = numbers[skip + 2 * k] ?? Number.NaN;
      points.numbers = kept;
    }
  }

  /** Everything kept so far is given up. */
  release(): void {
    this.slab = 0;
    this.used = 0;
    this.kept.length = 0;
  }

  private note(numbers: Float64Array | Int32Array, length: number): Points {
    const points = { length, numbers };
    this.kept.push(points);
    return points;
  }

  private sameKind(numbers: Float64Array | Int32Array, length: number): Float64Array | Int32Array {
    return numbers instanceof Int32Array ? this.integers(length) : this.floats(length);
  }

  private floats(length: number): Float64Array {
    const slab = this.place(length * 8);
    if (slab === undefined) return new Float64Array(length);
    const from = this.used / 8 - length;
    return slab.floats.subarray(from, from + length);
  }

  private integers(length: number): Int32Array {
    // Numbers of 8 bytes may come next.
    const even = length + (length & 1);
    const slab = this.place(even * 4);
    if (slab === undefined) return new Int32Array(length);
    const from = this.used / 4 - even;
    return slab.integers.subarray(from, from + length);
  }

  /** The slab whose last bytes in use are so many that were not; undefined for more than a slab holds. */
  private place(bytes: number): Slab | undefined {
    if (bytes > SLAB) return undefined;
    if (this.used + bytes > SLAB) {
      this.slab++;
      this.used = 0;
    }
    this.used += bytes;
    let slab = this.slabs[this.slab];
    if (slab === undefined) {
      const memory = new ArrayBuffer(SLAB);
      slab = { floats: new Float64Array(memory), integers: new Int32Array(memory) };
      this.slabs.push(slab);
    }
    return slab;
  }
}

/**
 * Which points are left of so many: those that follow the first `skip` at every second place. The last one always is: the
 * series of a connection usually end together, so that their remaining points stay paired.
 */
export function halved(length: number): { readonly skip: number; readonly left: number } {
  const left = Math.ceil(length / 2);
  return { skip: Math.max(0, length - 1 - (left - 1) * 2), left };
}
