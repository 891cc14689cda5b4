import type { Head } from '../format.js';
import { parseJson } from '../stats/json-text.js';
import { type Report, reportsIn } from './envelope.js';

const LINES_LOOKED_AT = 20;
/** A statistics object's type, W3C or goog, in a document that is too long to be seen whole. */
const STATS_TYPE =
  /"type"\s{0,10}:\s{0,10}"(?:inbound-rtp|outbound-rtp|remote-inbound-rtp|candidate-pair|local-candidate|remote-candidate|media-source|media-playout|peer-connection|transport|codec|certificate|track|ssrc|googTrack|googCandidatePair|googComponent|googLibjingleSession)"/;
/** A line with statistics, or the bracket with which an indented document begins. */
export const BEGINNING = new RegExp(`^[[{](?:\\r?$|.*${STATS_TYPE.source})`, 'gm');
const OTHER_FORMAT = /"(?:p|P)eerConnections"\s{0,10}:\s{0,10}\{|"statsSessionId"/;

/** How the reports stand in the file: one JSON value a line, or one document over many lines or in one long line. */
export function layoutOf(head: Head): 'lines' | 'document' {
  const first = firstLine(head);
  return first !== undefined && isContainer(parseJson(first)) ? 'lines' : 'document';
}

/** 0–1, how probably the file holds getStats reports. */
export function likelihood(head: Head): number {
  if (!/^\s{0,100}[[{]/.test(head.text) || OTHER_FORMAT.test(head.text)) return 0;
  // `["event", …` is an entry of an rtcstats log.
  if (/^\s{0,100}\[\s{0,10}"/.test(head.text)) return 0;
  if (firstReports(head).length > 0) return 0.9;
  return STATS_TYPE.test(head.text) && /"timestamp"/.test(head.text) ? 0.6 : 0;
}

/** The reports of the first line that has some, or of the document if it is complete. */
export function firstReports(head: Head): Report[] {
  for (const line of head.lines.slice(0, LINES_LOOKED_AT)) {
    const reports = reportsIn(parseJson(line.trim()));
    if (reports.length > 0 && reports.some(isReport)) return reports;
  }
  return head.complete ? reportsIn(parseJson(head.text)).filter(isReport) : [];
}

/** At least one object of a type that statistics have: other JSON logs have `id` and `type` as well. */
function isReport(report: Report): boolean {
  return report.entries.some(({ raw }) => STATS_TYPE.test(`"type":"${String(raw.type)}"`));
}

function firstLine(head: Head): string | undefined {
  return head.lines.find((line) => line.trim().length > 0);
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
