import { Token } from '../../../json/token.js';
import type { MediaKind } from '../../../model/call.js';
import { MEMBERS } from '../catalogue.js';
import { mediaKind } from '../draft.js';
import { isPseudoTrack } from '../goog.js';
import { toEpochMs, toReading } from '../number.js';
import { isObject, type RawObject } from '../raw.js';
import { toLabel } from '../standard.js';
import type { Layout } from './layout.js';

type Scalar = string | number | boolean | null;

/** A text member as it stands in the log (`"opus"`, `1234`, `true`) and what that means. */
interface Text {
  readonly token: Token;
  readonly value: Scalar;
}

/** Statistics objects whose time is when the last RTCP report came, not when the report was made. */
const OF_FAR_END: ReadonlySet<string> = new Set(['remote-inbound-rtp', 'remote-outbound-rtp']);

const NO_NUMBERS = new Float64Array(0);

/** A statistics object that has been seen before: what it is, and where it stands now. */
export class KnownObject {
  /** `"IT01":{`, with its id as a key of the report. */
  readonly key: Token;
  /** `"id":"IT01"`, with its id as a member. */
  readonly idMember: Token;
  /** The value of its `type` member. */
  readonly typeToken: Token;
  /** Its time stamp says when the report was made. */
  readonly tellsTime: boolean;
  /** In the order of the catalogue; NaN = absent. A part of `#numbers`. */
  readings: Float64Array = NO_NUMBERS;
  /** Its place in the list of the report's objects; where the readings begin, and where the time stamp stands, in their numbers. */
  index = 0;
  readingsAt = 0;
  timestampAt = 0;
  #numbers: Float64Array = NO_NUMBERS;
  kind: MediaKind | undefined;
  ssrc: string | undefined;
  labels: Readonly<Record<string, string>> = {};
  /** One of the pseudo tracks that are left out. */
  isPseudo = false;
  /** The object that followed it in the last report. */
  following: KnownObject | undefined;
  /** Number of the report that it was last met in. */
  report = 0;
  /** In the report that is being read: its type was named, and an id or a time. */
  hasType = false;
  hasOrigin = false;
  /** In the report that is being read: the time is that of the report. */
  atReportTime = false;
  /** Texts, by their place in the layout, a bit for each that is there, and for each that the report mentions. */
  #texts: (Text | undefined)[] = [];
  #present = 0;
  #seen = 0;
  #changed = true;
  #before: { readings: Float64Array; texts: (Text | undefined)[]; present: number; timestamp: number } | undefined;

  /** @param typeName as it stands in the log */
  constructor(
    readonly id: string,
    readonly typeName: string,
    readonly layout: Layout,
  ) {
    this.key = Token.of(`${JSON.stringify(id)}:{`);
    this.idMember = Token.of(`"id":${JSON.stringify(id)}`);
    this.typeToken = Token.of(JSON.stringify(typeName));
    this.tellsTime = !OF_FAR_END.has(typeName);
    this.moveTo(new Float64Array(layout.readings + 1), { index: 0, readingsAt: 0, timestampAt: layout.readings });
    this.#clear();
  }

  /** Its numbers stand among those of the other objects from now on. */
  moveTo(numbers: Float64Array, to: Pick<KnownObject, 'index' | 'readingsAt' | 'timestampAt'>): void {
    const { readings } = this;
    const { index, readingsAt, timestampAt } = to;
    const timestamp = this.#numbers[this.timestampAt] ?? Number.NaN;
    this.#numbers = numbers;
    this.index = index;
    this.readingsAt = readingsAt;
    this.timestampAt = timestampAt;
    this.readings = numbers.subarray(readingsAt, readingsAt + this.layout.readings);
    this.readings.set(readings);
    this.timestamp = timestamp;
  }

  /** Epoch ms, or another clock's; NaN = absent. */
  get timestamp(): number {
    return this.#numbers[this.timestampAt] ?? Number.NaN;
  }

  set timestamp(time: number) {
    this.#numbers[this.timestampAt] = time;
  }

  /**
   * The object stands in a report.
   * @param partial what is not mentioned stays as it is, and may have to be restored; otherwise it is absent
   */
  begin(partial: boolean): void {
    this.atReportTime = false;
    if (partial) this.#save();
    else this.#clear();
  }

  /** The report mentions a text. */
  sawText(place: number): void {
    this.#seen |= 1 << place;
  }

