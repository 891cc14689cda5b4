import { describe, expect, it } from 'vitest';
import { loadRules, loadTests } from '../../src/rules/load.js';
import type { RuleProblem } from '../../src/rules/problem.js';
import { runRuleTests } from '../../src/rules/rule-test.js';
import { scaffoldRule } from '../../src/rules/scaffold.js';
import { withFolder } from './harness.js';

const { rule: RULE, test: TEST } = scaffoldRule('stutter/example');
const FILE = 'stutter/example.yaml';

/** The mistakes of a rule file, as `line:column reason`, with its tests beside it. */
function mistakes(text: string, more: Record<string, string> = {}): string[] {
  return withFolder({ [FILE]: text, 'stutter/example.test.yaml': TEST, ...more }, (folder) =>
    loadRules([], folder).problems.map(({ line, column, reason }) => `${line}:${column} ${reason}`),
  );
}

function edited(from: string, to: string): string {
  if (!RULE.includes(from)) throw new Error(`The example has no \`${from}\`.`);
  return RULE.replace(from, to);
}

function position(text: string, part: string): string {
  const before = text.slice(0, text.indexOf(part)).split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

/** The edit's place is where the mistake must be reported. */
const CASES: readonly [name: string, from: string, to: string, at: string, reason: string][] = [
  [
    'an unknown signal',
    'signal: stall-ratio, over',
    'signal: stal-ratio, over',
    'stal-ratio',
    'unknown signal `stal-ratio`; did you mean `stall-ratio`?',
  ],
  [
    'an unknown threshold',
    'above: noticed',
    'above: noticd',
    'noticd',
    'unknown threshold `noticd`; did you mean `noticed`?',
  ],
  [
    'a signal that the subject does not have',
    'when: { signal: stall-ratio',
    'when: { signal: concealment',
    'concealment',
    'the signal `concealment` is not available on inbound-video.',
  ],
  [
    'a unit that does not fit',
    'above: noticed }',
    'above: limit }\nlasts: 0s',
    'limit }',
    'the threshold `limit` is in ms, but `stall-ratio` is in ratio.',
  ],
  [
    'a missing language',
    'title: { en: "TODO: what the user would call it", zh-CN: "TODO：用户会怎么描述" }',
    'title: { en: only }',
    '{ en: only }',
    '`title.zh-CN` is missing.',
  ],
  [
    'an id that is not the path',
    'symptom: stutter',
    'id: stutter/other\nsymptom: stutter',
    'stutter/other',
    "the id is `stutter/other`, but the file's path says `stutter/example`.",
  ],
  [
    'a symptom that is not the folder',
    'symptom: stutter',
    'symptom: echo',
    'echo',
    'the symptom is `echo`, but the file lies in `stutter`.',
  ],
  [
    'a last severity step with a condition',
    '- { level: P2 }',
    '- { level: P2, lasts-at-least: 3s }',
    '{ level: P2,',
    'the last severity step has a condition, so some findings would have no severity.',
  ],
  [
    'a ladder that goes up',
    '{ level: P1, worst',
    '{ level: P3, worst',
    'P2 }',
    'P2 stands below P3: a worse episode could be graded milder.',
  ],
  [
    'an unused threshold',
    'severe: {',
    'unused: { value: 1, unit: ratio, source: x }\n  severe: {',
    'unused',
    'the threshold `unused` is not used.',
  ],
  [
    'an unknown key in a condition',
    'aggregate: mean, above',
    'agregate: mean, above',
    'agregate',
    'unknown key `agregate`; did you mean `aggregate`?',
  ],
  [
    'an unknown event',
    'merge: 5s',
    'unless: [{ event: remote.mutes }]\nmerge: 5s',
    'remote.mutes',
    'unknown event `remote.mutes`; did you mean `remote.mute`?',
  ],
  [
    'a field that the event does not have',
    'merge: 5s',
    'unless: [{ event: remote.mute, where: { kind: video } }]\nmerge: 5s',
    'kind',
    'the event `remote.mute` has no field `kind`.',
  ],
  [
    'a duration without a unit',
    'merge: 5s',
    'merge: 5',
    '5\nmeasure',
    '`merge`: must be a duration such as `500ms`, `10s` or `2min`.',
  ],
  [
    'two comparisons',
    'above: noticed }',
    'above: noticed, below: severe }',
    '{ signal: stall-ratio, over',
    'the condition on `stall-ratio` has 2 comparisons.',
  ],
  [
    'an aggregate without a window',
    'when: { signal: stall-ratio, over: 10s',
    'when: { signal: stall-ratio',
    'mean, above',
    '`aggregate: mean` needs a window.',
  ],
  [
    'an unknown placeholder',
    '(limit {threshold})',
    '(limit {treshold})',
    '"The picture',
    'unknown placeholder `{treshold}`; did you mean `threshold`?',
  ],
  ['an unknown cause', 'next:\n', 'causes: [sunspots]\nnext:\n', 'sunspots', 'unknown cause `sunspots`.'],
  [
    'an unknown scenario',
    'next:\n',
    'scenarios: { party: { severe: 0.1 } }\nnext:\n',
    'party',
    'unknown scenario `party`.',
  ],
  ['a missing part', 'subject: inbound-video\n', '', 'symptom', '`subject` is missing.'],
];

describe('a mistake in a rule file is reported at its place', () => {
  it.each(CASES)('%s', (_, from, to, at, reason) => {
    const base = to.includes('above: limit }')
      ? RULE.replace('severe: {', 'limit: { value: 5, unit: ms, source: x }\n  severe: {')
      : RULE;
    const text = base.replace(from, to);
    expect(text).not.toBe(RULE);
    const found = mistakes(text);
    expect(found).toContain(`${position(text, at)} ${reason}`);
  });

  it('all at once, in all files', () => {
    const text = edited('above: noticed', 'above: nobody').replace('subject: inbound-video', 'subject: outbound-audio');
    const found = mistakes(text, { 'echo/other.yaml': 'symptom: [' });
    expect(found.length).toBeGreaterThanOrEqual(4);
    expect(found.some((line) => line.includes('not valid YAML'))).toBe(true);
  });

  it('names the file and says how to mend it', () => {
    withFolder({ [FILE]: edited('above: noticed', 'above: noticd'), 'stutter/example.test.yaml': TEST }, (folder) => {
      const { problems, rules } = loadRules([], folder);
      expect(problems[0]?.file).toBe(`${folder}/${FILE}`);
      expect(problems[0]?.fix).toBe('Declare it under `thresholds`, or use one of: noticed, severe.');
      expect(rules).toEqual([]);
    });
  });
});

describe('the loader', () => {
  it('takes the scaffold as it is', () => expect(mistakes(RULE)).toEqual([]));

  it('misses the test of a rule', () => {
    withFolder({ [FILE]: RULE }, (folder) => {
      const { problems, rules } = loadRules([], folder);
      expect(problems.map(({ level, reason }) => `${level} ${reason}`)).toEqual(['error the rule has no test.']);
      expect(rules).toHaveLength(1);
    });
  });

  it('lets a rule of the user replace the built-in one, and refuses two rules of the user with one id', () => {
    const files = {
      [`a/${FILE}`]: RULE,
      'a/stutter/example.test.yaml': TEST,
      [`b/${FILE}`]: edited('merge: 5s', 'merge: 7s'),
      'b/stutter/example.test.yaml': TEST,
    };
    withFolder({ ...files, [`c/${FILE}`]: RULE, 'c/stutter/example.test.yaml': TEST }, (folder) => {
      const set = loadRules([`${folder}/b`], `${folder}/a`);
      expect(set.problems).toEqual([]);
      expect(set.rules.map(({ rule, builtIn }) => [rule.merge, builtIn])).toEqual([[7000, false]]);
      expect(loadRules([`${folder}/b`, `${folder}/c`], `${folder}/a`).problems[0]?.reason).toContain('exists twice');
    });
  });

  it('finds the same id twice in one folder', () => {
    expect(mistakes(RULE, { 'stutter/example.yml': RULE })).toEqual([
      '1:1 the rule `stutter/example` exists twice in this folder.',
    ]);
  });

  it('reports a folder that is not there', () => {
    expect(loadRules([], '/nowhere/at/all').problems[0]?.reason).toContain('cannot be read as a folder');
  });

  it.each([
    ['tags', 'symptom: !!js/function "x"'],
    [
      'aliases without end',
      [
        'a: &a [x,x,x,x,x,x,x,x,x]',
        ...'bcdefgh'.split('').map((key, i) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[i]}`)}]`),
      ].join('\n'),
    ],
    ['nesting without end', `when: ${'{ not: '.repeat(5000)}{ event: leave }${' }'.repeat(5000)}`],
    ['a key that is special in JavaScript', '__proto__: { symptom: stutter }'],
    ['no text at all', ''],
    ['a number', '7'],
  ])('survives %s', (_, text) => expect(mistakes(text).length).toBeGreaterThan(0));
});

