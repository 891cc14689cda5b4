import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { triage } from '../../src/index.js';
import { VersionCheck } from '../../src/versions/check.js';
import { loadVersions } from '../../src/versions/load.js';
import { folderWith } from '../support/folder.js';
import { callWith, findingOf } from './calls.js';

const COMPONENTS = `components:
  sdk:
    title: { en: Example SDK, zh-CN: 示例 SDK }
    names: [Example SDK, Agora native]
    newest: { version: "4.9", date: 2026-03-01 }
  chromium:
    title: { en: Chromium, zh-CN: Chromium }
    names: [Chrome, Chromium]
    newest: { version: "147", date: 2026-04 }
`;

/** An entry in YAML, about versions 4.0 to 4.2 of the SDK if nothing else is said. */
const entry = (id: string, kind: string, more = '') => `  ${id}:
    kind: ${kind}
    component: sdk
    from: "4.0"
    below: "4.3"
${more}    message: { en: Something is known of it., zh-CN: 有已知情况。 }
    fix: { en: Update it., zh-CN: 请升级。 }
    source: { url: "https://example.com/notes", date: 2026-02-28 }
`;

const RULES = ['stutter/sdk-video-freeze', 'stutter/video-freeze', 'silence/no-inbound-video'];

function fileWith(...entries: readonly string[]): string {
  return join(folderWith({ 'versions.yaml': `${COMPONENTS}entries:\n${entries.join('') || '  {}'}` }), 'versions.yaml');
}
const checkOf = (entries: readonly string[], ...calls: Parameters<typeof callWith>[0][]) =>
  new VersionCheck(loadVersions(RULES, fileWith(...entries)), calls.map(callWith));
const sdk = (version: string) => ({ sdk: { name: 'Example SDK', version } });

describe('a version', () => {
  it.each([
    ['3.9.9', 'current'],
    ['4.0.0', 'end-of-support'],
    ['4.2.99-build.7', 'end-of-support'],
    ['4.3', 'current'],
    ['4.9.5', 'current'],
    ['4.10', 'unknown'],
  ])('%s is %s', (version, status) => {
    const [line] = checkOf([entry('old', 'end-of-support')], sdk(version)).lines([], 'en');
    expect(line).toMatchObject({ component: 'sdk', name: 'Example SDK', version, status });
    expect(line?.severity).toBe(status === 'end-of-support' ? 'P3' : null);
  });

  it('that asks for something has a message, a source and a date, in the language of the result', () => {
    const lines = (language: 'en' | 'zh-CN') => checkOf([entry('old', 'outdated')], sdk('4.1')).lines([], language);
    expect(lines('en')[0]).toMatchObject({
      status: 'outdated',
      message: 'Something is known of it. Update it.',
      source: 'https://example.com/notes',
      date: '2026-02-28',
    });
    expect(lines('zh-CN')[0]?.message).toBe('有已知情况。请升级。');
  });

  it('that the log does not tell is said to be unknown', () => {
    const unknown = (change: Parameters<typeof callWith>[0]) =>
      checkOf([], change)
        .lines([], 'en')
        .map(({ status, message }) => `${status}: ${message}`);
    expect(unknown({})).toEqual(['unknown: The log names neither an SDK nor a browser with its version.']);
    expect(unknown(sdk(''))).toEqual(['unknown: The log does not say which version of Example SDK was used.']);
    expect(unknown({ sdk: { name: '__proto__', version: '1' } })[0]).toContain('does not know __proto__ 1');
    expect(unknown(sdk('5'))).toEqual(['unknown: Example SDK 5 is newer than the list (up to 4.9, 2026-03-01).']);
  });

  it('is one line for many calls with the same software', () => {
    const calls = [...Array(50).keys()].map((index) => ({ id: `call.log#${index}`, ...sdk('4.1') }));
    expect(checkOf([entry('old', 'outdated')], ...calls).lines([], 'en')).toHaveLength(1);
  });
});

describe('a browser is known', () => {
  const browserOf = (environment: Record<string, string>) =>
    checkOf([], { environment })
      .lines([], 'en')
      .map(({ component, version }) => `${component} ${version}`);

  it.each([
    ['Chrome 120', 'chromium 120'],
    ['Chromium 120.0.6099.5', 'chromium 120.0.6099.5'],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/101.0.4951.54 Safari/537.36',
      'chromium 101.0.4951.54',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.1 Safari/605.1.15',
      'Safari 15.1',
    ],
    ['Mozilla/5.0 (Windows NT 10.0; rv:138.0) Gecko/20100101 Firefox/138.0', 'Firefox 138.0'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 15_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/96.0 Mobile/15E148 Safari/604.1',
      'ios webkit 15.1',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.2 Mobile/15E148 Safari/604.1',
      'ios webkit 26.2',
    ],
  ])('from %s', (browser, known) => {
    expect(browserOf({ browser })).toEqual([known]);
  });

  it('once, when the dump names it twice', () => {
    const [line, ...others] = checkOf([], {
      sdk: { name: 'Chrome', version: '120' },
      environment: { browser: 'Chromium 120.0.6099.5' },
    }).lines([], 'en');
    expect(line?.version).toBe('120.0.6099.5');
    expect(others).toEqual([]);
  });
});

