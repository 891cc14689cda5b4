import { z } from 'zod';
import { SUBJECT_KINDS } from '../model/call.js';
import { OUTCOMES } from '../model/finding.js';
import { SOURCE_STATUSES } from '../model/result.js';
import { type PackedJudged, unpackLog } from '../result/packed-log.js';
import type { ReadLog } from '../result/read-log.js';
import { offsetMinutes } from '../result/times.js';
import { decodeCode, eventCode } from './decode-code.js';

/** What reports print as it is. */
const finite = z.number();
/** What may be unknown or open: times and worst values. */
const number = z.union([finite, z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]);
const text = z.string();
const place = z.int().min(0);
const span = z.object({ start: number, end: number });
const mediaKind = z.enum(['audio', 'video']);
const direction = z.enum(['inbound', 'outbound']);
const warning = z.looseObject({ code: text, detail: text.exactOptional() });

// Objects are loose: what a later step of the same program needs travels along. What is used here is checked.
const evidence = z.looseObject({
  at: z.looseObject({ source: text, line: finite, offset: finite }),
  excerpt: text,
  time: number.exactOptional(),
  code: eventCode.exactOptional(),
});

const subject = z.looseObject({
  kind: z.enum(SUBJECT_KINDS),
  key: text,
  source: text,
  call: text,
  connection: text.exactOptional(),
  track: text.exactOptional(),
  media: mediaKind.exactOptional(),
  direction: direction.exactOptional(),
});

const episode = z.looseObject({
  start: number,
  end: number,
  worst: number,
  worstAt: number,
  totalMs: number,
  evidence: z.array(evidence),
});

const judged = z.object({
  outcomes: z.array(z.looseObject({ outcome: z.enum(OUTCOMES), missing: z.array(text), detail: text.exactOptional() })),
  subjects: z.array(
    z.object({
      subject,
      runs: z.array(place),
      episodes: z.array(z.object({ run: place, count: number, totalMs: number, episodes: z.array(episode) })),
    }),
  ),
});

const track = z.looseObject({
  id: text,
  media: mediaKind,
  direction,
  ssrc: text.exactOptional(),
  codec: text.exactOptional(),
  totals: z.record(text, finite),
});

const connection = z.looseObject({
  id: text,
  connect: z.looseObject({
    outcome: z.enum(['connected', 'failed', 'unfinished', 'unused', 'unknown']),
    totalMs: finite.exactOptional(),
    uncertaintyMs: finite,
    spans: z.array(span.extend({ name: text })),
  }),
  path: text.exactOptional(),
  tracks: z.array(track),
  flow: z
    .partialRecord(z.enum(['inbound-audio', 'inbound-video', 'outbound-audio', 'outbound-video']), z.array(span))
    .exactOptional(),
});

const call = z.looseObject({
  id: text,
  source: text,
  sdk: z.looseObject({ name: text, version: text }).optional(),
  environment: z.array(z.tuple([text, text])),
  start: number.optional(),
  end: number.optional(),
  connections: z.array(connection),
  shape: z.looseObject({
    inboundAudio: finite,
    inboundVideo: finite,
    outboundAudio: finite,
    outboundVideo: finite,
    mode: text.exactOptional(),
    screenShare: z.boolean(),
  }),
});

const part = z.looseObject({
  path: text,
  bytes: finite,
  records: finite,
  start: number.optional(),
  end: number.optional(),
});

function isShown(zone: string): boolean {
  try {
    return Number.isFinite(offsetMinutes(0, zone));
  } catch {
    return false;
  }
}

const log = z.looseObject({
  path: text,
  format: text,
  status: z.enum(SOURCE_STATUSES),
  parts: z.array(part),
  warnings: z.array(warning),
  summary: z
    .looseObject({
      records: finite,
      unknownLines: finite,
      start: number.optional(),
      end: number.optional(),
      clock: z.looseObject({ zone: text.refine(isShown, 'is no time zone'), resolutionMs: finite }),
      shiftMs: number,
      warnings: z.array(warning),
      cut: z.looseObject({ offset: finite, reason: text }).exactOptional(),
    })
    .exactOptional(),
  calls: z.array(call).exactOptional(),
  judged: judged.exactOptional(),
  digest: text.exactOptional(),
});

type Log = z.infer<typeof log>;

/**
 * Reads a log that `encodeLog` wrote, from a file that may hold anything.
 * @throws UnreadableLog with the place and the reason
 */
export function decodeLog(value: unknown): ReadLog {
  const parsed = log.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new UnreadableLog(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not as expected'}`);
  }
  const { parts, summary, calls, judged: encoded, ...rest } = parsed.data;
  return unpackLog({
    ...rest,
    parts: parts.map((one) => ({ ...one, start: one.start, end: one.end })),
    ...(summary === undefined ? {} : { summary: { ...summary, start: summary.start, end: summary.end } }),
    ...(calls === undefined ? {} : { calls: calls.map(decodeCall) }),
    ...(encoded === undefined ? {} : { judged: decodeJudged(encoded) }),
  });
}

/** A log that was not written by `encodeLog`, or was changed since. */
export class UnreadableLog extends Error {}

function decodeCall(one: NonNullable<Log['calls']>[number]) {
  const { sdk, start, end, environment } = one;
  return { ...one, sdk, start, end, environment: Object.fromEntries(environment) };
}

function decodeJudged({ outcomes, subjects }: NonNullable<Log['judged']>): PackedJudged {
  const stray = subjects.flatMap(({ runs }) => runs).find((at) => at >= outcomes.length);
  if (stray !== undefined) throw new UnreadableLog(`judged.subjects: there is no outcome ${stray}`);
  return {
    outcomes,
    subjects: subjects.map(({ episodes, ...own }) => ({
      ...own,
      episodes: episodes.map((found) => ({ ...found, episodes: found.episodes.map(decodeEpisode) })),
    })),
  };
}

function decodeEpisode(one: z.infer<typeof episode>) {
  const proofs = one.evidence.map(({ code, ...proof }) => ({
    ...proof,
    ...(code === undefined ? {} : { code: decodeCode(code) }),
  }));
  return { ...one, evidence: proofs };
}
