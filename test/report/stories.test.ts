import { describe, expect, it } from 'vitest';
import type { ResultCause, ResultFinding, TriageResult } from '../../src/model/result.js';
import { markdown } from '../../src/report/markdown.js';
import { nextSteps, relevantCauses } from '../../src/report/next-steps.js';
import { tellStories } from '../../src/report/stories.js';
import { terminal } from '../../src/report/terminal.js';
import { richResult } from '../support/sample-result.js';

const rich = richResult('en');
const [freeze] = rich.findings;
if (freeze === undefined) throw new Error('the sample has findings');

function finding(change: Partial<ResultFinding>): ResultFinding {
  return { ...freeze, rule: 'stutter/a', title: 'Freeze', cause: 'outage', severity: 'P2', ...change } as ResultFinding;
}

function cause(id: string, change: Partial<ResultCause>): ResultCause {
  const plain = {
    title: `Cause ${id}`,
    domain: 'network',
    confidence: 0.7,
    findings: [0],
    why: [],
    against: [],
  } as const;
  return { id, ...plain, nextSteps: [], ...change };
}

const result = (findings: readonly ResultFinding[], causes: readonly ResultCause[]): TriageResult => ({
  ...rich,
  findings,
  causes,
});

const at = (seconds: string) => ({ start: `2026-03-14T10:16:${seconds}+08:00` });

/** A two-second outage as rules see it. */
const outage = result(
  [
    finding({ ...at('15.200'), rule: 'interruption/gap', title: 'All stopped' }),
    finding({ ...at('16.200'), severity: 'P1' }),
    finding({ ...at('25.100'), rule: 'interruption/gap', title: 'All stopped' }),
    finding({ ...at('31.000'), rule: 'latency/buffer', title: 'Large buffer', severity: 'P3', cause: 'setting' }),
  ],
  [cause('outage', { findings: [0, 1, 2] }), cause('setting', { findings: [3], confidence: 0.9 })],
);

describe('the findings of one cause', () => {
  it('are one story with the times of its events, worst part first', () => {
    const { stories } = tellStories(outage);
    expect(stories).toHaveLength(1);
    expect(stories[0]).toMatchObject({ severity: 'P1', cause: { id: 'outage' } });
    expect(stories[0]?.starts.map((start) => start.slice(11, 19))).toEqual(['10:16:15', '10:16:25']);
    expect(stories[0]?.chapters.map(({ group }) => group.worst.title)).toEqual(['Freeze', 'All stopped']);
  });

  it('stand under one line in both reports', () => {
    const line = 'P1 10:16:15, 10:16:25: Cause outage (network, likely, 70%)';
    expect(terminal(outage, { color: false, width: 100 }).split(line)).toHaveLength(2);
    expect(markdown(outage)).toContain(`- **${line}**\n  - Freeze: `);
  });

  it('count other subjects of the same rule instead of repeating it', () => {
    const subject = { ...freeze.subject, track: 'other' };
    const two = result([finding(at('15.000')), finding({ ...at('15.000'), subject })], [cause('outage', {})]);
    const [story] = tellStories(two).stories;
    expect(story?.chapters).toHaveLength(1);
    expect(story?.chapters[0]?.others).toHaveLength(1);
    expect(terminal(two, { color: false, width: 80 })).toContain('the same once more, elsewhere');
  });

  it('without a known cause stay apart by rule', () => {
    const unknown = [finding({ cause: 'unknown' }), finding({ cause: 'unknown', rule: 'latency/b' })];
    expect(tellStories(result(unknown, [cause('unknown', { findings: [0, 1], confidence: 0 })])).stories).toHaveLength(
      2,
    );
  });
});

describe('risks', () => {
  it('are one line each, outside the stories', () => {
    expect(tellStories(outage).risks.map(({ worst }) => worst.title)).toEqual(['Large buffer']);
    expect(terminal(outage, { color: false, width: 120 })).toMatch(
      /Risks and advice\nP3 Large buffer, [^\n]*: 10:16:31, /,
    );
    expect(markdown(outage)).toMatch(/## Risks and advice\n\n- Large buffer, /);
    expect(markdown(outage)).not.toMatch(/### .*Large buffer/);
  });

  it('do not bring their causes in beside something worse', () => {
    expect(relevantCauses(outage).map(({ id }) => id)).toEqual(['outage']);
    const onlyRisk = result([finding({ severity: 'P3' })], [cause('outage', {})]);
    expect(relevantCauses(onlyRisk).map(({ id }) => id)).toEqual(['outage']);
  });
});

describe('the next steps', () => {
  const steps = (...texts: string[]) => ({ nextSteps: texts });

  it('come from the causes of what people noticed, the most probable cause first', () => {
    const causes = [
      cause('other', { ...steps('Restart the router at home.'), confidence: 0.4 }),
      cause('outage', steps('Ask for the kind of network.')),
      cause('setting', { ...steps('Look for a playout delay in the code.'), findings: [3], confidence: 0.9 }),
    ];
    expect(nextSteps(result(outage.findings, causes), 2)).toEqual([
      'Ask for the kind of network.',
      'Restart the router at home.',
    ]);
  });

  it('say nearly the same only once, in either language', () => {
    const texts = [
      'Compare packet rate and loss of this track in the same seconds.',
      'Look at packet loss and packet rate of this track in the same seconds.',
      '对比同一时刻该轨道的丢包率与包速率。',
      '查看同一时刻该轨道的丢包率和包速率。',
      '换一个网络重试。',
    ];
    const kept = nextSteps(result([finding({})], [cause('outage', steps(...texts))]), 8);
    expect(kept).toEqual([texts[0], texts[2], texts[4]]);
  });

  it('are never more than asked for', () => {
    const many = ['alpha', 'bravo', 'charlie', 'delta', 'echoes', 'foxtrot', 'golfing', 'hotel', 'india'];
    expect(nextSteps(result([finding({})], [cause('outage', steps(...many))]), 6)).toEqual(many.slice(0, 6));
    const risk = finding({ severity: 'P3' });
    expect(nextSteps(result([risk], [cause('outage', steps(...many))]), 6)).toEqual(many.slice(0, 3));
  });
});
