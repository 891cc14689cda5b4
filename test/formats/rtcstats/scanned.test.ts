import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rtcstatsReader } from '../../../src/formats/rtcstats/reader.js';
import { LABELS, METRICS, STATS_TYPES } from '../../../src/model/metric.js';
import { partOf, type Reading, readAll } from '../support/part.js';

/**
 * Statistics lines are read from their bytes where their objects are known, all others by JSON.parse. A blank behind the
 * first bracket means nothing, but leaves a line to JSON.parse: what is read must be the same with and without it.
 */
const T = 1_700_000_000_000;
const FAST = '["getStats"';
const PARSED = '[ "getStats"';

/** What counts of a reading: all but the places, which the blanks move. */
function content({ samples, events, summary }: Reading): unknown {
  return {
    samples: samples.map(({ at, ...sample }) => ({ ...sample, line: at.line })),
    events: events.map(({ at, excerpt, ...event }) => ({ ...event, line: at.line })),
    summary: { ...summary, cut: summary.cut?.reason },
  };
}

async function expectSame(lines: readonly Buffer[], begin: readonly string[]): Promise<Reading> {
  const log = (first: string) =>
    partOf(
      Buffer.concat([
        ...begin.map((line) => Buffer.from(`${line}\n`)),
        ...lines.flatMap((l) => [Buffer.from(first), l, Buffer.from('\n')]),
      ]),
    );
  const fast = await readAll(rtcstatsReader, log(FAST));
  expect(content(fast)).toEqual(content(await readAll(rtcstatsReader, log(PARSED))));
  return fast;
}

const DUMP = ['RTCStatsDump', '{"fileFormat":3}', `["create",null,{},${T}]`];
const JITSI = [`["create","PC_0",{},${T},1]`];

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
const time = fc.constantFrom<unknown>(0, 1234.5, null, '2023-11-14T22:13:20.000Z', T, T + 1_000.123, T + 2_000);

/** Members that any object may have; those that occur decide whether it can be read from its bytes. */
const common = fc.record(
  {
    kind: fc.constantFrom('audio', 'video', 'data', 7),
    mediaType: fc.constantFrom('audio', 'video'),
    ssrc: fc.oneof(fc.nat(), fc.constantFrom('77', null, 1.5)),
    '[bytesReceived_in_bits/s]': number,
    perDscpPacketsSent: fc.dictionary(fc.string(), fc.nat(), { maxKeys: 2 }),
    qualityLimitationDurations: fc.oneof(
      fc.record({ cpu: number, other: fc.oneof(number, odd) }, { requiredKeys: [] }),
      odd,
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
  const names = known === undefined ? ['a', 'packetsLost'] : [...Object.keys(METRICS[known]), ...LABELS[known], 'b'];
  const usual = fc.constantFrom<unknown>('x', 'mixedlabel', 'true', true, 5, 6);
  const value = fc.oneof(
    { arbitrary: number, weight: 12 },
    { arbitrary: usual, weight: 3 },
    { arbitrary: odd, weight: 1 },
  );
  return fc
    .tuple(
      fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 8 }),
      common,
      fc.oneof({ arbitrary: fc.constant({}), weight: 30 }, { arbitrary: seldom, weight: 1 }),
      fc.oneof(
        { arbitrary: fc.constant(type), weight: 30 },
        { arbitrary: fc.constantFrom('track', 'codec', 5, ''), weight: 1 },
      ),
      fc.boolean(),
    )
    .map(([members, more, special, typeName, first]) => {
      const own: [string, unknown] = ['type', typeName];
      const rest = [...members, ...Object.entries(more), ...Object.entries(special)];
      return first ? [own, ...rest] : [...rest, own];
    });
}

const TYPES = [...STATS_TYPES, 'certificate', 'peer-connection', 'track', 'ssrc', 'candidatepair', 'inboundrtp'];
const ids = ['IT01', 'OT', 'a', 'é', '7', 'q"', '__proto__', 'timestamp', 'CP'];

/** The text of an object whose members may come twice, which an object of this language cannot hold. */
const objectText = (members: readonly [string, unknown][]) =>
  `{${members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;

/** Reports of one connection: objects keep their types, come and go, and leave members out. */
const reports = fc
  .array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...TYPES)), { minLength: 1, maxLength: 4 })
  .chain((objects) =>
    fc.array(
      fc.tuple(
        fc.tuple(
          ...objects.map(([id, type]) => fc.tuple(fc.constant(id), objectOf(type), fc.integer({ min: 0, max: 9 }))),
        ),
        fc.oneof(
          { arbitrary: fc.constant<string[]>([]), weight: 4 },
          { arbitrary: fc.constantFrom(['"x":1'], ['"timestamp":null']), weight: 1 },
        ),
        fc.integer({ min: 0, max: 3 }),
      ),
      { minLength: 2, maxLength: 12 },
    ),
  )
  .map((lines) =>
    lines.map(([objects, beside, step], index) => {
      const members = objects
        .filter(([, , kept]) => kept > 0)
        .map(([id, object]) => `${JSON.stringify(id)}:${objectText(object)}`);
      return {
        report: `{${[...members, ...beside, `"timestamp":${T + index * 1_000 + step}`].join(',')}}`,
        index,
        step,
      };
    }),
  );

const damage = fc.option(
  fc.record({
    line: fc.nat(),
    at: fc.nat(),
    remove: fc.integer({ min: 0, max: 3 }),
    insert: fc.uint8Array({ maxLength: 2 }),
  }),
  { freq: 2 },
);

/** The lines behind their first word, in which some bytes may have been lost, or others come in their place. */
function damaged(
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

describe('reports that are read from their bytes are those that JSON.parse reads', () => {
  it('in dumps, where they are complete', async () => {
    await fc.assert(
      fc.asyncProperty(reports, damage, async (lines, where) => {
        const texts = lines.map(({ report, step }) => `,"1-1",${report},${1_000 + step}]`);
        await expectSame(damaged(texts, where), DUMP);
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  it('in JSON Lines, where they build upon each other', async () => {
    await fc.assert(
      fc.asyncProperty(reports, damage, fc.boolean(), async (lines, where, numbered) => {
        const texts = lines.map(
          ({ report, index, step }) => `,"PC_0",${report},${T + index * 1_000 + step}${numbered ? `,${index}` : ''}]`,
        );
        await expectSame(damaged(texts, where), JITSI);
      }),
      { numRuns: 400 },
    );
  }, 60_000);
});
