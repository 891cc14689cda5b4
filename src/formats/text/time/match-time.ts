import { Expression, groupOf } from '../compile/expression.js';
import { type FixedGroup, fixedGroups } from './fixed-groups.js';
import { ABSENT, type TimeParts, timeParts, wallTime } from './time-parts.js';

const WALL = ['y', 'yy', 'mo', 'mon', 'd', 'h', 'm', 's', 'ms', 'us', 'ap', 'tz'] as const;
const OTHER = ['epoch', 'uptime', 'uptimeMs', 'uptimeUs'] as const;
const SECOND = ['y2', 'mo2', 'd2', 'h2', 'm2', 's2', 'ms2', 'us2', 'tz2'] as const;
/** All groups that say something of a time. */
const TIME_GROUPS: readonly string[] = [...WALL, ...OTHER, ...SECOND];

/** Reads the time of a text from its match. */
export type MatchTime = (match: RegExpExecArray, text: string) => TimeParts | undefined;

/** Groups that are whole numbers where they are made of nothing but digits, the first perhaps a blank. */
const PLAIN: ReadonlySet<string> = new Set(['y', 'yy', 'mo', 'd', 'h', 'm', 's', 'ms']);
const DIGITS = /^(?:\\d(?:\{\d\})?|\[ \\d\](?:\{\d\})?)+$/;
const ZERO = 48;
const BLANK = 32;

/** An expression that captures only what is asked for, and what reads the time of its matches. */
export interface TimedExpression {
  readonly expression: Expression;
  readonly time: MatchTime;
}

/** @param groups the named groups that are asked for besides those of time */
export function timedExpression(pattern: RegExp, groups: readonly string[]): TimedExpression {
  const places = placedTime(pattern.source);
  const expression = new Expression(pattern, new Set([...groups, ...(places ? [] : TIME_GROUPS)]));
  return { expression, time: places ? timeAtPlaces(places) : matchTime(expression) };
}

/**
 * The groups of time of an expression that stand at fixed places and are plain numbers, where that holds for all of them:
 * they need not be captured, but can be read where they stand.
 */
export function placedTime(source: string): ReadonlyMap<string, FixedGroup> | undefined {
  const fixed = fixedGroups(source);
  const used = TIME_GROUPS.filter((name) => source.includes(`(?<${name}>`));
  const isPlain = (name: string) => {
    const own = fixed.get(name)?.source;
    return own !== undefined && (PLAIN.has(name) ? DIGITS.test(own) : name === 'tz' && own === 'Z');
  };
  return used.length > 0 && used.every(isPlain) ? fixed : undefined;
}

/** Reads times that stand at fixed places. */
export function timeAtPlaces(places: ReadonlyMap<string, FixedGroup>): MatchTime {
  const [y, yy, mo, d, h, m, s, ms] = ['y', 'yy', 'mo', 'd', 'h', 'm', 's', 'ms'].map((name) => places.get(name));
  const offset = places.has('tz') ? 0 : undefined;
  return (_match, text) =>
    wallTime(
      y !== undefined ? numberAt(text, y) : yy !== undefined ? 2000 + numberAt(text, yy) : ABSENT,
      numberAt(text, mo),
      numberAt(text, d),
      numberAt(text, h),
      numberAt(text, m),
      numberAt(text, s),
      ms === undefined ? 0 : numberAt(text, ms),
      offset,
    );
}

/** The number between blanks, as Number() takes it: blanks alone are 0, blanks between digits make none. */
function numberAt(text: string, place: FixedGroup | undefined): number {
  if (place === undefined) return ABSENT;
  let value = 0;
  let isBegun = false;
  let isOver = false;
  for (let i = place.from; i < place.to; i++) {
    const code = text.charCodeAt(i);
    if (code === BLANK) isOver = isBegun;
    else if (isOver) return Number.NaN;
    else {
      value = 10 * value + code - ZERO;
      isBegun = true;
    }
  }
  return value;
}

/** Reads the time of each match of one expression. */
export function matchTime({ names }: Expression): MatchTime {
  const has = (name: string) => names.has(name);
  if (OTHER.some(has) || SECOND.some(has)) {
    const used = [...WALL, ...OTHER, ...SECOND].filter(has);
    return (match) => timeParts(Object.fromEntries(used.map((name) => [name, match[names.get(name) ?? 0]])));
  }
  if (!WALL.some(has)) return () => undefined;
  const [y, yy, mo, mon, d, h, m, s, ms, us, ap, tz] = WALL.map((name) => names.get(name));
  // Nearly all records: written out, so that all objects have one shape (0.1 instead of 0.4 µs a record).
  return (match) =>
    timeParts({
      y: groupOf(match, y),
      yy: groupOf(match, yy),
      mo: groupOf(match, mo),
      mon: groupOf(match, mon),
      d: groupOf(match, d),
      h: groupOf(match, h),
      m: groupOf(match, m),
      s: groupOf(match, s),
      ms: groupOf(match, ms),
      us: groupOf(match, us),
      ap: groupOf(match, ap),
      tz: groupOf(match, tz),
    });
}
