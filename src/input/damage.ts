/** What kind of damage ended the reading; the locale puts it into words. */
export type DamageCode = 'truncated' | 'corrupt' | 'checksum' | 'trailing-bytes' | 'expansion-limit';

/**
 * A byte source ends before its time. It is thrown only after every good byte before it has been delivered, so that a
 * reader keeps what it has and reports the cut.
 */
export class DamagedInputError extends Error {
  override readonly name = 'DamagedInputError';

  /**
   * @param code kind of damage
   * @param offset number of bytes delivered before the damage: an offset of the bytes that `open` delivers
   * @param reason the damage in words, without the file's name
   */
  constructor(
    readonly code: DamageCode,
    readonly offset: number,
    readonly reason: string,
  ) {
    super(`${reason} (at byte ${offset} of the unpacked data)`);
  }
}
