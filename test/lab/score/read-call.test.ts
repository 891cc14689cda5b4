import { describe, expect, it } from 'vitest';
import { madeResult } from './made.js';
import { logsTogether, readCall, roleOf } from './read-call.mjs';

type Call = Parameters<typeof readCall>[0];
type Triage = Parameters<typeof readCall>[1];

const log = (end: string, format: Call['logs'][number]['format']) => ({ end, format, path: `/x/${end}.${format}` });
const LOGS = [log('A', 'internals'), log('A', 'rtcstats'), log('B', 'getstats')];
const nothing = { must: [], may: [], domains: [] };
const stutter = { ...nothing, must: [{ symptoms: ['stutter' as const], onset: 0, why: 'stalls' }] };
const call = (expect: Call['truth']['expect'], logs = LOGS): Call => ({
  id: 'c1',
  part: 'tune',
  truth: { name: 'loss', go: 1000, end: 37_000, windows: [{ directions: ['ba'] }], expect },
  logs,
});

/** A program that finds stutter in every log of A, and notes what it was given. */
function program(): { triage: Triage; given: string[] } {
  const given: string[] = [];
  const triage: Triage = async (paths) => {
    given.push(paths.join(' '));
    const findings = paths.flatMap((source) =>
      source.includes('/A.') ? [{ symptom: 'stutter' as const, source }] : [],
    );
    return madeResult(findings);
  };
  return { triage, given };
}

describe('reading a call', () => {
  it('gives the program each log alone, then those of all ends once for each format', async () => {
    const { triage, given } = program();
    await readCall(call({ A: stutter, B: nothing }), triage);
    expect(given).toEqual([
      '/x/A.internals',
      '/x/A.rtcstats',
      '/x/B.getstats',
      '/x/A.internals /x/B.getstats',
      '/x/A.rtcstats /x/B.getstats',
      '/x/A.internals /x/B.getstats',
    ]);
  });

  it('judges among several logs only those of the format in turn, each by its own truth', async () => {
    const cases = await readCall(call({ A: stutter, B: stutter }), program().triage);
    const told = cases.map(({ view, end, format, verdicts }) => [view, end, format, verdicts[0]?.outcome].join(' '));
    expect(told).toEqual([
      'alone A internals hit',
      'alone A rtcstats hit',
      'alone B getstats missed',
      'together A internals hit',
      'together A rtcstats hit',
      'together B getstats missed',
    ]);
  });

  it('has nothing to bring together in a call with the logs of one end', async () => {
    const { triage, given } = program();
    await readCall(call({ A: nothing }, [log('A', 'internals'), log('A', 'rtcstats')]), triage);
    expect(given).toEqual(['/x/A.internals', '/x/A.rtcstats']);
  });

  it('knows how long the call was, who received what was impaired, and whether anything had to be found', async () => {
    const [first] = await readCall(call({ A: nothing, B: stutter }), program().triage);
    expect(first).toMatchObject({ call: 'c1', scenario: 'loss', seconds: 36, role: 'receiver', clean: false });
    const [clean] = await readCall(call({ A: nothing, B: nothing }), program().triage);
    expect(clean).toMatchObject({ clean: true, falseFindings: 1 });
  });
});

describe('logs of all ends', () => {
  it('are of one format where the end has it, else whatever it has', () => {
    const names = (format: Parameters<typeof logsTogether>[1]) =>
      logsTogether(call({}), format).map(({ path }) => path);
    expect(names('rtcstats')).toEqual(['/x/A.rtcstats', '/x/B.getstats']);
    expect(names('getstats')).toEqual(['/x/A.internals', '/x/B.getstats']);
  });
});

describe('the side of the impaired path', () => {
  it.each([
    [['ab'], 'sender', 'receiver'],
    [['ab', 'ba'], 'both', 'both'],
    [[], 'neither', 'neither'],
  ])('of %j', (directions, ofA, ofB) => {
    const windows = [{ label: 'fault', directions }];
    expect([roleOf('A', windows), roleOf('B', windows)]).toEqual([ofA, ofB]);
  });

  it('of an end that the fault does not touch', () => {
    expect(roleOf('C', [{ directions: ['ab'] }, { label: 'mute' }])).toBe('neither');
  });
});
