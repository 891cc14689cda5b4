/** Numbers of one slab: 1 MB. */
const SLAB = 1 << 17;

/**
 * Memory for columns, reused from connection to connection: arrays of their own would wait for the garbage collector,
 * which does not see how much they hold.
 */
export class PointPool {
  private readonly slabs: Float64Array<ArrayBuffer>[] = [];
  private slab = 0;
  private used = 0;

  /** A copy of `values` that is valid until `release`. */
  keep(values: Float64Array): Float64Array {
    if (values.length > SLAB) return values.slice();
    if (this.used + values.length > SLAB) {
      this.slab++;
      this.used = 0;
    }
    let slab = this.slabs[this.slab];
    if (slab === undefined) {
      slab = new Float64Array(SLAB);
      this.slabs.push(slab);
    }
    slab.set(values, this.used);
    this.used += values.length;
    return slab.subarray(this.used - values.length, this.used);
  }

  /** Everything kept so far is given up. */
  release(): void {
    this.slab = 0;
    this.used = 0;
  }
}
