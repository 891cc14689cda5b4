import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { triage } from '../src/index.js';
import { SYMPTOMS } from '../src/model/finding.js';
import { checkRules } from '../src/rules/check-rules.js';
import { loadRules } from '../src/rules/load.js';
import { formatProblem } from '../src/rules/problem.js';

const ROOT = resolve(import.meta.dirname, '..');
const { rules, scenarios, causes, problems } = loadRules();

describe('the rules that come with the program', () => {
  it('load without a mistake and without a warning', () => {
    expect(problems.map(formatProblem)).toEqual([]);
  });

  it('pass their own tests, of which every rule has one that fires and one that must not', () => {
    const report = checkRules(undefined);
    expect(report.problems.map(formatProblem)).toEqual([]);
    expect(report.failed).toEqual([]);
    // Two for each rule at least; a test file that is not found would be a problem above.
    expect(report.passed).toBeGreaterThanOrEqual(2 * rules.length);
  });

  it('are twenty-five or more and cover all six symptoms', () => {
    expect(rules.length).toBeGreaterThanOrEqual(25);
    expect([...new Set(rules.map(({ rule }) => rule.symptom))].sort()).toEqual([...SYMPTOMS].sort());
  });

  it('are all in the folder: no rule file is left out', () => {
    const files = SYMPTOMS.flatMap((symptom) =>
      readdirSync(join(ROOT, 'rules', symptom))
        .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
        .map((name) => `${symptom}/${name.slice(0, -'.yaml'.length)}`),
    );
    expect(rules.map(({ rule }) => rule.id).sort()).toEqual(files.sort());
  });

  it('say where every threshold comes from', () => {
    const without = rules.flatMap(({ rule }) =>
      Object.entries(rule.thresholds)
        .filter(([, { source }]) => source.trim().length < 10)
        .map(([name]) => `${rule.id}: ${name}`),
    );
    expect(without).toEqual([]);
  });

  it('say what to do next, in both languages', () => {
    const without = rules.filter(({ rule }) => rule.next.en.length === 0 || rule.next['zh-CN'].length === 0);
    expect(without.map(({ rule }) => rule.id)).toEqual([]);
  });
});

describe('texts', () => {
  const texts = [
    ...rules.flatMap(({ rule }) => [
      [`${rule.id} title`, rule.title],
      [`${rule.id} explanation`, rule.explanation],
      [`${rule.id} message`, rule.message],
    ]),
    ...scenarios.map(({ id, title }) => [`scenario ${id}`, title]),
    ...causes.causes.map(({ id, title }) => [`cause ${id}`, title]),
  ] as [string, { en: string; 'zh-CN': string }][];

  it('are there in English and in Chinese', () => {
    const han = /\p{Script=Han}/u;
    const missing = texts.filter(([, text]) => !han.test(text['zh-CN']) || text.en.trim() === '' || han.test(text.en));
    expect(missing.map(([name]) => name)).toEqual([]);
  });

  it('use the same placeholders in both languages', () => {
    const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
    const uneven = texts.filter(([, text]) => placeholders(text.en).join() !== placeholders(text['zh-CN']).join());
    expect(uneven.map(([name]) => name)).toEqual([]);
  });
});

describe('the causes', () => {
  const explains = (pattern: string, id: string) =>
    pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : pattern === id;
  const ids = rules.map(({ rule }) => rule.id);

  it('each explain a rule that exists', () => {
    const idle = causes.causes.filter((cause) => !cause.explains.some((p) => ids.some((id) => explains(p, id))));
    expect(idle.map(({ id }) => id)).toEqual([]);
  });

  it('lie in each of the five domains', () => {
    expect([...new Set(causes.causes.map(({ domain }) => domain))].sort()).toEqual(
      expect.arrayContaining(['application', 'device', 'far-end', 'network', 'service']),
    );
  });
});

describe('a healthy call has no finding of P2 or worse', () => {
  const handMade = readdirSync(join(ROOT, 'fixtures/healthy')).filter((name) => !name.endsWith('.md'));
  const healthy = [
    'fixtures/webrtc-internals/clean.json.gz',
    'fixtures/webrtc-internals/loopback.json.gz',
    'fixtures/rtcstats/clean-A.rtcstats.gz',
    'fixtures/getstats/clean-A.stats.ndjson.gz',
    ...handMade.map((name) => `fixtures/healthy/${name}`),
  ];

  it.each(healthy)('%s', async (path) => {
    const result = await triage([path], { cwd: ROOT });
    const noticed = result.findings.filter(({ severity }) => severity !== 'P3');
    expect(noticed.map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`)).toEqual([]);
    expect(result.verdict).toBe('clear');
  });

  it('has a hand-made log for the SDKs of which there is no recording', () => {
    const text = handMade.map((name) => readFileSync(join(ROOT, 'fixtures/healthy', name), 'utf8')).join('');
    expect(text).toContain('Agora SDK ver');
    expect(text).toContain('Agora-SDK [');
  });
});
