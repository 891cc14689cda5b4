import type { CallSummary, Subject, TimeSpan, TrackKind } from '../model/call.js';
import type { RuleFinding } from '../model/finding.js';
import type { SignalId } from '../model/signal.js';
import type { Evaluation } from '../rules/evaluation.js';
import { keepFindings } from './kept-findings.js';

/**
 * At least this share of a finding must be covered. A hand-over between connections takes a second or two, and reports
 * that are some seconds apart leave both ends of it open: all of it is never covered. Less would also excuse what people
 * did miss.
 */
const MOST = 0.8;

const RECEIVED: readonly TrackKind[] = ['inbound-audio', 'inbound-video'];

/**
 * A call is judged as a whole: while another connection of it carries the media (between two people directly, through
 * a server as soon as there are three), the one that idles is no symptom. Takes such findings out. It can be told
 * only at the end, because a document may hold one connection after the other.
 */
export function withoutCarriedElsewhere(evaluation: Evaluation, calls: readonly CallSummary[]): Evaluation {
  const byId = new Map(calls.map((call) => [call.id, call]));
  return keepFindings(evaluation, (finding) => {
    const call = byId.get(finding.episode.subject.call);
    return call === undefined || !isCarriedElsewhere(finding, call);
  });
}

/**
 * During most of the finding nothing flowed where it was found, and something of the kind did on another connection. For
 * a track that never brought anything, another track of the same connection counts too.
 */
function isCarriedElsewhere({ episode, measured }: RuleFinding, { connections }: CallSummary): boolean {
  const { subject } = episode;
  const kinds = kindsOf(subject, measured.signal);
  if (kinds.length === 0) return false;
  const flows = (own: boolean): TimeSpan[] =>
    connections
      .filter(({ id }) => (id === subject.connection) === own)
      .flatMap(({ flow }) => kinds.flatMap((kind) => flow?.[kind] ?? []));
  const there = flows(false);
  // A track that never came is missed only where no other one of its kind came: servers announce tracks in advance.
  if (measured.signal === ('never-received-for' satisfies SignalId)) {
    return share(episode, [...there, ...flows(true)]) >= MOST;
  }
  return there.length > 0 && share(episode, there) >= MOST && share(episode, flows(true)) <= 1 - MOST;
}

/** The media that the finding is about; none when it is not about media. */
function kindsOf({ direction, media }: Subject, signal: string): readonly TrackKind[] {
  if (direction !== undefined && media !== undefined) return [`${direction}-${media}`];
  return signal === ('nothing-received-for' satisfies SignalId) ? RECEIVED : [];
}

/** Share of an interval that the spans cover together. */
function share({ start, end }: TimeSpan, spans: readonly TimeSpan[]): number {
  let covered = 0;
  let from = start;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const begin = Math.max(from, span.start);
    const stop = Math.min(end, span.end);
    if (stop <= begin) continue;
    covered += stop - begin;
    from = stop;
  }
  return covered / Math.max(1, end - start);
}
