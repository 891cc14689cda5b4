import fc from 'fast-check';
import { LABELS, METRICS, STATS_TYPES } from '../../../src/model/metric.js';
import type { Reading } from './part.js';

/** Source time at which the reports begin, epoch ms. */
export const T = 1_700_000_000_000;

/** A report as members with their names, since in a text a name may stand twice. */
export interface ReportLine {
  readonly objects: readonly (readonly [id: string, members: readonly [string, unknown][]])[];
  /** Texts of members that stand beside the objects. */
  readonly beside: readonly string[];
  readonly time: number;
}

/** What counts of a reading: all but the places in lines, which blanks move. */
export function content({ samples, events, summary }: Reading): unknown {
  return {
    samples: samples.map(({ at, ...sample }) => ({ ...sample, line: at.line })),
    events: events.map(({ at, excerpt, ...event }) => ({ ...event, line: at.line })),
    summary: { ...summary, cut: summary.cut?.reason },
  };
}

const number = fc.oneof(
  fc.nat(),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -1, -0, 9.3e18, 1.7e308, 16_777_216.5),
);
const odd = fc.constantFrom<unknown>(
  null,
  true,
  false,
  '',
  '12',
  '-1.5',
  'text',
  [],
  [1, { a: 2 }],
  {},
  { a: 1 },
  '"\\é\n',
);
const time = fc.oneof(
  { arbitrary: fc.constantFrom<unknown>(0, 1234.5, T, T + 1_000.123, T + 2_000), weight: 20 },
  { arbitrary: fc.constantFrom<unknown>(null, '2023-11-14T22:13:20.000Z'), weight: 1 },
);

/** Members that any object may have; those that occur decide whether it can be read from its bytes. */
const common = fc.record(
  {
    kind: fc.constantFrom('audio', 'video', 'data', 7),
    mediaType: fc.constantFrom('audio', 'video'),
    ssrc: fc.oneof(fc.nat(), fc.constantFrom('77', null, 1.5)),
    '[bytesReceived_in_bits/s]': number,
    perDscpPacketsSent: fc.dictionary(fc.string(), fc.nat(), { maxKeys: 2 }),
    qualityLimitationDurations: fc.oneof(
      { arbitrary: fc.record({ cpu: number, other: number, none: number }, { requiredKeys: [] }), weight: 20 },
      { arbitrary: fc.record({ other: odd }), weight: 1 },
      { arbitrary: odd, weight: 1 },
    ),
    trackId: fc.constantFrom('track1', 'track2'),
    timestamp: time,
  },
  { requiredKeys: [] },
);
const seldom = fc.record(
  {
    isRemote: fc.boolean(),
    discardedPackets: fc.nat(),
    mozRtt: fc.nat(),
    stats: fc.constantFrom({ packetsLost: 3 }, 4),
    googChannelId: fc.constant('C'),
    ['__proto__']: fc.constant(1),
    '': fc.constant(2),
  },
  { requiredKeys: [] },
);

/** An object of a report: mostly numbers and texts of its type, in which something else may stand. */
function objectOf(type: string): fc.Arbitrary<[string, unknown][]> {
  const known = (STATS_TYPES as readonly string[]).includes(type) ? (type as (typeof STATS_TYPES)[number]) : undefined;
  const names = known === undefined ? ['a', 'packetsLost'] : [...Object.keys(METRICS[known]), 'b'];
  const labels = known === undefined ? ['b'] : [...LABELS[known], 'mid'];
  const usual = fc.constantFrom<unknown>('x', 'mixedlabel', 'true', true, 5, 6);
  const value = fc.oneof(
    { arbitrary: number, weight: 60 },
    { arbitrary: usual, weight: known === undefined ? 20 : 2 },
    { arbitrary: odd, weight: 1 },
  );
  return fc
    .tuple(
      fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 8 }),
      fc.array(fc.tuple(fc.constantFrom(...labels), fc.oneof({ arbitrary: usual, weight: 9 }, odd)), { maxLength: 3 }),
      common,
      fc.oneof({ arbitrary: fc.constant({}), weight: 30 }, { arbitrary: seldom, weight: 1 }),
      fc.oneof(
        { arbitrary: fc.constant(type), weight: 30 },
        { arbitrary: fc.constantFrom('track', 'codec', 5, ''), weight: 1 },
      ),
      fc.boolean(),
    )
    .map(([members, texts, more, special, typeName, first]) => {
      const own: [string, unknown] = ['type', typeName];
      const rest = [...members, ...texts, ...Object.entries(more), ...Object.entries(special)];
      return first ? [own, ...rest] : [...rest, own];
    });
}

