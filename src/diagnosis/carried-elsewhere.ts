import type { CallSummary, Subject, TimeSpan, TrackKind } from '../model/call.js';
import type { RuleFinding } from '../model/finding.js';
import type { SignalId } from '../model/signal.js';
import type { Evaluation } from '../rules/evaluation.js';
import { keepFindings } from './kept-findings.js';
import { TimeIndex } from './time-index.js';

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
  const flows = new Map(calls.map((call) => [call.id, new CallFlows(call)]));
  return keepFindings(evaluation, (finding) => {
    const flow = flows.get(finding.episode.subject.call);
    return flow === undefined || !isCarriedElsewhere(finding, flow);
  });
}

/**
 * During most of the finding nothing flowed where it was found, and something of the kind did on another connection. For
 * a track that never brought anything, another track of the same connection counts too.
 */
function isCarriedElsewhere({ episode, measured }: RuleFinding, call: CallFlows): boolean {
  const { subject } = episode;
  const kinds = kindsOf(subject, measured.signal);
  if (kinds.length === 0) return false;
  const flows = call.around(episode, kinds);
  const there = flows.filter(({ connection }) => connection !== subject.connection);
  // A track that never came is missed only where no other one of its kind came: servers announce tracks in advance.
  if (measured.signal === ('never-received-for' satisfies SignalId)) return share(episode, flows) >= MOST;
  const here = flows.filter(({ connection }) => connection === subject.connection);
  return share(episode, there) >= MOST && share(episode, here) <= 1 - MOST;
}

interface Flow extends TimeSpan {
  readonly connection: string;
}

/** When media flowed on the connections of a call. */
class CallFlows {
  /** By the kinds of media that have been asked for. */
  readonly #byKinds = new Map<string, TimeIndex<Flow>>();

  constructor(private readonly call: CallSummary) {}

  /** What flowed of these kinds at some time of the span, in the order of the starts. */
  around(span: TimeSpan, kinds: readonly TrackKind[]): Flow[] {
    const key = kinds.join(' ');
    const known = this.#byKinds.get(key);
    if (known !== undefined) return known.around(span);
    const flows = this.call.connections.flatMap(({ id, flow }) =>
      kinds.flatMap((kind) => (flow?.[kind] ?? []).map(({ start, end }) => ({ connection: id, start, end }))),
    );
    const index = new TimeIndex(flows);
    this.#byKinds.set(key, index);
    return index.around(span);
  }
}

/** The media that the finding is about; none when it is not about media. */
function kindsOf({ direction, media }: Subject, signal: string): readonly TrackKind[] {
  if (direction !== undefined && media !== undefined) return [`${direction}-${media}`];
  return signal === ('nothing-received-for' satisfies SignalId) ? RECEIVED : [];
}

/** Share of an interval that the spans, in the order of their starts, cover together. */
function share({ start, end }: TimeSpan, spans: readonly TimeSpan[]): number {
  let covered = 0;
  let from = start;
  for (const span of spans) {
    const begin = Math.max(from, span.start);
    const stop = Math.min(end, span.end);
    if (stop <= begin) continue;
    covered += stop - begin;
    from = stop;
  }
  return covered / Math.max(1, end - start);
}
