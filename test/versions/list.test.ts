import { describe, expect, it } from 'vitest';
import { loadRules } from '../../src/rules/load.js';
import { VersionCheck } from '../../src/versions/check.js';
import type { Platform, VersionRange } from '../../src/versions/knowledge.js';
import { loadVersions } from '../../src/versions/load.js';
import { compareVersions, inRange, parseVersion } from '../../src/versions/version.js';
import { callWith } from './calls.js';

const knowledge = loadVersions(loadRules().rules.map(({ rule }) => rule.id));

/** A version of a range: its first, else one just below its end. */
function versionIn({ from, below }: VersionRange): string {
  if (from !== undefined) return from;
  if (below === undefined) return '15.1';
  const numbers = [...(parseVersion(below) ?? [])];
  const last = numbers.findLastIndex((number) => number > 0);
  return numbers.map((number, index) => (index === last ? number - 1 : index > last ? 99 : number)).join('.');
}

const SYSTEMS: Readonly<Record<Platform, string>> = {
  android: 'Android 14',
  ios: 'iOS 15.1',
  macos: 'macOS',
  windows: 'Windows NT 10.0',
  linux: 'Linux',
};

describe('the shipped list of versions', () => {
  it('names components and rules that exist: it loads', () => {
    expect(knowledge.entries.length).toBeGreaterThanOrEqual(25);
  });

  it.each(knowledge.entries.map((entry) => [entry.id, entry] as const))(
    '%s has a source with a date and complete sentences in both languages',
    (_, { message, fix, source }) => {
      expect(source.url).toMatch(/^https:\/\/[\w.-]+\/\S+$/);
      expect(source.date).toMatch(/^20[12]\d-\d\d(-\d\d)?$/);
      for (const text of [message, fix]) {
        expect(text.en).toMatch(/^[A-Z\w].*\.$/);
        expect(text.en).not.toMatch(/\p{Script=Han}/u);
        expect(text['zh-CN']).toMatch(/\p{Script=Han}.*。$/u);
      }
    },
  );

  it.each(knowledge.entries.map((entry) => [entry.id, entry] as const))(
    '%s is found in a call that has it',
    (_, entry) => {
      const parts = [entry.range, ...(entry.together === undefined ? [] : [entry.together])].map((range) => ({
        name: [...(knowledge.components.find(({ id }) => id === range.component)?.names ?? [])][0] ?? '',
        version: versionIn(range),
        range,
      }));
      for (const { version, range } of parts)
        expect(inRange(version, range), `${version} of ${range.component}`).toBe(true);
      const ios = parts.find(({ range }) => range.component === 'ios-webkit');
      const browser = parts.find(({ range }) => ['chromium', 'firefox', 'safari'].includes(range.component));
      const sdk = parts.find((part) => part !== ios && part !== browser);
      const os = ios !== undefined ? `iOS ${ios.version}` : entry.platform === undefined ? '' : SYSTEMS[entry.platform];
      const call = callWith({
        ...(sdk === undefined ? {} : { sdk }),
        environment: {
          ...(os === '' ? {} : { os }),
          ...(ios !== undefined ? { browser: 'Safari 1' } : {}),
          ...(browser === undefined ? {} : { browser: `${browser.name} ${browser.version}` }),
        },
      });
      const lines = new VersionCheck(knowledge, [call]).lines([], 'en');
      expect(lines.map(({ message }) => message).join('\n')).toContain(entry.message.en);
    },
  );

  it('knows no fault of a version that is newer than the newest it knows', () => {
    for (const { range } of knowledge.entries) {
      const newest =
        parseVersion(knowledge.components.find(({ id }) => id === range.component)?.newest.version ?? '') ?? [];
      if (range.from !== undefined)
        expect(compareVersions(parseVersion(range.from) ?? [], newest)).toBeLessThanOrEqual(0);
    }
  });
});