  /** A complete report of the object has been read. False when it is none of statistics: those have a type and an origin. */
  finish(): boolean {
    if (this.#seen !== this.#present) this.#keepTexts(this.#seen);
    return this.hasType && this.hasOrigin;
  }

  #clear(): void {
    this.readings.fill(Number.NaN);
    this.timestamp = Number.NaN;
    this.hasType = false;
    this.hasOrigin = false;
    this.#seen = 0;
  }

  #save(): void {
    this.#before ??= {
      readings: new Float64Array(this.readings.length),
      texts: this.#texts,
      present: 0,
      timestamp: 0,
    };
    this.#before.readings.set(this.readings);
    this.#before.texts = this.#texts;
    this.#before.present = this.#present;
    this.#before.timestamp = this.timestamp;
  }

  /** Takes back everything since the partial report began: its line turned out to be damaged. */
  restore(): void {
    if (this.#before === undefined) return;
    this.readings.set(this.#before.readings);
    this.#texts = this.#before.texts;
    this.#present = this.#before.present;
    this.timestamp = this.#before.timestamp;
    this.#changed = true;
  }

  /** The text as it last stood in the log. */
  textToken(place: number): Token | undefined {
    return this.#texts[place]?.token;
  }

  setText(place: number, token: Token, value: Scalar): void {
    // The texts of before may be wanted again.
    this.#texts = this.#texts.slice();
    this.#texts[place] = { token, value };
    this.#present |= 1 << place;
    this.#changed = true;
  }

  /** Forgets the texts whose bit is not set. */
  #keepTexts(present: number): void {
    this.#texts = this.#texts.map((text, place) => ((present & (1 << place)) === 0 ? undefined : text));
    this.#present = present;
    this.#changed = true;
  }

  /** Brings what follows from the texts up to date. False when none of them changed. */
  settle(): boolean {
    if (!this.#changed) return false;
    this.#changed = false;
    const { texts, labels } = this.layout;
    const record: Record<string, string> = {};
    for (const [place, name] of texts.entries()) {
      const label = place < labels ? toLabel(this.#texts[place]?.value) : undefined;
      if (label !== undefined) record[name] = label;
    }
    this.labels = record;
    this.kind = mediaKind(this.#valueOf('kind')) ?? mediaKind(this.#valueOf('mediaType'));
    this.ssrc = toLabel(this.#valueOf('ssrc'));
    this.isPseudo = isPseudoTrack(record.trackIdentifier);
    return true;
  }

  /** Takes over how the object stands from its members as JSON.parse gives them. */
  readFrom(raw: RawObject): void {
    this.#clear();
    this.timestamp = toEpochMs(raw.timestamp) ?? Number.NaN;
    for (const { place, outer, inner, mayBeNegative } of this.#metrics) {
      const value = raw[outer];
      const reading = toReading(inner === undefined ? value : isObject(value) ? value[inner] : undefined);
      if (reading !== undefined && (reading >= 0 || mayBeNegative)) this.readings[place] = reading;
    }
    this.#texts = [];
    this.#present = 0;
    for (const [place, name] of this.layout.texts.entries()) {
      const value = raw[name];
      if (!isScalar(value)) continue;
      this.setText(place, Token.of(JSON.stringify(value)), value);
    }
    this.settle();
  }

  /** Gives how the object stands back to its members, so that they are what a normaliser of parsed reports needs. */
  writeTo(raw: Record<string, unknown>): void {
    raw.timestamp = Number.isNaN(this.timestamp) ? undefined : this.timestamp;
    for (const { outer } of this.#metrics) raw[outer] = undefined;
    for (const { place, outer, inner } of this.#metrics) {
      const reading = this.readings[place] ?? Number.NaN;
      if (Number.isNaN(reading)) continue;
      if (inner === undefined) raw[outer] = reading;
      else raw[outer] = { ...(isObject(raw[outer]) ? raw[outer] : {}), [inner]: reading };
    }
    for (const [place, name] of this.layout.texts.entries()) raw[name] = this.#texts[place]?.value;
  }

  get #metrics() {
    return this.layout.type === undefined ? [] : (MEMBERS.get(this.layout.type)?.metrics ?? []);
  }

  #valueOf(name: string): Scalar | undefined {
    return this.#texts[this.layout.texts.indexOf(name)]?.value;
  }
}

/** What a member holds that is neither an object nor an array. */
export function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
