const COLON = 58;
/** Times stand within this many bytes of the line's start, wrappers included. */
const LOOK = 64;

/** The hour of the first `h:mm:` or `hh:mm:` near the start of a line, read from its bytes; −1 when there is none. */
export function printedHour(buffer: Buffer, start: number, end: number): number {
  const stop = Math.min(end - 3, start + LOOK);
  for (let i = start + 1; i < stop; i++) {
    if (buffer[i] !== COLON || buffer[i + 3] !== COLON) continue;
    const units = digit(buffer[i - 1]);
    if (units < 0 || digit(buffer[i + 2]) < 0) continue;
    const tens = i - 2 >= start ? digit(buffer[i - 2]) : -1;
    const hour = tens < 0 ? units : tens * 10 + units;
    if (hour <= 23) return hour;
  }
  return -1;
}

function digit(code: number | undefined): number {
  return code !== undefined && code >= 48 && code <= 57 ? code - 48 : -1;
}
