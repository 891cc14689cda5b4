const DURATION = /^(\d{1,7}(?:\.\d{1,3})?)(ms|s|min)$/;
const FACTOR: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 };

/** `500ms`, `10s`, `2min` or `1.5s` as ms; undefined when the text is not a duration. */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text);
  const factor = FACTOR[match?.[2] ?? ''];
  return match?.[1] === undefined || factor === undefined ? undefined : Number(match[1]) * factor;
}
