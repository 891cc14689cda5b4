/** A mistake in a definition file: where it is, why it is wrong, what to do. */
export class DefinitionError extends Error {
  constructor(
    readonly file: string,
    readonly line: number,
    readonly column: number,
    readonly reason: string,
    readonly fix: string,
    /** Keys and indices from the top of the document. */
    readonly path: readonly (string | number)[] = [],
  ) {
    super(`${file}:${line}:${column}: ${reason} ${fix}`);
    this.name = 'DefinitionError';
  }
}
