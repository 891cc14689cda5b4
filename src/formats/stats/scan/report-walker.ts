import { Token } from '../../../json/token.js';
import { parseJson } from '../json-text.js';
import type { KnownObject } from './known-object.js';
import type { KnownReport } from './known-report.js';
import { OBJECT_OF_TEXT } from './last-text.js';
import type { Member, MemberOrder } from './layout.js';
import type { ValueReader } from './value-reader.js';

const COMMA = 44;
const COLON = 58;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** Members of an object that are read; beyond, the recorder of partial reports leaves them out. */
const MOST_MEMBERS = 300;
const FALSE = Token.of('false');
const ID = Token.of('"id":');

/**
 * Reads a report member by member into the objects that are known from the connection's reports before: reports list the
 * same objects with the same members in the same order, so each key is only compared with the one that is expected.
 * Nothing is made anew unless a text changed.
 */
export class ReportWalker {
  /** Number of objects in the report. */
  length = 0;
  /** Something stood beside the objects that is none. */
  hasOthers = false;
  /** A number called `timestamp` beside the objects. */
  timestamp = Number.NaN;
  #report = 0;
  /** Number of the object that is being read. */
  #object = 0;
  #isList = false;
  #partial = false;
  /** The text is kept, so that the next report can be compared with it. */
  #isKept = false;

  constructor(private readonly values: ValueReader) {}

