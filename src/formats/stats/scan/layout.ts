import type { ByteCursor } from '../../../json/byte-cursor.js';
import { Token } from '../../../json/token.js';
import { LABELS, METRICS, type StatsType } from '../../../model/metric.js';
import { MEMBERS } from '../catalogue.js';
import { parseJson } from '../json-text.js';

/**
 * What a member of a statistics object is for: a `metric` or the label-like `text` that the catalogue names, a `group` of
 * metrics in an object of its own, what tells the object (`type`, `id`, `timestamp`, `isRemote`), or nothing (`skipped`).
 * What is `refused` changes the meaning of other members: only the normaliser of parsed reports knows how.
 */
type Role = 'metric' | 'text' | 'group' | 'type' | 'id' | 'timestamp' | 'isRemote' | 'skipped' | 'refused';

interface Meaning {
  readonly role: Role;
  /** Of a metric in the readings of the type, of a text among the layout's `texts`; −1 for others. */
  readonly place: number;
  /** True where a value below 0 is a reading. */
  readonly mayBeNegative: boolean;
  /** The members of a `group`, and the places of its metrics. */
  readonly group: MemberOrder | undefined;
  readonly places: readonly number[];
}

/** A member that objects of a layout have. A class, so that all have one shape: they are met a million times a second. */
export class Member implements Meaning {
  readonly role: Role;
  readonly place: number;
  readonly mayBeNegative: boolean;
  readonly group: MemberOrder | undefined;
  readonly places: readonly number[];
  /** The member that followed this one when it was last met: nearly always it does so again. */
  following: Member | undefined;
  /** Number of the object that it was last met in. */
  object = 0;

  /** @param key `"name":` */
  constructor(
    meaning: Meaning,
    readonly key: Token,
    readonly index: number,
  ) {
    this.role = meaning.role;
    this.place = meaning.place;
    this.mayBeNegative = meaning.mayBeNegative;
    this.group = meaning.group;
    this.places = meaning.places;
  }
}

const SKIPPED: Meaning = { role: 'skipped', place: -1, mayBeNegative: false, group: undefined, places: [] };
const REFUSED: Meaning = { ...SKIPPED, role: 'refused' };
/** Texts beside the labels: which stream an object is, and of which track (see `mergeTracks`). */
const STREAM_TEXTS = ['ssrc', 'kind', 'mediaType', 'trackId'];
/** Members with which an object is more than its type's members say: renamed ones, and those of the old callback form. */
export const CHANGES_MEANING = ['discardedPackets', 'mozRtt', 'stats'];
/** Members that one layout knows; W3C objects have about 80. */
const MOST_MEMBERS = 300;
const LONGEST_NAME = 200;

/** Members in the order in which they usually come, so that the next one can be expected instead of looked up. */
export class MemberOrder {
  first: Member | undefined;
  readonly #known: Member[] = [];
  readonly #byName = new Map<string, Member>();
  readonly #meaningOf: (name: string) => Meaning;

  constructor(meaningOf: (name: string) => Meaning) {
    this.#meaningOf = meaningOf;
  }

  /** Makes the order of an object's members known before the first one is read. */
  expect(names: readonly string[]): void {
    let previous: Member | undefined;
    for (const name of names) {
      const member = this.#named(name, Token.of(`${JSON.stringify(name)}:`));
      if (member === undefined) return;
      this.#follows(previous, member);
      previous = member;
    }
  }

  /** Moves over the key at the cursor when it is not the expected one; undefined when it cannot be read here. */
  find(cursor: ByteCursor, previous: Member | undefined): Member | undefined {
    const known = this.#known;
    const from = previous === undefined ? 0 : previous.index + 1;
    // Members that did not change are left out of some logs: it is one of those that come later.
    for (let index = from; index < known.length; index += 1) {
      const member = known[index];
      if (member !== undefined && cursor.takeToken(member.key)) return this.#follows(previous, member);
    }
    const start = cursor.at;
    if (!cursor.skipString() || cursor.at - start > LONGEST_NAME) return undefined;
    const name = parseJson(cursor.text(start, cursor.at));
    if (typeof name !== 'string' || !cursor.take(COLON)) return undefined;
    const member = this.#named(name, new Token(cursor.bytes, start, cursor.at));
    return member === undefined ? undefined : this.#follows(previous, member);
  }

  #follows(previous: Member | undefined, member: Member): Member {
    if (previous === undefined) this.first = member;
    else previous.following = member;
    return member;
  }

  #named(name: string, key: Token): Member | undefined {
    const known = this.#byName.get(name);
    if (known !== undefined || this.#known.length >= MOST_MEMBERS) return known;
    const member = new Member(this.#meaningOf(name), key, this.#known.length);
    this.#known.push(member);
    this.#byName.set(name, member);
    return member;
  }
}

const COLON = 58;

/** What objects of one type (and kind, since the members of audio and video differ) have in common. */
export class Layout {
  readonly members: MemberOrder;
  /** Number of readings. */
  readonly readings: number;
  /** Names of the texts that are kept: labels first, in the order of the catalogue. */
  readonly texts: readonly string[];
  /** Number of labels among them. */
  readonly labels: number;

  /**
   * @param type undefined for objects that nobody reads; they are walked over for their time alone
   * @param index number of the layout in its log
   */
  constructor(
    readonly type: StatsType | undefined,
    readonly index: number,
  ) {
    this.readings = type === undefined ? 0 : Object.keys(METRICS[type]).length;
    const labels: readonly string[] = type === undefined ? [] : LABELS[type];
    this.labels = labels.length;
    this.texts = type === undefined ? [] : [...labels, ...STREAM_TEXTS];
    const meanings = meaningsOf(type, this.texts);
    this.members = new MemberOrder((name) => meanings.get(name) ?? SKIPPED);
  }
}

function meaningsOf(type: StatsType | undefined, texts: readonly string[]): Map<string, Meaning> {
  const meanings = new Map<string, Meaning>();
  for (const role of ['type', 'id', 'timestamp'] as const) meanings.set(role, { ...SKIPPED, role });
  if (type === undefined) return meanings;
  if (type === 'inbound-rtp' || type === 'outbound-rtp') meanings.set('isRemote', { ...SKIPPED, role: 'isRemote' });
  for (const name of CHANGES_MEANING) meanings.set(name, REFUSED);
  for (const [place, name] of texts.entries()) meanings.set(name, { ...SKIPPED, role: 'text', place });
  const groups = new Map<string, Map<string, Meaning>>();
  for (const { place, outer, inner, mayBeNegative } of MEMBERS.get(type)?.metrics ?? []) {
    const metric: Meaning = { ...SKIPPED, role: 'metric', place, mayBeNegative };
    if (inner === undefined) meanings.set(outer, metric);
    else groups.set(outer, (groups.get(outer) ?? new Map<string, Meaning>()).set(inner, metric));
  }
  for (const [outer, metrics] of groups) {
    const group = new MemberOrder((name) => metrics.get(name) ?? SKIPPED);
    const places = [...metrics.values()].map(({ place }) => place);
    meanings.set(outer, { ...SKIPPED, role: 'group', group, places });
  }
  return meanings;
}
