import type { EventType, Location, RtcEvent } from '../../model/event.js';
import type { RecordSink, StatsObject } from '../../model/sample.js';
import type { FormatReader, Head, ReaderSession, ReadOptions, ReadSummary, SourcePart } from '../format.js';
import { locate } from '../locate.js';
import { SummaryBuilder } from '../stats/summary.js';
import { type Section, sectionsOf } from './page.js';
import { pairOf, rtpOf } from './statistics.js';
import { dateIn } from './time.js';

/** A saved page is some hundred KB; of a larger one only this much is read, because it is held in memory as a whole. */
const MOST_BYTES = 20 * 1024 * 1024;
const EXCERPT = 300;
const MARKS = ['aboutWebrtc', 'class="peer-connection', 'ICE(PC:', 'THIS_IS_SDPARTA'];

const OBSERVES: ReadonlySet<EventType> = new Set<EventType>(['environment', 'path']);

/**
 * Reads saved pages of Firefox's about:webrtc. A page is one moment: it has the candidate pairs with their states, the
 * counters of the tracks and the session descriptions, but no series and no times of what happened.
 */
export const firefoxReader: FormatReader = {
  id: 'firefox-about-webrtc',
  title: 'Firefox about:webrtc page',
  observes: OBSERVES,
  beginning: /^<(?:!doctype html|html)\b/gim,
  recognise,
  firstTime: (head) => dateIn(head.text),
  open: (sink, options) => new PageSession(sink, options),
};

/** A label in the user's language and a number. */
const COUNT = /^[^:]{1,100}: ?\d{1,9}$/;

function recognise(head: Head): number {
  if (!/^\s{0,200}<(?:!doctype html|html|div|!--)/i.test(head.text)) return 0;
  return MARKS.some((mark) => head.text.includes(mark)) ? 0.9 : 0;
}

class PageSession implements ReaderSession {
  readonly #summary = new SummaryBuilder();
  #place = { characters: 0, bytes: 0, line: 1 };
  #hasStatistics = false;

  constructor(
    private readonly sink: RecordSink,
    private readonly options: ReadOptions,
  ) {}

  async read(part: SourcePart): Promise<void> {
    const html = await this.#whole(part);
    this.#place = { characters: 0, bytes: 0, line: 1 };
    const sections = sectionsOf(html);
    if (sections.length === 0) this.#summary.warn('no-connections');
    let understood = 0;
    for (const [i, section] of sections.entries()) if (this.#section(section, i, html, part)) understood++;
    if (understood < sections.length) this.#summary.warn('page-partly-understood', `${understood}/${sections.length}`);
    else if (sections.length > 0 && !this.#hasStatistics) this.#summary.warn('page-without-statistics');
    if (this.#summary.build().records > 0) this.#summary.warn('single-report');
  }

  finish(): ReadSummary {
    const summary = this.#summary.build();
    // Firefox shows whole seconds.
    return { ...summary, clock: { ...summary.clock, resolutionMs: summary.start === undefined ? 0 : 1000 } };
  }

  async #whole(part: SourcePart): Promise<string> {
    const source = part.open();
    const pieces: Buffer[] = [];
    let size = 0;
    while (size < MOST_BYTES) {
      const buffer = Buffer.allocUnsafe(64 * 1024);
      const count = await source.read(buffer, 0);
      if (count === 0) break;
      pieces.push(buffer.subarray(0, count));
      size += count;
      this.options.progress?.(size);
    }
    if (size >= MOST_BYTES) this.#summary.cut(size, 'the page is larger than 20 MB');
    return Buffer.concat(pieces).toString('utf8');
  }

  /** False when the connection has something and nothing of it was understood. */
  #section(section: Section, index: number, html: string, part: SourcePart): boolean {
    const time = dateIn(section.heading);
    const at = this.#locate(section.at, html, part);
    const connection = /\(id=(\d{1,20})\b/.exec(section.heading)?.[1] ?? `connection-${index + 1}`;
    const excerpt = section.heading.replace(/\s+/g, ' ').trim().slice(0, EXCERPT);
    const give = (type: EventType, fields: RtcEvent['fields']) => {
      this.sink.event({ type, time: time ?? 0, connection, fields, at, excerpt });
      this.#count(time);
    };
    const version = versionIn(section.descriptions);
    if (version !== undefined) give('environment', { label: 'browser', value: `Firefox ${version}` });
    const stats = new Map<string, StatsObject>();
    for (const [i, cells] of section.rows.entries()) {
      const pair = pairOf(cells, i);
      if (pair === undefined) continue;
      stats.set(pair.stats.id, pair.stats);
      if (!pair.selected) continue;
      const { local, remote } = pair;
      const relayed = local.type === 'relay' || remote.type === 'relay';
      give('path', { local: local.type, remote: remote.type, relayed, protocol: local.protocol });
    }
    for (const { under, text } of section.paragraphs) {
      const object = rtpOf(under, text, time ?? 0);
      if (object !== undefined && !stats.has(object.id)) stats.set(object.id, object);
    }
    if (stats.size > 0) {
      this.sink.sample({ time: time ?? 0, connection, stats: [...stats.values()], at });
      this.#count(time);
    }
    this.#hasStatistics ||= stats.size > 0;
    // A connection that a page opened and never used, or has closed, has nothing to be understood: the numbers of its data
    // channels, and lists of candidates (one in a row).
    const isUnused =
      section.rows.every((cells) => cells.length <= 1) && section.paragraphs.every(({ text }) => COUNT.test(text));
    return stats.size > 0 || version !== undefined || isUnused;
  }

  /** Place of a character of the page; places are asked for in the order of the page. */
  #locate(to: number, html: string, part: SourcePart): Location {
    const between = html.slice(this.#place.characters, to);
    this.#place.characters = to;
    this.#place.bytes += Buffer.byteLength(between);
    this.#place.line += between.split('\n').length - 1;
    return locate(part, this.#place.line, this.#place.bytes);
  }

  #count(time: number | undefined): void {
    if (time === undefined) this.#summary.untimedRecord();
    else this.#summary.record(time);
  }
}

/**
 * The browser's version out of the descriptions of both sides: its own stands first in older pages, second in newer ones.
 * From version 100 on Firefox writes 99.0 for ever, so that this says nothing.
 */
function versionIn(descriptions: readonly string[]): string | undefined {
  const versions = descriptions
    .slice(0, 2)
    .map((text) => /THIS_IS_SDPARTA-(\d{1,4}(?:\.\d{1,4}){0,3})/.exec(text)?.[1])
    .filter((version) => version !== undefined);
  return versions[0] === '99.0' ? undefined : versions[0];
}
