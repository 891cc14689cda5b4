const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const DAY = 86_400_000;

/** Epoch ms of a date as JavaScript prints it (`Wed Nov 06 2019 11:47:55 GMT-0300`), to the second. */
export function dateIn(text: string): number | undefined {
  const [, month = '', day, year, h, m, s, offset = ''] =
    /\b([A-Z][a-z]{2}) (\d\d) (\d{4}) (\d\d):(\d\d):(\d\d) GMT([+-]\d{4})/.exec(text) ?? [];
  const index = MONTHS.indexOf(month);
  if (month === '' || index < 0 || index % 3 !== 0) return undefined;
  return Date.UTC(Number(year), index / 3, Number(day), Number(h), Number(m), Number(s)) - offsetMs(offset);
}

/** Epoch ms of a time of day with its zone (`11:47:55 GMT-0300`) within half a day of `near`. */
export function timeIn(text: string, near: number): number | undefined {
  const [, h, m, s, offset] = /\b(\d\d):(\d\d):(\d\d) GMT([+-]\d{4})/.exec(text) ?? [];
  if (offset === undefined) return undefined;
  const ofDay = (Number(h) * 3600 + Number(m) * 60 + Number(s)) * 1000 - offsetMs(offset);
  return ofDay + Math.round((near - ofDay) / DAY) * DAY;
}

function offsetMs(offset: string): number {
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3, 5));
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}