  /**
   * Moves the cursor over the report: statistics objects keyed by their ids, or a list of them that begin with their id.
   *
   * @param partial what is not mentioned stands as it stood; otherwise it is absent
   * @param isKept the text is to be compared with the next one
   * @returns false when it cannot be read here
   */
  walk(known: KnownReport, partial: boolean, isKept: boolean): boolean {
    const { cursor } = this.values;
    const start = cursor.at;
    this.length = 0;
    this.hasOthers = false;
    this.timestamp = Number.NaN;
    this.#report += 1;
    this.#partial = partial;
    this.#isKept = isKept;
    this.#isList = !partial && cursor.take(OPEN_BRACKET);
    if (!(this.#isList ? this.#elements(known) : this.#objects(known))) return false;
    known.endReport(this.length);
    if (this.#isKept && !this.hasOthers) known.last.keep(cursor.bytes, start, cursor.at);
    else known.last.clear();
    return true;
  }

  #objects(known: KnownReport): boolean {
    const { cursor } = this.values;
    if (!cursor.take(OPEN_BRACE)) return false;
    if (cursor.take(CLOSE_BRACE)) return true;
    let previous: KnownObject | undefined;
    do {
      let object = previous === undefined ? known.first : previous.following;
      if (object === undefined || !cursor.takeToken(object.key)) {
        const id = this.#key();
        if (id === undefined) return false;
        if (!cursor.take(OPEN_BRACE)) {
          // What stands twice under one name would take the place of the object.
          if (known.objects.has(id) || !this.#besideObjects(id)) return false;
          continue;
        }
        object = known.followedBy(previous, id);
        if (object === undefined) return false;
      }
      if (!this.#begin(known, object)) return false;
      if (!cursor.take(CLOSE_BRACE) && !this.#members(known, object, object.layout.members)) return false;
      if (!this.#partial && !object.finish()) return false;
      previous = object;
    } while (cursor.take(COMMA));
    return cursor.take(CLOSE_BRACE);
  }

  /** Reads the objects of a list, from behind its bracket. */
  #elements(known: KnownReport): boolean {
    const { cursor } = this.values;
    if (cursor.take(CLOSE_BRACKET)) return true;
    let previous: KnownObject | undefined;
    do {
      if (!cursor.take(OPEN_BRACE)) return false;
      let object = previous === undefined ? known.first : previous.following;
      if (object === undefined || !cursor.takeToken(object.idMember)) {
        const id = cursor.takeToken(ID) ? this.#string() : undefined;
        object = id === undefined ? undefined : known.followedBy(previous, id);
        if (object === undefined) return false;
      }
      if (!this.#begin(known, object)) return false;
      object.hasOrigin = true;
      if (!cursor.take(CLOSE_BRACE)) {
        if (!cursor.take(COMMA) || !this.#members(known, object, object.layout.members)) return false;
      }
      if (!object.finish()) return false;
      previous = object;
    } while (cursor.take(COMMA));
    return cursor.take(CLOSE_BRACKET);
  }

  /** Takes an object into the report. Of one that is there twice, the last one counts in the place of the first. */
  #begin(known: KnownReport, object: KnownObject): boolean {
    if (object.report === this.#report) return false;
    object.report = this.#report;
    this.#object += 1;
    known.meet(object, this.length);
    this.length += 1;
    object.begin(this.#partial);
    return true;
  }

  /** Reads members up to the closing brace: for metrics, nothing but comparing keys and reading numbers. */
  #members(known: KnownReport, object: KnownObject, members: MemberOrder): boolean {
    const { values } = this;
    const { cursor } = values;
    const { numbers } = known;
    const { readingsAt } = object;
    const { view, end } = cursor;
    const isKept = this.#isKept;
    let { at } = cursor;
    let expected = members.first;
    let previous: Member | undefined;
    for (let count = 0; count < MOST_MEMBERS; count += 1) {
      let member = expected;
      if (member?.key.isAt(view, at, end) === true) at += member.key.length;
      else {
        cursor.at = at;
        member = members.find(cursor, previous);
        if (member === undefined) return false;
        at = cursor.at;
      }
      const start = at;
      if (member.role === 'metric') {
        at = values.reading(at, numbers, readingsAt + member.place, member.mayBeNegative);
        if (at < 0) return false;
      } else {
        cursor.at = at;
        if (!this.#other(known, member, object)) return false;
        at = cursor.at;
      }
      if (isKept) this.#keep(known, object, member, start, at);
      if (at >= end) return false;
      const next = view.getUint8(at);
      at += 1;
      if (next !== COMMA) {
        cursor.at = at;
        return next === CLOSE_BRACE;
      }
      previous = member;
      expected = member.following;
    }
    return false;
  }

  /** Keeps the place of a member's value. */
  #keep({ last }: KnownReport, object: KnownObject, member: Member, start: number, end: number): void {
    // Of a member that is there twice the last value counts, even if it is the first one that changes.
    if (member.object === this.#object) this.#isKept = false;
    member.object = this.#object;
    switch (member.role) {
      case 'metric':
        last.add(member.mayBeNegative ? 'signed-reading' : 'reading', object.readingsAt + member.place, start, end);
        break;
      case 'timestamp':
        last.add('signed-reading', object.timestampAt, start, end);
        break;
      case 'text':
        last.add('text', ((this.length - 1) << OBJECT_OF_TEXT) | member.place, start, end);
        break;
      case 'skipped':
        last.add('skipped', 0, start, end);
        break;
      default:
    }
  }

  #other(known: KnownReport, member: Member, object: KnownObject): boolean {
    const { cursor } = this.values;
    switch (member.role) {
      case 'skipped':
        return cursor.skipValue();
      case 'text':
        object.sawText(member.place);
        return this.values.text(object, member.place);
      case 'timestamp':
        return this.#timestampOf(object);
      case 'type':
        object.hasType = true;
        return cursor.takeToken(object.typeToken);
      case 'id':
        object.hasOrigin = true;
        // In a list, a second one would be the object's.
        return !this.#isList && cursor.skipValue();
      case 'group':
        return member.group !== undefined && this.#group(known, object, member.group, member.places);
      case 'isRemote':
        return cursor.takeToken(FALSE);
      default:
        return false;
    }
  }

  #timestampOf(object: KnownObject): boolean {
    const { cursor } = this.values;
    if (!cursor.number()) return false;
    object.hasOrigin = true;
    object.timestamp = cursor.value;
    object.atReportTime = cursor.value === 0 && this.#partial;
    return true;
  }

  /** An object whose members are metrics, from its brace on. */
  #group(known: KnownReport, object: KnownObject, members: MemberOrder, places: readonly number[]): boolean {
    const { cursor } = this.values;
    for (const place of places) object.readings[place] = Number.NaN;
    return cursor.take(OPEN_BRACE) && (cursor.take(CLOSE_BRACE) || this.#members(known, object, members));
  }

  /** Reads a key of the report with its colon. */
  #key(): string | undefined {
    const key = this.#string();
    return this.values.cursor.take(COLON) ? key : undefined;
  }

  #string(): string | undefined {
    const { cursor } = this.values;
    const start = cursor.at;
    const text = cursor.skipString() ? parseJson(cursor.text(start, cursor.at)) : undefined;
    return typeof text === 'string' ? text : undefined;
  }

  /** Reads what stands among the objects and is none. */
  #besideObjects(key: string): boolean {
    const { cursor } = this.values;
    this.hasOthers = true;
    if (key !== 'timestamp' || !this.#partial) return cursor.skipValue();
    if (!cursor.number()) return false;
    this.timestamp = cursor.value;
    return true;
  }
}
