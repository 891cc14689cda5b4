/** What a run does next, as far as it matters to who tunes the engine. */
export type Phase =
  /** Threads are started, and load the program once more. */
  | { readonly name: 'starting-threads' }
  /** Logs are read, by threads or on this one. The largest has about so many bytes, unpacked; 0 where nobody knows. */
  | { readonly name: 'reading'; readonly largest: number }
  /** All logs have been read, and the result is still to be made. */
  | { readonly name: 'read' };
