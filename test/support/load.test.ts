import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/rules/problem.js';
import { targetMs } from '../../src/support/deadlines.js';
import { checkSupport, loadSupport } from '../../src/support/load.js';
import { contractYaml, officeIn } from './contract.js';
import { folderWith } from './folder.js';

/** The mistakes of a support file, as `line:column reason fix`. */
function mistakes(text: string): string[] {
  const file = join(folderWith({ 'my.yaml': text }), 'my.yaml');
  return checkSupport(file).problems.map((problem) => formatProblem(problem).replace(`${file}:`, ''));
}

const good = contractYaml(officeIn('Europe/Berlin'));

describe('the shipped support file', () => {
  const { support, problems } = checkSupport();

  it('has no mistakes, and says that it is an example and no contract', () => {
    expect(problems).toEqual([]);
    expect(support?.example).toBe(true);
    expect(support?.title.en).toMatch(/example/i);
    expect(readFileSync(join(import.meta.dirname, '../../rules/support.yaml'), 'utf8')).toMatch(/^# AN EXAMPLE/);
  });

  it('has the usual tiers, the better ones answering sooner', () => {
    expect(support?.tiers.map(({ id }) => id)).toEqual(['basic', 'professional', 'enterprise']);
    const respond = (support?.tiers ?? []).map(({ promises }) => {
      const { respond: target, calendar } = promises.P0;
      return target === undefined ? Number.NaN : targetMs(target, calendar) / 60_000;
    });
    expect(respond).toEqual([60, 30, 15]);
  });

  it('promises a working day or more for P3', () => {
    for (const { promises } of support?.tiers ?? []) expect(promises.P3.respond?.unit).toBe('d');
  });

  it('speaks both languages everywhere', () => {
    for (const { title, promises } of support?.tiers ?? []) {
      for (const text of [title, ...Object.values(promises).map(({ channel }) => channel)]) {
        expect(text.en).not.toMatch(/\p{Script=Han}/u);
        expect(text['zh-CN']).toMatch(/\p{Script=Han}/u);
      }
    }
  });
});

describe('a mistake in a support file is told with line, column, reason and fix', () => {
  it('none in the file that the others are made of', () => {
    expect(mistakes(good)).toEqual([]);
  });

  it.each([
    [
      'a zone that does not exist',
      ['Europe/Berlin', 'Europe/Berlyn'],
      /^5:11 .*`Europe\/Berlyn` is no time zone\. Use/,
    ],
    ['hours that end before they begin', ['mon: "09:00-18:00"', 'mon: "18:00-09:00"'], /^6:18 .*ends before it begins/],
    ['hours that overlap', ['mon: "09:00-18:00"', 'mon: "09:00-13:00, 12:00-18:00"'], /^6:18 .*overlaps/],
    ['a time of day that does not exist', ['mon: "09:00-18:00"', 'mon: "09:00-25:00"'], /^6:18 .*no time of day/],
    ['hours in another form', ['mon: "09:00-18:00"', 'mon: "9-18"'], /^6:18 .*must be open hours such as/],
    ['a calendar that is never open', [/week: .*/, 'week: {}'], /^6:5 .*never open/],
    [
      'a tier with an unknown calendar',
      ['hours: desk', 'hours: dask'],
      /^11:12 .*did you mean `desk`.*Known are: always, desk/,
    ],
    [
      'a calendar with the name for around the clock',
      ['  desk:', '  always:'],
      /^3:3 .*`always` means around the clock/,
    ],
    ['a target in another form', ['P1: { respond: 4h', 'P1: { respond: 4 hours'], /^15:22 .*must be a length of time/],
    ['a target of nothing', ['P1: { respond: 4h', 'P1: { respond: 0h'], /^15:22 .*no usable target/],
    [
      'a solution before the response',
      ['P1: { respond: 4h, solve: 2d', 'P1: { respond: 4h, solve: 2h'],
      /^15:33 .*solution is promised before/,
    ],
    ['a priority left out', [/ *P2: .*\n/, ''], /`tiers\.gold\.targets\.P2` is missing/],
    [
      'an unknown key',
      ['    hours: desk', '    hour: desk'],
      /unknown key `hour`; did you mean `hours`.*docs\/support\.md/,
    ],
    ['a text in one language', ['{ en: a call, zh-CN: 电话 }', '{ en: a call }'], /Every text needs both/],
  ])('%s', (_, [from = '', to = ''], told) => {
    expect(mistakes(good.replace(from, String(to))).join('\n')).toMatch(told);
  });

  it.each([
    ['2026-02-30', /names a day that does not exist/],
    ['2026-12-31..2026-12-01', /is no span of days/],
    ['tomorrow', /must be a day such as/],
  ])('a holiday "%s"', (day, told) => {
    expect(mistakes(contractYaml(officeIn('UTC', `holidays: ["${day}"]`)))[0]).toMatch(told);
  });

  it('a file that is no YAML, and one that does not exist', () => {
    expect(mistakes('title: [')[0]).toMatch(/^1:\d+ error: not valid YAML/);
    expect(() => loadSupport('/nowhere/at-all.yaml')).toThrow(/at-all\.yaml:1:1 error: cannot be read/);
  });
});

describe('a support file of another shape', () => {
  it('is told what has to stand there, in plain words', () => {
    expect(mistakes('').join()).toContain('must be a mapping, that is keys with values');
    expect(mistakes('just a text').join()).toContain('must be a mapping');
    expect(mistakes(good.replace(/title: \{[^}]*\}/, 'title: 5')).join()).toContain('must be a mapping');
  });
});