const TYPES = fc.oneof(
  { arbitrary: fc.constantFrom(...STATS_TYPES, 'certificate', 'peer-connection', 'inboundrtp'), weight: 30 },
  { arbitrary: fc.constantFrom('track', 'ssrc', 'candidatepair'), weight: 1 },
);
const IDS = fc.oneof(
  { arbitrary: fc.constantFrom('IT01', 'OT', 'a', 'é', 'CP', 'T01'), weight: 30 },
  { arbitrary: fc.constantFrom('7', 'q"', '__proto__', 'timestamp'), weight: 1 },
);

/** The text of an object whose members may come twice, which an object of this language cannot hold. */
export const objectText = (members: readonly [string, unknown][]) =>
  `{${members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;

/** The reports of one connection, line by line: objects keep their types, come and go, and leave members out. */
export const reports = fc
  .array(fc.tuple(IDS, TYPES), { minLength: 1, maxLength: 4 })
  .chain((objects) =>
    fc.array(
      fc.tuple(
        fc.tuple(
          ...objects.map(([id, type]) => fc.tuple(fc.constant(id), objectOf(type), fc.integer({ min: 0, max: 9 }))),
        ),
        fc.oneof(
          { arbitrary: fc.constant<string[]>([]), weight: 9 },
          { arbitrary: fc.constantFrom(['"x":1'], ['"timestamp":null']), weight: 1 },
        ),
        fc.integer({ min: 0, max: 3 }),
      ),
      { minLength: 2, maxLength: 12 },
    ),
  )
  .map((lines) =>
    lines.map(([objects, beside, step], index): ReportLine => {
      const kept = objects.filter(([, , chance]) => chance > 0);
      return { objects: kept.map(([id, members]) => [id, members]), beside, time: T + index * 1_000 + step };
    }),
  );

/** A value that takes the place of another one: mostly a number of any length, seldom something else. */
const another = fc.oneof(
  { arbitrary: number, weight: 30 },
  { arbitrary: fc.constantFrom<unknown>(0, 9, 10, 99, 100, 12_345_678, 123_456_789.25, 1e21, 5e-7), weight: 30 },
  { arbitrary: odd, weight: 1 },
);

/** A change from one line to the next: of a value (by its place among all), or of what the report consists of. */
const change = fc.oneof(
  { arbitrary: fc.record({ of: fc.nat(), to: another }), weight: 40 },
  { arbitrary: fc.record({ of: fc.nat(), what: fc.constantFrom('drop', 'double', 'swap') }), weight: 1 },
);

/** The reports of one connection that differ from one line to the next by some values, and seldom by something else. */
export const repeatedReports = fc
  .tuple(
    fc
      .array(fc.tuple(IDS, TYPES), { minLength: 1, maxLength: 4 })
      .chain((objects) => fc.tuple(...objects.map(([id, type]) => fc.tuple(fc.constant(id), objectOf(type))))),
    fc.array(fc.array(change, { maxLength: 4 }), { minLength: 2, maxLength: 12 }),
  )
  .map(([objects, lines]) => {
    let report: [string, [string, unknown][]][] = objects;
    return lines.map((changes, index): ReportLine => {
      for (const one of changes) report = changed(report, one);
      return { objects: report, beside: [], time: T + index * 1_000 };
    });
  });

function changed(
  report: [string, [string, unknown][]][],
  one: { of: number; to: unknown } | { of: number; what: string },
): [string, [string, unknown][]][] {
  const all = report.reduce((sum, [, members]) => sum + members.length, 0);
  let place = one.of % Math.max(1, all);
  return report.map(([id, members]) => {
    const at = place;
    place -= members.length;
    const member = members[at];
    if (member === undefined) return [id, members];
    const [before, behind] = [members.slice(0, at), members.slice(at + 1)];
    if ('to' in one) {
      const [name, value] = member;
      // A type stays mostly what it is, since another one means another object.
      return [id, [...before, [name, name === 'type' && one.of % 5 > 0 ? value : one.to], ...behind]];
    }
    if (one.what === 'drop') return [id, [...before, ...behind]];
    if (one.what === 'double') return [id, [...members, member]];
    return [id, [...behind, ...before, member]];
  });
}

/** What may happen to one of the lines. */
export const damage = fc.option(
  fc.record({
    line: fc.nat(),
    at: fc.nat(),
    remove: fc.integer({ min: 0, max: 3 }),
    insert: fc.uint8Array({ maxLength: 2 }),
  }),
  { freq: 2 },
);

/** The lines behind their first word, in which some bytes may have been lost, or others come in their place. */
export function damaged(
  lines: readonly string[],
  where: { line: number; at: number; remove: number; insert: Uint8Array } | null,
): Buffer[] {
  return lines.map((text, index) => {
    const bytes = Buffer.from(text);
    if (where === null || where.line % lines.length !== index) return bytes;
    const at = where.at % bytes.length;
    return Buffer.concat([bytes.subarray(0, at), where.insert, bytes.subarray(at + where.remove)]);
  });
}
