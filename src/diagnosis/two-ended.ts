import type { TrackSummary } from '../model/call.js';
import type { RuleFinding } from '../model/finding.js';
import type { SignalId } from '../model/signal.js';
import type { Causes } from '../rules/cause.js';
import type { Evaluation } from '../rules/evaluation.js';
import { formatValue } from '../rules/format-value.js';
import type { Reason } from './diagnosis.js';
import { Ends } from './ends.js';
import type { Candidate, Verdict } from './group.js';
import { type CallEnd, matchEnds, type TrackPair } from './match-ends.js';
import { SLACK_MS } from './observations.js';

/** Of what was sent, less than this share arriving means that the way in between is at fault. */
const ARRIVED = 0.95;
const MOST_OF_CALL = 0.5;
/** The log of the far end is worth as much as strong evidence in the own log. */
const WEIGHT = 0.25;
const SURE = 0.95;

/** What shows that a user hears himself. */
const RETURN_SIGNALS: ReadonlySet<string> = new Set<SignalId>(['return-correlation', 'return-presence']);

/** Lets the log of the far end speak: blame moves to the sender, to the way in between, or stays. */
export function compareEnds(
  evaluation: Evaluation,
  causes: Causes,
  verdicts: readonly Verdict[],
  calls: readonly CallEnd[],
): readonly Verdict[] {
  const pairs = matchEnds(calls);
  if (pairs.length === 0) return verdicts;
  const ends = new Ends(pairs, evaluation, causes);
  return verdicts.map((verdict, index) => {
    const finding = evaluation.findings[index];
    if (finding === undefined) return verdict;
    if (RETURN_SIGNALS.has(finding.measured.signal)) return confirmEcho(finding, verdict, ends);
    const [pair, ...others] = ends.about(finding);
    return pair === undefined ? verdict : moveBlame(finding, verdict, [pair, ...others], ends, verdicts);
  });
}

function moveBlame(
  finding: RuleFinding,
  verdict: Verdict,
  pairs: readonly [TrackPair, ...TrackPair[]],
  ends: Ends,
  verdicts: readonly Verdict[],
): Verdict {
  const [pair] = pairs;
  const own = (candidate: Candidate) => candidate.cause.domain !== 'far-end';
  const atSender = findAtSender(finding, pairs, ends);
  const source = pair.sender.call.source;
  if (atSender !== undefined) {
    const reason: Reason = { kind: 'code', code: 'two-ended.sender-confirms', values: { source } };
    const theirs = (verdicts[atSender]?.candidates ?? []).map((candidate) => strengthen(candidate, WEIGHT, reason));
    const farEnd = verdict.candidates
      .filter((candidate) => !own(candidate))
      .map((candidate) => strengthen(candidate, WEIGHT, reason));
    const rest = verdict.candidates.filter(own).map((candidate) => weaken(candidate, WEIGHT, reason));
    return { ...verdict, candidates: sorted([...theirs, ...farEnd, ...rest]) };
  }
  return {
    ...verdict,
    candidates: sorted(verdict.candidates.map((candidate) => weighFlow(candidate, finding, pair, ends))),
  };
}

/** Place of the first finding on what was sent, at the time of the finding on what was received. */
function findAtSender(finding: RuleFinding, pairs: readonly TrackPair[], ends: Ends): number | undefined {
  let first: number | undefined;
  for (const { sender, sent, receiver } of pairs) {
    const found = ends.findingsOn(sender.call, sent).find(({ finding: other }) => {
      // A sender that sends nothing explains whatever the receiver misses: silence, a gap, an interruption.
      const explains = other.symptom === finding.symptom || other.symptom === 'silence';
      return explains && isSameTime(other, sender, finding, receiver);
    });
    if (found !== undefined && (first === undefined || found.place < first)) first = found.place;
  }
  return first;
}

