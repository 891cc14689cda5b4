import { isGoog } from '../goog.js';
import type { RawEntry, RawObject } from '../raw.js';
import { mayBeRemote, standardType } from '../standard.js';
import { Attempts } from './attempts.js';
import { KnownObject } from './known-object.js';
import { LastText } from './last-text.js';
import { CHANGES_MEANING, Layout } from './layout.js';

/** Object keys that JSON.parse moves to the front, which changes the order of the objects. */
const INDEX = /^\d{1,10}$/;
/** Layouts of a log: one for each type and kind that occurs; more come from damage. */
const MOST_LAYOUTS = 200;

/** The layouts of a log, by type and kind of the objects. */
export class Layouts {
  readonly #layouts = new Map<string, Layout>();

  of(raw: RawObject, typeName: string): Layout | undefined {
    const key = `${typeName} ${String(raw.kind ?? raw.mediaType)}`;
    const known = this.#layouts.get(key);
    if (known !== undefined || this.#layouts.size >= MOST_LAYOUTS) return known;
    const layout = new Layout(standardType(raw), this.#layouts.size);
    layout.members.expect(Object.keys(raw));
    this.#layouts.set(key, layout);
    return layout;
  }
}

/** The objects of a connection's reports that can be read without JSON.parse. */
export class KnownReport {
  /** The first object of the last report. */
  first: KnownObject | undefined;
  readonly objects = new Map<string, KnownObject>();
  /** The same, in the order in which they were first met. */
  list: readonly KnownObject[] = [];
  /** The readings of all objects in the order of the list, and behind them their time stamps. */
  numbers: Float64Array = new Float64Array(0);
  /** The same text for reports whose numbers stand for the same. */
  shape = '';
  /** The objects of the report that was scanned last, in its order. */
  readonly present: KnownObject[] = [];
  /** The same number as long as the reports hold the same objects with the same texts. */
  version = 0;
  /** The text of that report, where the next one is to be compared with it, and when to do so. */
  readonly last = new LastText();
  readonly repetitions = new Attempts();
  #hasNew = false;

  constructor(private readonly layouts: Layouts) {}

  /** Makes the objects of a parsed report known. False when one of them only the normaliser of parsed reports can read. */
  learn(entries: readonly RawEntry[]): boolean {
    this.last.clear();
    this.version += 1;
    let previous: KnownObject | undefined;
    for (const { id, raw } of entries) {
      const object = this.#objectOf(id, raw);
      if (object === undefined) return false;
      object.readFrom(raw);
      if (this.objects.get(id) !== object) this.#put(object);
      if (previous === undefined) this.first = object;
      else previous.following = object;
      previous = object;
    }
    if (this.#hasNew) this.#gather();
    return true;
  }

  /** The object stands at that place of the report that is being scanned. */
  meet(object: KnownObject, place: number): void {
    if (this.present[place] === object) return;
    this.present[place] = object;
    this.version += 1;
  }

  /** The report that is being scanned has so many objects. */
  endReport(length: number): void {
    if (this.present.length === length) return;
    this.present.length = length;
    this.version += 1;
  }

  /** Brings what follows from the texts of the report's objects up to date. */
  settle(): void {
    for (const object of this.present) if (object.settle()) this.version += 1;
  }

  /** Puts the numbers of all objects together, so that a report can be copied in one go. */
  #gather(): void {
    this.#hasNew = false;
    this.list = [...this.objects.values()];
    const readings = this.list.reduce((sum, { layout }) => sum + layout.readings, 0);
    this.numbers = new Float64Array(readings + this.list.length);
    let at = 0;
    for (const [index, object] of this.list.entries()) {
      object.moveTo(this.numbers, { index, readingsAt: at, timestampAt: readings + index });
      at += object.layout.readings;
    }
    this.shape = this.list.map(({ layout }) => layout.index).join();
  }

  /** The object of that id, which from now on is expected behind `previous` (at the beginning without one). */
  followedBy(previous: KnownObject | undefined, id: string): KnownObject | undefined {
    const object = this.objects.get(id);
    if (object === undefined) return undefined;
    if (previous === undefined) this.first = object;
    else previous.following = object;
    return object;
  }

  /** Adds an object, or puts it in the place of another one of that id, which nothing may lead to any more. */
  #put(object: KnownObject): void {
    const other = this.objects.get(object.id);
    this.#hasNew = true;
    this.objects.set(object.id, object);
    if (other === undefined) return;
    if (this.first === other) this.first = object;
    for (const one of this.objects.values()) if (one.following === other) one.following = object;
  }

  #objectOf(id: string, raw: RawObject): KnownObject | undefined {
    const { type } = raw;
    if (typeof type !== 'string' || INDEX.test(id) || !isPlain(raw)) return undefined;
    const known = this.objects.get(id);
    if (known?.typeName === type) return known;
    const layout = this.layouts.of(raw, type);
    return layout === undefined ? undefined : new KnownObject(id, type, layout);
  }
}

/** True for objects whose readings and labels are what their type's members say, each for itself. */
function isPlain(raw: RawObject): boolean {
  if (raw.type === 'track' || raw.type === 'candidatepair' || isGoog(raw)) return false;
  if (raw.isRemote === true && mayBeRemote(raw.type)) return false;
  return CHANGES_MEANING.every((name) => raw[name] === undefined);
}