describe('the tests of a rule', () => {
  /** Runs a test file against the scaffolded rule: results and the mistakes of the file. */
  function runTests(text: string) {
    return withFolder({ [FILE]: RULE, 'stutter/example.test.yaml': text }, (folder) => {
      const [loaded] = loadRules([], folder).rules;
      if (loaded === undefined) throw new Error('The example does not load.');
      const problems: RuleProblem[] = [];
      const tests = loadTests(loaded.testFile, problems);
      const results = tests === undefined ? [] : runRuleTests(loaded.rule, tests.tests, [], tests.report);
      return { results, problems: problems.map(({ line, reason }) => `${line} ${reason}`) };
    });
  }

  it('pass for the scaffold', () => {
    const { results, problems } = runTests(TEST);
    expect(problems).toEqual([]);
    expect(results).toHaveLength(3);
    expect(results.flatMap(({ failures }) => failures)).toEqual([]);
  });

  it.each([
    ['another severity', 'severity: P1', 'severity: P3', 'expected P3, got P1 from 20 s to 30 s'],
    ['a later start', 'from: 20s', 'from: 21s', 'expected a start not before 21s'],
    ['an earlier end', 'to: 30s', 'to: 29s', 'expected an end not after 29s'],
    ['silence', '"0x40"', '"0.5x40"', 'expected 0 findings, got 1'],
    [
      'what is observable',
      '"25x30" }',
      '"25x30", stall-ratio: "0x30" }',
      'expected the outcome not-observable, got clear',
    ],
  ])('fail when they expect %s', (_, from, to, failure) => {
    const { results } = runTests(TEST.replace(from, to));
    expect(results.flatMap(({ failures }) => failures).join('\n')).toContain(failure);
  });

  it.each([
    ['no test that fires', TEST.replace(/ {2}- name: frozen[\s\S]*?\}\]\n/, ''), '2 no test fires.'],
    [
      'no test that must not fire',
      TEST.replace(/ {2}- name: no freeze at all[\s\S]*?\[\]\n/, ''),
      '2 no test must not fire.',
    ],
    [
      'two tests with one name',
      TEST.replace('no freeze at all', 'no freeze statistics'),
      '8 two tests are called `no freeze statistics`.',
    ],
    [
      'an unknown signal',
      TEST.replace('decoded-frame-rate', 'decodet-frame-rate'),
      '9 unknown signal `decodet-frame-rate`; did you mean `decoded-frame-rate`?',
    ],
    [
      'a series that YAML reads as a hexadecimal number',
      TEST.replace('"0x40"', '0x40'),
      '6 `stall-ratio`: a series stands in quotes',
    ],
    ['a series that is none', TEST.replace('0x40', 'zero'), '6 `zero` is not part of a series'],
  ])('are refused when there is %s', (_, text, problem) => {
    expect(runTests(text).problems.join('\n')).toContain(problem);
  });
});
