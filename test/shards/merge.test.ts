import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { mergeShards } from '../../src/merge.js';
import type { TriageResult } from '../../src/model/result.js';
import { render } from '../../src/report/registry.js';
import { readPartial, type SavedPartial } from '../../src/shards/read-partial.js';
import { triage } from '../../src/triage.js';
import { toolVersion } from '../../src/version.js';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures');
/**
 * Logs that have something to do with each other: the two ends of one call, one of them in three formats; several
 * scenarios to infer from; and what is not read at all.
 */
const PATHS = [
  'agora-native/v4-slow-join-freeze-reconnect.log',
  'getstats/loss20-A.stats.ndjson.gz',
  'rtcstats/loss20-B.rtcstats.gz',
  'declined/agora-encrypted.log',
  'webrtc-internals/loss20.json.gz',
  'missing.log',
  'rtcstats/loss20-A.rtcstats.gz',
  'rtcstats/echo-aec-off-A.rtcstats.gz',
  'rtcstats/echo-aec-off-B.rtcstats.gz',
  'agora-native/v4-bad-token.log',
].map((name) => join(FIXTURES, name));

const jsonOf = (result: TriageResult) => render('json', result, { color: false, width: 100 });
/** As a file and back: nothing else travels between machines. */
const saved = (result: TriageResult, file = 'part.json'): SavedPartial =>
  readPartial(file, JSON.parse(jsonOf(result)), toolVersion());

let whole: string;
let all: SavedPartial;
let wholeShard: TriageResult;
let wholeResult: TriageResult;

beforeAll(async () => {
  wholeResult = await triage(PATHS);
  whole = jsonOf(wholeResult);
  wholeShard = await triage(PATHS, { shard: { index: 1, of: 1 } });
  all = saved(wholeShard, 'all.json');
});

/** The shards that there would be if the logs were dealt out like this: to each input the number of its shard, from 1. */
function deal(shards: readonly number[], of: number): SavedPartial[] {
  return Array.from({ length: of }, (_, index) => ({
    file: `part-${index + 1}.json`,
    partial: {
      ...all.partial,
      shards: { of, done: [index + 1] },
      logs: all.partial.logs
        .filter(({ input }) => shards[input] === index + 1)
        .map((entry) => ({ ...entry, shard: index + 1 })),
    },
  }));
}

describe('shards joined again', () => {
  it('are the same bytes as one run over everything', async () => {
    const parts = await Promise.all(
      [1, 2, 3].map(async (index) => saved(await triage(PATHS, { shard: { index, of: 3 } }), `${index}.json`)),
    );
    expect(parts.map(({ partial }) => partial.logs.length).every((count) => count < PATHS.length)).toBe(true);
    const { result, missing, copies } = mergeShards(parts.reverse());
    expect(jsonOf(result)).toBe(whole);
    expect(render('terminal', result, { color: false, width: 100 })).toBe(
      render('terminal', wholeResult, { color: false, width: 100 }),
    );
    expect({ missing, copies }).toEqual({ missing: [], copies: [] });
  });

  it('however the logs are dealt out, and whatever is joined first', () => {
    const split = fc.integer({ min: 1, max: 5 }).chain((of) =>
      fc.record({
        of: fc.constant(of),
        shards: fc.array(fc.integer({ min: 1, max: of }), { minLength: PATHS.length, maxLength: PATHS.length }),
        order: fc.shuffledSubarray(
          Array.from({ length: of }, (_, index) => index),
          { minLength: of },
        ),
        // How many to join next, over and over.
        steps: fc.array(fc.integer({ min: 2, max: 3 }), { minLength: of, maxLength: of }),
      }),
    );
    fc.assert(
      fc.property(split, ({ of, shards, order, steps }) => {
        const parts = deal(shards, of);
        let waiting = order.flatMap((index) => parts[index] ?? []);
        for (const step of steps) {
          if (waiting.length <= step) break;
          const { result } = mergeShards(waiting.slice(0, step));
          waiting = [...waiting.slice(step), saved(result, 'joined.json')];
        }
        expect(jsonOf(mergeShards(waiting).result)).toBe(whole);
      }),
      { numRuns: 15 },
    );
  });

  it('also where what was joined before has shards in common', () => {
    const dealt = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: PATHS.length, maxLength: PATHS.length });
    // Which shards each of the first results joins: some of them twice, some of them not at all.
    const joins = fc.array(fc.subarray([0, 1, 2, 3], { minLength: 1 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(dealt, joins, (shards, groups) => {
        const parts = deal(shards, 4);
        const joined = groups.map((group, at) =>
          group.length === 4
            ? parts
            : [saved(mergeShards(group.flatMap((index) => parts[index] ?? [])).result, `${at}.json`)],
        );
        const rest = parts.filter((_, index) => !groups.some((group) => group.includes(index)));
        expect(jsonOf(mergeShards([...joined.flat(), ...rest]).result)).toBe(whole);
      }),
      { numRuns: 15 },
    );
  });

  it('say which are missing, and are a partial result until they are there', () => {
    const [first, second, third] = deal([1, 2, 3, 1, 2, 3, 1, 2, 3, 1], 3);
    if (first === undefined || second === undefined || third === undefined) throw new Error('three shards');
    const two = mergeShards([third, first]);
    expect(two.missing).toEqual([2]);
    expect(two.result.partial?.shards).toEqual({ of: 3, done: [1, 3] });
    expect(two.result.sources.length).toBeLessThan(wholeResult.sources.length);
    const three = mergeShards([second, saved(two.result)]);
    expect(three.result.partial).toBeUndefined();
    expect(jsonOf(three.result)).toBe(whole);
  });

  it('count once when the same shard is given twice', () => {
    const parts = deal([1, 2, 1, 2, 1, 2, 1, 2, 1, 2], 2);
    const [first] = parts;
    if (first === undefined) throw new Error('two shards');
    const { result, copies } = mergeShards([...parts, { ...first, file: 'again.json' }]);
    expect(copies).toEqual([{ file: 'again.json', of: 'part-1.json' }]);
    expect(jsonOf(result)).toBe(whole);
  });

  it('keep the conclusions that need logs of different shards', () => {
    const sameRecording = wholeResult.sources
      .flatMap(({ warnings }) => warnings)
      .filter((text) => /^same-rec/.test(text));
    expect(sameRecording).toHaveLength(2);
    expect(whole).toContain('The log of the other end');
    expect(whole).toContain('"codes"');
  });
});

