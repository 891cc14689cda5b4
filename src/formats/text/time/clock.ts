import type { Clock } from '../../../model/result.js';
import type { Warning } from '../../format.js';
import { absoluteTime, DAY, type TimeParts } from './time-parts.js';
import { formatOffset, zoneOffset } from './zone.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Zones lie on quarters of an hour. */
const QUARTER = 15 * MINUTE;
/** Threads and consoles print records up to about this much late (observed in vendor logs). */
const JITTER = 2_000;
/** An epoch printed further than this from a quarter hour beside the line's time is not the line's own time. */
const ANCHOR_TOLERANCE = 90_000;
/** A step of this size forward is a wrong clock, not a quiet log. */
const JUMP = 180 * DAY;
const NEAR = 100 * DAY;

export interface ClockSpec {
  readonly zone: 'local' | 'utc';
  readonly resolutionMs: number;
}

/** Turns the times printed in a log into source time, and finds out what is known of date and zone. */
export class SourceClock {
  /** Days since 1970-01-01 of the date that undated times belong to. */
  private day: number | undefined;
  private assumed: 'modified' | 'nothing' | undefined;
  /** Day to assume when an undated time comes before any date. */
  private fallback: number | undefined;
  private lastTime: number | undefined;
  /** The last date whose year was found. */
  private near: { month: number; day: number; year: number; time: number } | undefined;
  /** The last date that was turned into days, and its days. */
  private dateKey = -1;
  private dateDay = 0;
  private firstTime: number | undefined;
  private shift: number | undefined;
  private offset: number | undefined;
  /** What a time since start has to be moved by: to the carrier's clock, or past a start anew. */
  private base: number | undefined;
  private lastUptime: number | undefined;
  /** True when times are counted from a start that nothing dates. */
  private relative = false;
  /** The clock was set by so much in the middle of the log, ms; taken back, so that differences of times hold. */
  private corrected = 0;
  private backSteps = 0;
  private jumps = 0;
  /** Epoch ms that the log is not later than, or lies close to: supplies a missing year or date. */
  private hint: number | undefined;

  constructor(
    private readonly spec: ClockSpec,
    private readonly zone: string | undefined,
  ) {}

  /** Last known time, or undefined before the first. */
  get last(): number | undefined {
    return this.lastTime;
  }

  /** Says what is known before a part is read: the day of its first line, an epoch close to it, the file's date. */
  begin(day: number | undefined, near: number | undefined, modified: number | undefined): void {
    this.hint = near ?? modified ?? this.hint;
    if (this.day !== undefined && this.assumed === undefined) return;
    if (day !== undefined) {
      this.day = day;
      this.assumed = undefined;
    } else if (modified !== undefined) {
      const offset = this.zone === undefined ? 0 : (zoneOffset(this.zone, modified) ?? 0);
      this.fallback = Math.floor((modified + offset * MINUTE) / DAY);
    }
  }

  /** A header with a date: what follows belongs to this day, whatever came before. */
  header(parts: TimeParts): void {
    const date = this.date(parts);
    if (date === undefined) return;
    this.day = date;
    this.assumed = undefined;
    this.lastTime = date * DAY + (parts.ofDay ?? 0);
  }

  /** Source time of a line, ms; the last known time when the line has none; undefined when there is none at all. */
  time(parts: TimeParts | undefined, wrapper: TimeParts | undefined): number | undefined {
    if (parts?.uptime !== undefined) return this.sinceStart(parts.uptime, wrapper);
    const own = parts?.ofDay === undefined && parts?.epoch === undefined ? wrapper : parts;
    if (own?.uptime !== undefined) return this.sinceStart(own.uptime, undefined);
    const outer = own === wrapper ? undefined : wrapper;
    const printed = own && this.wall(own, outer);
    if (own === undefined || printed === undefined) return this.lastTime;
    const time = printed - (own === parts ? this.corrected : 0);
    this.watch(time);
    if (this.shift === undefined) {
      const epoch = own.second ?? absoluteTime(own) ?? absoluteTime(outer);
      if (epoch !== undefined) this.anchor(epoch, time);
    }
    return time;
  }

  /** The log says that from here on its times are `ms` later than before, because the clock was set. */
  correct(ms: number): void {
    this.corrected += ms;
  }

