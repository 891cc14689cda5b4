import type { FormatReader, Head } from './format.js';

/** Below this a reader has only guessed. */
const LEAST_SCORE = 0.3;

/**
 * The reader that fits best; of several the first.
 * @param order in which they are tried: the sooner the best one is, the sooner others are out of the question
 */
export function best(
  readers: readonly FormatReader[],
  head: Head,
  order: Iterable<FormatReader> = readers,
): FormatReader | undefined {
  let place = readers.length;
  let score = LEAST_SCORE;
  for (const reader of order) {
    const own = readers.indexOf(reader);
    if (own > place && score === 1) continue;
    const fits = reader.recognise(head, score);
    if (fits <= LEAST_SCORE || fits < score || (fits === score && own > place)) continue;
    place = own;
    score = fits;
  }
  return readers[place];
}

/** So many lines, here and there in the head, say which reader is likely. A choice. */
const SAMPLE_LINES = 5;

/** First the reader of text that all of some lines fit: it often makes trying others needless. */
export function likeliestFirst(readers: readonly FormatReader[], head: Head): Iterable<FormatReader> {
  const lines = Array.from(
    { length: SAMPLE_LINES },
    (_, i) => head.lines[Math.floor(((i + 0.5) * head.lines.length) / SAMPLE_LINES)] ?? '',
  );
  const sample: Head = { ...head, lines };
  const likeliest = readers.find((reader) => reader.recognise(sample, 1) === 1);
  return likeliest === undefined ? readers : new Set([likeliest, ...readers]);
}
