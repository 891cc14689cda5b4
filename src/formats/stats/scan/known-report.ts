import { isGoog } from '../goog.js';
import type { RawEntry, RawObject } from '../raw.js';
import { standardType } from '../standard.js';
import { KnownObject } from './known-object.js';
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
    const layout = new Layout(standardType(raw));
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

  constructor(private readonly layouts: Layouts) {}

  /** Makes the objects of a parsed report known. False when one of them only the normaliser of parsed reports can read. */
  learn(entries: readonly RawEntry[]): boolean {
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
    this.list = [...this.objects.values()];
    return true;
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

/** Objects that `isRemote` makes others of; candidates have it too, as one of their members. */
const STREAMS: ReadonlySet<unknown> = new Set(['inbound-rtp', 'outbound-rtp']);

/** True for objects whose readings and labels are what their type's members say, each for itself. */
function isPlain(raw: RawObject): boolean {
  if (raw.type === 'track' || raw.type === 'candidatepair' || isGoog(raw)) return false;
  if (raw.isRemote === true && STREAMS.has(raw.type)) return false;
  return CHANGES_MEANING.every((name) => raw[name] === undefined);
}
