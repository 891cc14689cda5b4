const QUOTE = 34;
const COMMA = 44;
const OPEN = 91;
const CLOSE = 93;
const BLANK = 32;
const NINE = 57;

/** Longest event name that is looked for; those known have at most 50 characters. */
const LONGEST_NAME = 100;

/** The event of a line, read from its bytes; undefined when the line is no rtcstats record. */
export function eventOf(buffer: Buffer, start: number, end: number): string | undefined {
  if (buffer[start] !== OPEN || buffer[lastByte(buffer, start, end)] !== CLOSE) return undefined;
  let at = start + 1;
  while (at < end && buffer[at] === BLANK) at += 1;
  if (buffer[at] === QUOTE) {
    const close = buffer.indexOf(QUOTE, at + 1);
    if (close < 0 || close >= end || close - at > LONGEST_NAME) return undefined;
    return buffer.toString('latin1', at + 1, close);
  }
  let number = '';
  while (at < end && isDigit(buffer[at]) && number.length < 10) {
    number += String.fromCharCode(buffer[at] ?? 0);
    at += 1;
  }
  return number.length > 0 && buffer[at] === COMMA ? `#${number}` : undefined;
}

/**
 * The plain numbers at the end of a line, last one first: `[…,{},1695819338648,2]` gives [2, 1695819338648]. At most
 * `most` of them; none when the line ends in something else.
 */
export function trailingNumbers(buffer: Buffer, start: number, end: number, most: number): number[] {
  const numbers: number[] = [];
  let to = lastByte(buffer, start, end);
  if (buffer[to] !== CLOSE) return numbers;
  while (numbers.length < most) {
    let from = to - 1;
    while (from > start && isNumberByte(buffer[from])) from -= 1;
    if (buffer[from] !== COMMA || from === to - 1) break;
    const number = Number(buffer.toString('latin1', from + 1, to));
    if (!Number.isFinite(number)) break;
    numbers.push(number);
    to = from;
  }
  return numbers;
}

function lastByte(buffer: Buffer, start: number, end: number): number {
  let at = end - 1;
  while (at > start && (buffer[at] ?? 0) <= BLANK) at -= 1;
  return at;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= NINE;
}

/** Digits, sign, point, exponent and blanks. */
function isNumberByte(byte: number | undefined): boolean {
  return (
    byte !== undefined &&
    (isDigit(byte) || byte === 46 || byte === 45 || byte === 43 || byte === 101 || byte === 69 || byte === BLANK)
  );
}
