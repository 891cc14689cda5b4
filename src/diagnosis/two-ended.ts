import type { CallSummary, TrackSummary } from '../model/call.js';
import type { RuleFinding } from '../model/finding.js';
import type { SignalId } from '../model/signal.js';
import type { Causes } from '../rules/cause.js';
import type { Evaluation } from '../rules/evaluation.js';
import { formatValue } from '../rules/format-value.js';
import type { Reason } from './diagnosis.js';
import type { Candidate, Verdict } from './group.js';
import { SLACK_MS } from './observations.js';

/** A call as one log shows it. */
export interface CallEnd {
  readonly call: CallSummary;
  /** Added to source times gives epoch ms; two logs can only be compared after it. */
  readonly shiftMs: number;
}

/** A track that one end sent and the other received: the same SSRC in overlapping time. */
export interface TrackPair {
  readonly sender: CallEnd;
  readonly sent: TrackSummary;
  readonly receiver: CallEnd;
  readonly received: TrackSummary;
}

/** Of what was sent, less than this share arriving means that the way in between is at fault. */
const ARRIVED = 0.95;
const MOST_OF_CALL = 0.5;
/** The log of the far end is worth as much as strong evidence in the own log. */
const WEIGHT = 0.25;
const SURE = 0.95;

/** Finds tracks that were sent in one log and received in another. Servers that rewrite SSRCs leave none. */
export function matchEnds(ends: readonly CallEnd[]): TrackPair[] {
  const outbound = new Map<string, { end: CallEnd; track: TrackSummary }[]>();
  for (const end of ends) {
    for (const track of tracksOf(end, 'outbound')) {
      const list = outbound.get(track.ssrc ?? '') ?? [];
      list.push({ end, track });
      outbound.set(track.ssrc ?? '', list);
    }
  }
  return ends.flatMap((receiver) =>
    tracksOf(receiver, 'inbound').flatMap((received) =>
      (outbound.get(received.ssrc ?? '') ?? [])
        .filter(
          ({ end, track }) =>
            end.call.source !== receiver.call.source && track.media === received.media && overlap(end, receiver),
        )
        .map(({ end: sender, track: sent }) => ({ sender, sent, receiver, received })),
    ),
  );
}

function tracksOf({ call }: CallEnd, direction: TrackSummary['direction']): TrackSummary[] {
  const tracks = call.connections.flatMap((connection) => connection.tracks);
  return tracks.filter((track) => track.direction === direction && track.ssrc !== undefined);
}

function overlap(a: CallEnd, b: CallEnd): boolean {
  const [startA, endA, startB, endB] = [a.call.start, a.call.end, b.call.start, b.call.end];
  if (startA === undefined || endA === undefined || startB === undefined || endB === undefined) return false;
  return startA + a.shiftMs <= endB + b.shiftMs && startB + b.shiftMs <= endA + a.shiftMs;
}

/** What shows that a user hears himself, and that a microphone picks up its loudspeaker. */
const RETURN_SIGNALS: ReadonlySet<string> = new Set<SignalId>(['return-correlation', 'return-presence']);
const LEAK_SIGNALS: ReadonlySet<string> = new Set<SignalId>(['leak-correlation', 'leak-presence']);

/** Lets the log of the far end speak: blame moves to the sender, to the way in between, or stays. */
export function compareEnds(
  evaluation: Evaluation,
  causes: Causes,
  verdicts: readonly Verdict[],
  ends: readonly CallEnd[],
): readonly Verdict[] {
  const pairs = matchEnds(ends);
  if (pairs.length === 0) return verdicts;
  const context: Context = { evaluation, causes, verdicts };
  return verdicts.map((verdict, index) => {
    const finding = evaluation.findings[index];
    if (finding === undefined) return verdict;
    if (RETURN_SIGNALS.has(finding.measured.signal)) return confirmEcho(finding, verdict, pairs, context);
    const concerned = pairs.filter((pair) => isAbout(finding, pair));
    const [pair] = concerned;
    return pair === undefined ? verdict : moveBlame(finding, verdict, [pair, ...concerned.slice(1)], context);
  });
}