describe('a known fault', () => {
  const faulty = entry('fault', 'faulty', '    rules: [stutter/*]\n');

  it('is advice while the call does not show it', () => {
    const check = checkOf([faulty], sdk('4.1'));
    const findings = [findingOf('silence/no-inbound-video', 'P0')];
    expect(check.lines(findings, 'en')).toMatchObject([{ status: 'faulty', severity: 'P3' }]);
    expect(check.lines(findings, 'en')[0]).not.toHaveProperty('findings');
    expect(check.candidates(findingOf('silence/no-inbound-video', 'P0'))).toEqual([]);
  });

  it('is as bad as what it looks like, and then a candidate for its cause', () => {
    const check = checkOf([faulty], sdk('4.1'));
    const findings = [
      findingOf('silence/no-inbound-video', 'P0'),
      findingOf('stutter/video-freeze', 'P2'),
      findingOf('stutter/sdk-video-freeze', 'P1'),
    ];
    expect(check.lines(findings, 'en')).toMatchObject([{ severity: 'P1', findings: [1, 2] }]);
    const [candidate] = check.candidates(findingOf('stutter/video-freeze', 'P2'));
    expect(candidate?.cause).toMatchObject({ id: 'known-defect/fault', domain: 'application' });
    expect(candidate?.cause.title.en).toBe('A known defect of Example SDK 4.1');
    expect(JSON.stringify(candidate?.why)).toContain('https://example.com/notes');
  });

  it('of one call is not blamed for what another call shows', () => {
    const check = checkOf([faulty], { id: 'a', ...sdk('4.1') }, { id: 'b', ...sdk('4.5') });
    expect(check.candidates(findingOf('stutter/video-freeze', 'P1', 'b'))).toEqual([]);
    expect(check.lines([findingOf('stutter/video-freeze', 'P1', 'b')], 'en')[0]).toMatchObject({ severity: 'P3' });
  });

  it('may need a platform, and another version beside it', () => {
    const more = '    platform: android\n    together: { component: chromium, from: "124" }\n';
    const status = (os: string, browser: string) =>
      checkOf([entry('both', 'faulty', more)], { ...sdk('4.1'), environment: { os, browser } }).lines([], 'en')[0]
        ?.status;
    expect(status('Android 14', 'Chrome 124')).toBe('faulty');
    expect(status('Android 14', 'Chrome 123')).toBe('current');
    expect(status('Windows NT 10.0', 'Chrome 124')).toBe('current');
    expect(status('', 'Chrome 124')).toBe('current');
  });

  it('of end of support or age alone is no cause', () => {
    const check = checkOf([entry('old', 'end-of-support', '    rules: [stutter/*]\n')], sdk('4.1'));
    expect(check.candidates(findingOf('stutter/video-freeze', 'P1'))).toEqual([]);
  });
});

describe('a list of versions of the user', () => {
  const ROOT = join(import.meta.dirname, '../..');
  const LOG = 'fixtures/agora-native/v4-slow-join-freeze-reconnect.log';

  it('takes the place of the built-in one, and its fault becomes a cause of what it looks like', async () => {
    const sdkVersions = fileWith(entry('freezes', 'faulty', '    rules: [stutter/sdk-video-freeze]\n'));
    const before = await triage([LOG], { cwd: ROOT });
    const after = await triage([LOG], { cwd: ROOT, sdkVersions });
    const [line] = after.versions;
    expect(line).toMatchObject({ name: 'Agora native', version: '4.2.2', status: 'faulty' });
    const seen = (line?.findings ?? []).map((index) => after.findings[index]);
    expect(seen.length).toBeGreaterThan(0);
    for (const finding of seen) expect(finding?.rule).toBe('stutter/sdk-video-freeze');
    expect(line?.severity).toBe(seen[0]?.severity);
    expect(after.verdict).toBe(before.verdict);
    expect(after.findings.map(({ severity }) => severity)).toEqual(before.findings.map(({ severity }) => severity));
  });

  const mistakes = (...entries: readonly string[]) => {
    try {
      loadVersions(RULES, fileWith(...entries));
      return '';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };

  it.each([
    [
      'an unknown component',
      ['component: sdk', 'component: sdc'],
      /versions\.yaml:13:16 .*no component `sdc`; did you mean `sdk`/,
    ],
    [
      'a range without versions',
      ['below: "4.3"', 'below: "3.9"'],
      /:15:12 .*no version is at least 4\.0 and below 3\.9/,
    ],
    ['a version without quotes', ['"4.3"', '4.30'], /:15:12 .*must be a version in quotes/],
    ['a source without a date', [', date: 2026-02-28', ''], /`entries\.old\.source\.date` is missing/],
    ['an address that is none', ['https://', 'see '], /must be an https address/],
    [
      'an unknown kind',
      ['end-of-support', 'broken'],
      /unknown kind `broken`.*Use one of: end-of-support, faulty, outdated/,
    ],
    [
      'an unknown rule',
      ['    message', '    rules: [stutter/video-freez]\n    message'],
      /no rule is called `stutter\/video-freez`; did you mean/,
    ],
    ['a text in one language', [', zh-CN: 请升级。', ''], /Every text needs both/],
  ])('with %s is refused with line, column, reason and fix', (_, [from = '', to = ''], told) => {
    expect(mistakes(entry('old', 'end-of-support'))).toBe('');
    expect(mistakes(entry('old', 'end-of-support').replace(from, to))).toMatch(told);
  });
});
