import type { CallSummary, TimeSpan, TrackSummary } from '../model/call.js';
import type { RuleFinding } from '../model/finding.js';
import type { SignalId } from '../model/signal.js';
import type { Causes } from '../rules/cause.js';
import type { Evaluation } from '../rules/evaluation.js';
import type { TrackPair } from './match-ends.js';
import { TimeIndex } from './time-index.js';

/** What shows that a microphone picks up its loudspeaker. */
const LEAK_SIGNALS: ReadonlySet<string> = new Set<SignalId>(['leak-correlation', 'leak-presence']);

/** A finding and its place among all. */
export interface PlacedFinding {
  readonly finding: RuleFinding;
  readonly place: number;
}

type Named = { readonly source: string; readonly call: string };

/**
 * What was found and watched at both ends, by the call, connection or track that findings name: a folder with the logs of
 * hundreds of calls has thousands of pairs, findings and checks, and nearly all of them are about another call.
 */
export class Ends {
  /** Pairs by the received track, by the connection that received it, and the first one of each call. */
  readonly #byTrack = new Map<string, TrackPair[]>();
  readonly #byConnection = new Map<string, TrackPair[]>();
  readonly #firstOf = new Map<string, TrackPair>();
  readonly #findings = new Map<string, PlacedFinding[]>();
  #watched: ReadonlySet<string> | undefined;
  #leaks: ReadonlyMap<string, TimeIndex<TimeSpan>> | undefined;

  constructor(
    pairs: readonly TrackPair[],
    private readonly evaluation: Evaluation,
    private readonly causes: Causes,
  ) {
    const connections = new Map<CallSummary, ReadonlyMap<TrackSummary, string>>();
    for (const pair of pairs) {
      const { sender, receiver, received } = pair;
      const connectionOf = connections.get(receiver.call) ?? connectionsByTrack(receiver.call);
      connections.set(receiver.call, connectionOf);
      const call = nameOf(receiver.call);
      add(this.#byTrack, trackKey(call, received.id), pair);
      const connection = connectionOf.get(received);
      if (connection !== undefined) add(this.#byConnection, connectionKey(call, connection), pair);
      for (const one of [sender.call, receiver.call]) {
        const key = callKey(nameOf(one));
        if (!this.#firstOf.has(key)) this.#firstOf.set(key, pair);
      }
    }
    for (const [place, finding] of evaluation.findings.entries()) {
      const { subject } = finding.episode;
      if (subject.track !== undefined) add(this.#findings, trackKey(subject, subject.track), { finding, place });
    }
  }

  /** A finding is about the track that it names; "nothing at all arrived" is about every received track of its connection. */
  about({ episode: { subject }, measured }: RuleFinding): readonly TrackPair[] {
    const { track, connection } = subject;
    if (track !== undefined) return this.#byTrack.get(trackKey(subject, track)) ?? [];
    if (connection === undefined || measured.signal !== ('nothing-received-for' satisfies SignalId)) return [];
    return this.#byConnection.get(connectionKey(subject, connection)) ?? [];
  }

  /** The first pair in which a call is one of the ends. */
  ofCall(call: Named): TrackPair | undefined {
    return this.#firstOf.get(callKey(call));
  }

  /** The findings on a track, in their order. */
  findingsOn(call: CallSummary, track: TrackSummary): readonly PlacedFinding[] {
    return this.#findings.get(trackKey(nameOf(call), track.id)) ?? [];
  }

  /** Whether any check says that all is well with the track. */
  isWatched(call: CallSummary, track: TrackSummary): boolean {
    this.#watched ??= new Set(
      this.evaluation.checks.flatMap(({ subject, outcome }) =>
        outcome === 'clear' && subject?.track !== undefined ? [trackKey(subject, subject.track)] : [],
      ),
    );
    return this.#watched.has(trackKey(nameOf(call), track.id));
  }

  /** When a microphone of the call picked up its loudspeaker, source time. */
  leaksIn(call: CallSummary): TimeIndex<TimeSpan> {
    this.#leaks ??= leaksByCall(this.evaluation, this.causes);
    return this.#leaks.get(callKey(nameOf(call))) ?? NO_LEAKS;
  }
}

const NO_LEAKS = new TimeIndex<TimeSpan>([]);

function leaksByCall({ findings, evidence }: Evaluation, causes: Causes): ReadonlyMap<string, TimeIndex<TimeSpan>> {
  const leaks = new Set(causes.evidence.filter(({ measure }) => LEAK_SIGNALS.has(measure.of)).map(({ id }) => id));
  const spans = new Map<string, TimeSpan[]>();
  for (const { measured, episode } of findings) {
    if (LEAK_SIGNALS.has(measured.signal)) add(spans, callKey(episode.subject), episode);
  }
  for (const { id, subject, episodes } of evidence) {
    if (leaks.has(id)) for (const episode of episodes) add(spans, callKey(subject), episode);
  }
  return new Map([...spans].map(([key, of]) => [key, new TimeIndex(of)]));
}

function connectionsByTrack({ connections }: CallSummary): ReadonlyMap<TrackSummary, string> {
  return new Map(connections.flatMap(({ id, tracks }) => tracks.map((track) => [track, id] as const)));
}

const nameOf = ({ source, id }: CallSummary): Named => ({ source, call: id });
const callKey = ({ source, call }: Named): string => JSON.stringify([source, call]);
const connectionKey = ({ source, call }: Named, id: string): string => JSON.stringify([source, call, 'connection', id]);
const trackKey = ({ source, call }: Named, id: string): string => JSON.stringify([source, call, 'track', id]);

function add<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