describe('a file whose logs are of other shards than it says', () => {
  it('is refused', () => {
    const [first] = deal([1, 2, 1, 2, 1, 2, 1, 2, 1, 2], 2);
    const partial = { ...first?.partial, shards: { of: 2, done: [2] } };
    const result = { ...wholeShard, partial };
    expect(() => readPartial('moved.json', JSON.parse(JSON.stringify(result)), toolVersion())).toThrow(
      /moved\.json cannot be joined: it holds a log of shard 1/,
    );
  });
});

describe('what cannot be joined exactly is refused', () => {
  const parts = () => deal([1, 2, 1, 2, 1, 2, 1, 2, 1, 2], 2);
  const change = (at: number, changed: (partial: SavedPartial['partial']) => SavedPartial['partial']) =>
    parts().map((part, index) => (index === at ? { ...part, partial: changed(part.partial) } : part));
  const options = (changed: Partial<SavedPartial['partial']['options']>) =>
    change(1, (partial) => ({ ...partial, options: { ...partial.options, ...changed } }));

  it.each([
    ['another language', () => options({ language: 'zh-CN' }), /another language \(en and zh-CN\)/],
    ['another scenario', () => options({ scenario: 'one-to-one' }), /another scenario \(none and one-to-one\)/],
    ['another period', () => options({ since: '14:20' }), /another since/],
    ['other rules', () => options({ rules: '00' }), /other rules/],
    ['other formats', () => options({ formats: '00' }), /other formats or codes/],
    ['another list of versions', () => options({ versions: '00' }), /other lists of versions/],
    [
      'another number of shards',
      () => change(1, (partial) => ({ ...partial, shards: { of: 3, done: [2] } })),
      /one is of 2 shards, the other of 3/,
    ],
    [
      'other files',
      () => change(1, (partial) => ({ ...partial, inputs: { count: 11, digest: '00' } })),
      /led to other files \(10 inputs such as .*agora-native\S* and 11 inputs such as /,
    ],
    [
      'a shard twice with other contents',
      () => change(1, (partial) => ({ ...partial, shards: { of: 2, done: [1] } })),
      /part-1\.json and part-2\.json both hold shard 1 of 2/,
    ],
    [
      'an input in two shards',
      () =>
        change(1, () => {
          const first = parts()[0]?.partial ?? all.partial;
          return { ...first, shards: { of: 2, done: [2] }, logs: first.logs.map((entry) => ({ ...entry, shard: 2 })) };
        }),
      /both hold input 0/,
    ],
    [
      'a log that was changed',
      () =>
        change(1, (partial) => ({
          ...partial,
          logs: partial.logs.map((entry) => ({ ...entry, log: { ...entry.log, status: 'fine' } })),
        })),
      /a log in it was changed \(status/,
    ],
  ])('%s', (_what, saves, message) => {
    expect(() => mergeShards(saves())).toThrow(message);
  });

  it('shards that were judged with rules which the merge does not have', () => {
    const foreign = parts().map((part) => ({
      ...part,
      partial: { ...part.partial, options: { ...part.partial.options, rules: '00' } },
    }));
    expect(() => mergeShards(foreign)).toThrow(/give merge the same --rules/);
  });

  it('a file that is no shard of this program', () => {
    const result: unknown = JSON.parse(whole);
    expect(() => readPartial('whole.json', result, toolVersion())).toThrow(
      /whole\.json is a whole result.*analyze its logs with --shard/,
    );
    expect(() => readPartial('x.json', { a: 1 }, toolVersion())).toThrow(/x\.json is no result of rtc-triage/);
    expect(() => readPartial('old.json', result, '9.9.9')).toThrow(/was written by rtc-triage .* this is 9\.9\.9/);
    const broken = { ...(result as object), partial: { version: 1 } };
    expect(() => readPartial('b.json', broken, toolVersion())).toThrow(/b\.json cannot be joined \(partial: inputs/);
  });

  it('a file that speaks of more shards than --shard takes: a list of those that are missing would be made', () => {
    const { partial, ...rest } = JSON.parse(jsonOf(wholeShard)) as { partial: object };
    const shards = { of: 2 ** 40, done: [1] };
    expect(() => readPartial('huge.json', { ...rest, partial: { ...partial, shards } }, toolVersion())).toThrow(
      /huge\.json cannot be joined \(partial: shards\.of/,
    );
  });
});
