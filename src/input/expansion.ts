const MIB = 1024 * 1024;

export interface ExpansionOptions {
  /** Up to this many unpacked bytes no ratio is looked at. */
  readonly freeBytes: number;
  /** Unpacked bytes for each packed byte. */
  readonly ratio: number;
}

/**
 * Deflate cannot exceed 1032:1, and logs reach 60:1 at most, so a source of which more than 1 GiB comes out at more
 * than 200:1 is made to waste the reader's time.
 */
const EXPANSION: ExpansionOptions = { freeBytes: 1024 * MIB, ratio: 200 };

/** Stops decompression bombs. One for a gzip file; one for all members of a zip, which may overlap in the archive. */
export class ExpansionLimit {
  private unpacked = 0;

  /** @param packedBytes size of the packed file, when known; otherwise the position in it is the measure */
  constructor(
    private readonly packedBytes: number | undefined,
    private readonly options: ExpansionOptions = EXPANSION,
  ) {}

  /** Counts unpacked bytes; returns the reason in words when the limit is passed. */
  add(bytes: number, packedPosition: number): string | undefined {
    this.unpacked += bytes;
    const { freeBytes, ratio } = this.options;
    if (this.unpacked <= freeBytes || this.unpacked <= ratio * (this.packedBytes ?? packedPosition)) return undefined;
    return `The data unpack to more than ${ratio} times their size and over ${Math.round(freeBytes / MIB)} MiB; the rest was not read.`;
  }
}