  /** Time of a line that prints how long ago something started, and perhaps the carrier's time. */
  private sinceStart(uptime: number, wrapper: TimeParts | undefined): number {
    const outer = wrapper && this.wall(wrapper, undefined);
    const began = this.lastUptime !== undefined && uptime < this.lastUptime - JITTER;
    if (outer !== undefined) {
      // Carriers have coarser clocks and print late: theirs dates the finer one, and counts again when both disagree.
      if (this.base === undefined || Math.abs(this.base + uptime - outer) > JITTER) this.base = outer - uptime;
      const epoch = absoluteTime(wrapper);
      if (epoch !== undefined) this.anchor(epoch, outer);
    } else if (this.base === undefined) {
      this.relative = true;
      this.base = 0;
    } else if (began) {
      this.backSteps++;
      this.base = (this.lastTime ?? 0) - uptime;
    }
    this.lastUptime = uptime;
    const time = this.base + uptime;
    this.watch(time);
    return time;
  }

  /** Time as printed, before corrections; undefined when the parts hold none. */
  private wall(own: TimeParts, outer: TimeParts | undefined): number | undefined {
    if (own.epoch !== undefined) return own.epoch;
    if (own.ofDay === undefined) return undefined;
    if (own.day !== undefined) return this.dated(own, own.ofDay);
    const epoch = absoluteTime(outer);
    if (epoch !== undefined) this.dateFrom(epoch, own.ofDay);
    else if (outer) this.takeDate(outer, own.ofDay);
    return this.undated(own.ofDay);
  }

  /** An absolute time beside an undated one tells the date, whatever the zone of the undated one is. */
  private dateFrom(epoch: number, ofDay: number): void {
    if (this.day !== undefined && this.assumed === undefined) return;
    this.day = Math.floor((epoch + offsetWithinDay(ofDay - epoch)) / DAY);
    this.assumed = undefined;
    this.lastTime = undefined;
  }

  /** An epoch printed beside a local time tells the zone, and for undated logs the date. The first one counts. */
  anchor(epoch: number, local: number): void {
    if (this.shift !== undefined) return;
    const difference = local - epoch;
    if (this.relative) {
      this.shift = -difference;
      this.offset = 0;
      return;
    }
    const rounded = Math.round(difference / QUARTER) * QUARTER;
    if (Math.abs(difference - rounded) > ANCHOR_TOLERANCE) return;
    if (this.assumed === undefined && Math.abs(rounded) > 14 * HOUR) return;
    this.shift = rounded === 0 ? 0 : -rounded;
    this.offset = offsetWithinDay(rounded) / MINUTE;
  }

  /** Clock, shift and warnings once all is read. */
  finish(): { clock: Clock; shiftMs: number; warnings: Warning[] } {
    const warnings: Warning[] = [];
    if (this.firstTime === undefined) {
      warnings.push({ code: 'no-clock' });
      return { clock: { zone: 'unknown', resolutionMs: 0 }, shiftMs: 0, warnings };
    }
    if (this.relative && this.shift === undefined) {
      warnings.push({ code: 'relative-clock' });
      if (this.backSteps > 0) warnings.push({ code: 'clock-went-back', detail: String(this.backSteps) });
      return { clock: { zone: 'unknown', resolutionMs: this.spec.resolutionMs }, shiftMs: 0, warnings };
    }
    if (this.shift === undefined && this.assumed) {
      warnings.push({ code: this.assumed === 'modified' ? 'date-assumed' : 'no-date' });
    }
    if (this.backSteps > 0) warnings.push({ code: 'clock-went-back', detail: String(this.backSteps) });
    if (this.jumps > 0) warnings.push({ code: 'clock-jump', detail: String(this.jumps) });
    const { zone, shiftMs } = this.zoneAndShift(this.firstTime, warnings);
    return { clock: { zone, resolutionMs: this.spec.resolutionMs }, shiftMs, warnings };
  }

  private zoneAndShift(first: number, warnings: Warning[]): { zone: string; shiftMs: number } {
    if (this.shift !== undefined) return { zone: formatOffset(this.offset ?? 0), shiftMs: this.shift };
    if (this.spec.zone === 'utc') return { zone: 'UTC', shiftMs: 0 };
    if (this.zone === undefined) {
      warnings.push({ code: 'zone-unknown' });
      return { zone: 'unknown', shiftMs: 0 };
    }
    const offset = zoneOffset(this.zone, first);
    if (offset === undefined) {
      warnings.push({ code: 'zone-unknown', detail: this.zone });
      return { zone: 'unknown', shiftMs: 0 };
    }
    return { zone: this.zone, shiftMs: offset === 0 ? 0 : -offset * MINUTE };
  }

