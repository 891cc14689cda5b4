import type { ReadOptions, SourcePart } from '../format.js';
import { locate } from '../locate.js';
import { type Element, elementText } from '../stats/element.js';
import { liftElements } from '../stats/elements.js';
import { parseJson, unpacked } from '../stats/json-text.js';
import { toEpochMs } from '../stats/number.js';
import { isObject } from '../stats/raw.js';
import { reportEntries } from '../stats/shapes.js';
import { parsedReport } from '../stats/stats-report.js';
import type { SummaryBuilder } from '../stats/summary.js';
import { userAgentFacts } from './environment.js';
import type { Recorder } from './recorder.js';

const EXCERPT_LENGTH = 300;

/**
 * The one-document form of 2016: `{userAgent, getUserMedia: [entry…], peerConnections: {PC_0: [entry…]}}` with entries
 * `{time, type, value}` and complete goog reports. Entries are lifted one by one, so the document may have any size.
 */
export class WholeFile {
  readonly #recorder: Recorder;
  readonly #summary: SummaryBuilder;

  constructor(recorder: Recorder, summary: SummaryBuilder) {
    this.#recorder = recorder;
    this.#summary = summary;
  }

  async read(part: SourcePart, options: ReadOptions): Promise<void> {
    const header = { userAgent: userAgentIn(part.head.text) };
    let first = true;
    const result = await liftElements(part.open(), {
      lift: (path) => path.length === (path[0] === 'peerConnections' ? 3 : 2),
      element: (element) => {
        const time = this.#entry(element, part);
        if (!first || time === undefined) return;
        first = false;
        const at = locate(part, element.line, element.offset);
        for (const fact of userAgentFacts(header))
          this.#recorder.tell(fact, { connection: undefined, time, at, excerpt: header.userAgent ?? '' }, undefined);
      },
      tooLong: () => this.#summary.count('element-too-long', 'entry'),
      progress: options.progress,
    });
    if (result.cut !== undefined) this.#summary.cut(part.originalOffset(result.cut.offset), result.cut.reason);
  }

  /** Records one entry; returns its time. */
  #entry(element: Element, part: SourcePart): number | undefined {
    const [section, connection] = element.path;
    if (section !== 'peerConnections' && section !== 'getUserMedia') return undefined;
    const text = elementText(element);
    const entry = parseJson(text);
    if (!isObject(entry)) {
      this.#summary.count('not-json', 'entry');
      return undefined;
    }
    const time = toEpochMs(entry.time);
    if (typeof entry.type !== 'string' || time === undefined) return undefined;
    const pc = section === 'peerConnections' ? connection : undefined;
    const at = locate(part, element.line, element.offset);
    if (entry.type !== 'getStats' && entry.type !== 'getstats') {
      const excerpt = text
        .slice(0, EXCERPT_LENGTH * 2)
        .replace(/\s+/g, ' ')
        .slice(0, EXCERPT_LENGTH);
      this.#recorder.event({ name: entry.type, connection: pc, payload: entry.value, time, at, excerpt });
      return time;
    }
    const report = reportEntries(unpacked(entry.value));
    if (report !== undefined && pc !== undefined) this.#recorder.sample(parsedReport(report), pc, time, at);
    return time;
  }
}

/** The document's `userAgent`, which stands before the data. */
function userAgentIn(text: string): string | undefined {
  return /"userAgent"\s*:\s*"([^"\\]{1,500})"/.exec(text)?.[1];
}