/** A finding is about the track that it names; "nothing at all arrived" is about every received track of its connection. */
function isAbout({ episode: { subject }, measured }: RuleFinding, { receiver, received }: TrackPair): boolean {
  if (isTrack(subject, receiver, received)) return true;
  if (measured.signal !== ('nothing-received-for' satisfies SignalId)) return false;
  if (subject.source !== receiver.call.source || subject.call !== receiver.call.id) return false;
  return receiver.call.connections.some(({ id, tracks }) => id === subject.connection && tracks.includes(received));
}

interface Context {
  readonly evaluation: Evaluation;
  readonly causes: Causes;
  readonly verdicts: readonly Verdict[];
}

function isTrack(subject: RuleFinding['episode']['subject'], { call }: CallEnd, track: TrackSummary): boolean {
  return subject.source === call.source && subject.call === call.id && subject.track === track.id;
}

function moveBlame(
  finding: RuleFinding,
  verdict: Verdict,
  pairs: readonly [TrackPair, ...TrackPair[]],
  { evaluation, verdicts }: Context,
): Verdict {
  const [pair] = pairs;
  const own = (candidate: Candidate) => candidate.cause.domain !== 'far-end';
  const atSender = evaluation.findings.findIndex(
    (other) =>
      // A sender that sends nothing explains whatever the receiver misses: silence, a gap, an interruption.
      (other.symptom === finding.symptom || other.symptom === 'silence') &&
      pairs.some(
        ({ sender, sent, receiver }) =>
          isTrack(other.episode.subject, sender, sent) && isSameTime(other, sender, finding, receiver),
      ),
  );
  const source = pair.sender.call.source;
  if (atSender >= 0) {
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
    candidates: sorted(verdict.candidates.map((candidate) => weighFlow(candidate, finding, pair, evaluation))),
  };
}

/** The sender shows no trouble at that time: that speaks against the far end, and for what lies in between if less arrived. */
function weighFlow(candidate: Candidate, finding: RuleFinding, pair: TrackPair, { checks }: Evaluation): Candidate {
  const flow = flowOf(pair);
  const values = { source: pair.sender.call.source, sent: flow?.sentText ?? '–', received: flow?.receivedText ?? '–' };
  const { domain } = candidate.cause;
  if (domain === 'far-end') {
    const watched = checks.some(
      ({ subject, outcome }) =>
        outcome === 'clear' && subject !== undefined && isTrack(subject, pair.sender, pair.sent),
    );
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
function confirmEcho(
  finding: RuleFinding,
  verdict: Verdict,
  pairs: readonly TrackPair[],
  { evaluation, causes }: Context,
): Verdict {
  const { subject } = finding.episode;
  const pair = pairs.find(({ sender, receiver }) =>
    [sender, receiver].some(({ call }) => call.source === subject.source && call.id === subject.call),
  );
  if (pair === undefined) return verdict;
  const here = pair.receiver.call.source === subject.source ? pair.receiver : pair.sender;
  const there = here === pair.receiver ? pair.sender : pair.receiver;
  const leaks = new Set(causes.evidence.filter(({ measure }) => LEAK_SIGNALS.has(measure.of)).map(({ id }) => id));
  const episodes = [
    ...evaluation.findings.filter(({ measured }) => LEAK_SIGNALS.has(measured.signal)).map(({ episode }) => episode),
    ...evaluation.evidence.filter(({ id }) => leaks.has(id)).flatMap((observation) => observation.episodes),
  ];
  const confirmed = episodes.some(
    (episode) =>
      episode.subject.source === there.call.source &&
      episode.subject.call === there.call.id &&
      isSameTime({ episode }, there, finding, here),
  );
  if (!confirmed) return verdict;
  const reason: Reason = { kind: 'code', code: 'two-ended.echo-confirmed', values: { source: there.call.source } };
  const candidates = verdict.candidates.map((candidate) =>
    candidate.cause.domain === 'far-end' ? strengthen(candidate, SURE, reason) : weaken(candidate, WEIGHT, reason),
  );
  return { ...verdict, candidates: sorted(candidates) };
}

type Timed = Pick<RuleFinding, 'episode'>;

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