  private dated(parts: TimeParts, ofDay: number): number {
    const day = this.date(parts);
    return day === undefined ? this.undated(ofDay) : day * DAY + ofDay;
  }

  /** Places a time of day after the last one: an hour that falls by half a day or more is the next day. */
  private undated(ofDay: number): number {
    if (this.day === undefined) {
      this.day = this.fallback ?? 0;
      this.assumed = this.fallback === undefined ? 'nothing' : 'modified';
    }
    const time = this.day * DAY + ofDay;
    const last = this.lastTime;
    if (last === undefined) return time;
    if (last - time > 12 * HOUR) {
      this.day += 1;
      return time + DAY;
    }
    // A record printed late, just after midnight, still belongs to the day before.
    const dayBefore = time - DAY;
    return time - last > 12 * HOUR && last - dayBefore >= 0 && last - dayBefore <= JITTER ? dayBefore : time;
  }

  /** A console's or logcat's date holds for the undated time inside when both clocks show about the same. */
  private takeDate(wrapper: TimeParts, ofDay: number): void {
    const day = this.date(wrapper);
    if (day === undefined || wrapper.ofDay === undefined) return;
    const apart = wrapper.ofDay - ofDay;
    const turn = apart < -12 * HOUR ? -1 : apart > 12 * HOUR ? 1 : 0;
    if (Math.abs(apart - turn * DAY) > HOUR) return;
    this.day = day + turn;
    if (wrapper.year !== undefined || this.hint !== undefined) this.assumed = undefined;
  }

  private date(parts: TimeParts): number | undefined {
    if (parts.month === undefined || parts.day === undefined) return undefined;
    const year = parts.year ?? this.guessYear(parts.month, parts.day);
    // Line after line has the same date.
    const key = (year * 12 + parts.month) * 32 + parts.day;
    if (key !== this.dateKey) {
      this.dateKey = key;
      this.dateDay = Math.floor(Date.UTC(year, parts.month - 1, parts.day) / DAY);
    }
    return this.dateDay;
  }

  /**
   * The year that brings the date closest to the last time; before any time the latest year in which the date is not
   * after the file's; 1972 (a leap year) when nothing is known.
   */
  private guessYear(month: number, day: number): number {
    if (this.hint === undefined && this.day === undefined) this.assumed = 'nothing';
    if (this.lastTime !== undefined && this.assumed !== 'modified') return this.closestYear(month, day, this.lastTime);
    if (this.hint === undefined) return 1972;
    const year = new Date(this.hint).getUTCFullYear();
    return Date.UTC(year, month - 1, day) > this.hint + DAY ? year - 1 : year;
  }

  /** The year in which month and day lie closest to a time. */
  private closestYear(month: number, day: number, time: number): number {
    const { near } = this;
    // Line after line has the same date; within 100 days of it no other year can be closer.
    if (near?.month === month && near.day === day && Math.abs(near.time - time) < NEAR) return near.year;
    const year = closestYear(month, day, time);
    this.near = { month, day, year, time: Date.UTC(year, month - 1, day) };
    return year;
  }

  private watch(time: number): void {
    this.firstTime ??= time;
    const step = this.lastTime === undefined ? 0 : time - this.lastTime;
    if (step < -JITTER) this.backSteps++;
    if (step > JUMP) this.jumps++;
    // Late records do not turn the clock back, else the next one would look like a jump or a midnight.
    if (step >= 0 || step < -JITTER || this.lastTime === undefined) this.lastTime = time;
  }
}

/** The year in which month and day lie closest to a time. */
function closestYear(month: number, day: number, time: number): number {
  const year = new Date(time).getUTCFullYear();
  const distance = (candidate: number) => Math.abs(Date.UTC(candidate, month - 1, day) - time);
  return [year - 1, year, year + 1].reduce((best, one) => (distance(one) < distance(best) ? one : best), year);
}

/** An offset in ms that is known up to whole days, as one of −10 h … +14 h (where nearly everybody lives). */
function offsetWithinDay(ms: number): number {
  const within = ((ms % DAY) + DAY) % DAY;
  return within > 14 * HOUR ? within - DAY : within;
}
