import type { TriageResult } from '../model/result.js';
import type { Kind } from './kinds.js';
import type { Redacted } from './vault.js';

/** What redacting a result needs of a redactor. */
export interface ResultRedaction {
  learn(text: string): void;
  text(text: string): string;
  claim(kind: Kind, value: string): string;
  redacted(): Iterable<Redacted>;
  /** Takes note of a word of this program that stands in the result. */
  own(word: string): void;
}

/** Members that hold words of this program and times, never data of a log. Whatever is not listed is redacted. */
const OURS: ReadonlySet<string> = new Set([
  'tool',
  'sdk',
  'versions',
  'codes',
  'language',
  'scenario',
  'verdict',
  'format',
  'status',
  'start',
  'end',
  'clock',
  'rule',
  'symptom',
  'symptoms',
  'severity',
  'outcome',
  'outcomes',
  'signal',
  'unit',
  'cause',
  'domain',
  'missing',
  'kind',
  'direction',
]);

/** Formats whose tracks and connections bear the names of statistics; elsewhere they are users and channels. */
const STATISTICS: ReadonlySet<string> = new Set(['webrtc-internals', 'rtcstats', 'getstats', 'unknown']);
/** Names that an SDK gives its own connections: `client-6c08f`, `CONN-0`, `pc1`. */
const OWN_NAME = /^(?:(?:client|conn|connection|pc|p2p|session|call)[-_# ]?[0-9a-f]{0,8}|\d{1,2})$/i;

/** See `Redactor.result`. */
export function redactResult(result: TriageResult, redaction: ResultRedaction): TriageResult {
  eachString(result, (text) => redaction.learn(text));
  eachOwn(result, redaction.own);
  const ids = idsOf(result, redaction);
  const ends = [...redaction.redacted()].filter(({ original }) => original.length > SHORTEST_END);
  return mapStrings(result, (text) => ids.get(text) ?? withoutCutValue(redaction.text(text), ends));
}

/** Excerpts are cut at 300 characters, other texts of a log at fewer. */
const SHORTEST_CUT = 200;
const SHORTEST_END = 4;

/** A long text may have been cut within a value: what is left of the value at its end is replaced as well. */
function withoutCutValue(text: string, values: readonly Redacted[]): string {
  if (text.length < SHORTEST_CUT) return text;
  for (const { original, pseudonym } of values) {
    for (let length = Math.min(original.length - 1, text.length); length >= SHORTEST_END; length--) {
      const start = text.length - length;
      if (!text.endsWith(original.slice(0, length)) || /[\p{L}\d]/u.test(text[start - 1] ?? '')) continue;
      return text.slice(0, start) + pseudonym;
    }
  }
  return text;
}

/** The pseudonyms of track and connection ids that are user and channel names: no word before them says so. */
function idsOf(result: TriageResult, { claim, text }: ResultRedaction): ReadonlyMap<string, string> {
  const formats = new Map(result.sources.map(({ path, format }) => [path, format]));
  const ids = new Map<string, string>();
  for (const { source, connections } of result.calls) {
    if (STATISTICS.has(formats.get(source) ?? 'unknown')) continue;
    for (const { id, tracks } of connections) {
      // `room1/1000001` where one log has several connections.
      const [channel = '', ...users] = id.split('/');
      if (!OWN_NAME.test(id))
        ids.set(id, [claim('channel', channel), ...users.map((user) => claim('uid', user))].join('/'));
      for (const track of tracks)
        if (/^\d+$/.test(track.id) && track.id !== '0') ids.set(track.id, claim('uid', track.id));
    }
  }
  for (const [id, answer] of ids) ids.set(id, text(answer));
  return ids;
}

function eachString(value: unknown, use: (text: string) => void): void {
  mapStrings(value, (text) => {
    use(text);
    return text;
  });
}

/** Hands out the names of members and the strings of `OURS`, whole and by the parts of ids such as `stutter/video-freeze`. */
function eachOwn(value: unknown, use: (word: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, item] of Object.entries(value)) {
    if (!Array.isArray(value)) use(name);
    // Its labels are the log's.
    if (name === 'environment') continue;
    if (!OURS.has(name)) eachOwn(item, use);
    else eachString([item], (text) => [text, ...text.split('/')].forEach(use));
  }
}

/** A copy with every string replaced, and every name in a table (labels of the environment), except `OURS`. */
function mapStrings<T>(value: T, replace: (text: string) => string): T;
function mapStrings(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  // No prototype, so that a label from a log such as __proto__ is a name like any other.
  const copy: Record<string, unknown> = Object.create(null);
  for (const [name, item] of Object.entries(value)) {
    copy[name] = OURS.has(name) ? item : mapStrings(item, replace);
  }
  return copy;
}