/** The sender shows no trouble at that time: that speaks against the far end, and for what lies in between if less arrived. */
function weighFlow(candidate: Candidate, finding: RuleFinding, pair: TrackPair, ends: Ends): Candidate {
  const flow = flowOf(pair);
  const values = { source: pair.sender.call.source, sent: flow?.sentText ?? '–', received: flow?.receivedText ?? '–' };
  const { domain } = candidate.cause;
  if (domain === 'far-end') {
    const watched = ends.isWatched(pair.sender.call, pair.sent);
    return watched ? weaken(candidate, WEIGHT, { kind: 'code', code: 'two-ended.sent-well', values }) : candidate;
  }
  if (domain !== 'network' || flow === undefined) return candidate;
  if (flow.received < flow.sent * ARRIVED)
    return strengthen(candidate, WEIGHT, { kind: 'code', code: 'two-ended.lost-between', values });
  // Totals of a whole call hide a short loss, so they acquit the network only when the trouble filled most of the call.
  const { start = 0, end = 0 } = pair.receiver.call;
  const share = (finding.episode.end - finding.episode.start) / Math.max(1, end - start);
  if (share < MOST_OF_CALL) return candidate;
  return weaken(candidate, WEIGHT, { kind: 'code', code: 'two-ended.arrived-as-sent', values });
}

/** What was sent and what of it arrived over the whole call, in the finest unit that both logs have. */
function flowOf({ sent, received }: TrackPair) {
  const units: readonly [SignalId, SignalId, 'fps' | '1/s' | 'bit/s'][] = [
    ['sent-packet-rate', 'packet-rate', '1/s'],
    ['sent-frame-rate', 'received-frame-rate', 'fps'],
    ['sent-bitrate', 'received-bitrate', 'bit/s'],
  ];
  for (const [out, into, unit] of units) {
    const a = total(sent, out);
    const b = total(received, into);
    if (a !== undefined && b !== undefined && a > 0)
      return { sent: a, received: b, sentText: formatValue(a, unit), receivedText: formatValue(b, unit) };
  }
  return undefined;
}

function total({ totals }: TrackSummary, signal: SignalId): number | undefined {
  return Object.hasOwn(totals, signal) ? totals[signal] : undefined;
}

/** Who hears himself has the proof only when the other end's microphone picks up its loudspeaker at the same time. */
function confirmEcho(finding: RuleFinding, verdict: Verdict, ends: Ends): Verdict {
  const { subject, start, end } = finding.episode;
  const pair = ends.ofCall(subject);
  if (pair === undefined) return verdict;
  const here = pair.receiver.call.source === subject.source ? pair.receiver : pair.sender;
  const there = here === pair.receiver ? pair.sender : pair.receiver;
  const shift = there.shiftMs - here.shiftMs;
  const around = { start: start - SLACK_MS - shift, end: end + SLACK_MS - shift };
  const confirmed = ends.leaksIn(there.call).around(around).length > 0;
  if (!confirmed) return verdict;
  const reason: Reason = { kind: 'code', code: 'two-ended.echo-confirmed', values: { source: there.call.source } };
  const candidates = verdict.candidates.map((candidate) =>
    candidate.cause.domain === 'far-end' ? strengthen(candidate, SURE, reason) : weaken(candidate, WEIGHT, reason),
  );
  return { ...verdict, candidates: sorted(candidates) };
}

type Timed = Pick<RuleFinding, 'episode'>;

/** Give or take what evidence is given (see SLACK_MS). */
function isSameTime(a: Timed, endA: CallEnd, b: Timed, endB: CallEnd): boolean {
  const shift = endA.shiftMs - endB.shiftMs;
  return a.episode.start + shift <= b.episode.end + SLACK_MS && b.episode.start <= a.episode.end + shift + SLACK_MS;
}

function strengthen(candidate: Candidate, weight: number, reason: Reason): Candidate {
  return { ...candidate, confidence: Math.min(SURE, candidate.confidence + weight), why: [reason, ...candidate.why] };
}

function weaken(candidate: Candidate, weight: number, reason: Reason): Candidate {
  return {
    ...candidate,
    confidence: Math.max(1 - SURE, candidate.confidence - weight),
    against: [reason, ...candidate.against],
  };
}

function sorted(candidates: Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const candidate of candidates.sort((a, b) => b.confidence - a.confidence)) {
    if (!best.has(candidate.cause.id)) best.set(candidate.cause.id, candidate);
  }
  return [...best.values()];
}
