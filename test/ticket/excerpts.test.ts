import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/locale/locale.js';
import { ticketWords } from '../../src/locale/ticket-words.js';
import type { TriageResult } from '../../src/model/result.js';
import { planExcerpts } from '../../src/ticket/excerpt-plan.js';
import { ExcerptCollector } from '../../src/ticket/excerpts.js';
import { readLines } from '../../src/ticket/read-logs.js';
import { folderWith } from '../support/folder.js';
import { richResult } from '../support/sample-result.js';

/** A result with one finding, proved at these places of call.log. */
function provedAt(places: readonly { readonly line: number; readonly offset: number }[]): TriageResult {
  const result = richResult('en');
  const [finding] = result.findings;
  if (finding === undefined) throw new Error('the sample has findings');
  const evidence = places.map((place) => ({ source: 'call.log', excerpt: 'what the log says', ...place }));
  return { ...result, findings: [{ ...finding, evidence }] };
}

async function excerptsOf(
  log: string | Buffer,
  places: readonly { readonly line: number; readonly offset: number }[],
  redact: (text: string) => string = (text) => text,
  language: Language = 'en',
): Promise<string> {
  const plan = planExcerpts(provedAt(places));
  const collector = new ExcerptCollector(plan, redact, ticketWords(language).places);
  await readLines(['call.log'], { cwd: folderWith({ 'call.log': log }) }, collector);
  return [...collector.texts(() => ['head']).values()].join('\n');
}

const LOG = `${Array.from({ length: 60 }, (_, index) => `line ${index + 1} of the log`).join('\n')}\n`;

describe('excerpts of a log', () => {
  it('show some lines before and after each line of evidence, with their numbers', async () => {
    const text = await excerptsOf(LOG, [{ line: 30, offset: 0 }]);
    const numbered = text.split('\n').filter((line) => / of the log$/.test(line));
    expect(numbered).toHaveLength(17);
    expect(numbered[0]).toBe('  22  line 22 of the log');
    expect(numbered[8]).toBe('> 30  line 30 of the log');
    expect(numbered.at(-1)).toBe('  38  line 38 of the log');
    expect(text).toContain('line 30: what the log says');
  });

  it('name the places in the language of the ticket', async () => {
    const places = [{ line: 30, offset: 0 }];
    expect(await excerptsOf(LOG, places, undefined, 'zh-CN')).toContain('第 30 行：what the log says');
  });

  it('join places that lie close together and part those that do not', async () => {
    const near = await excerptsOf(LOG, [
      { line: 10, offset: 0 },
      { line: 14, offset: 1 },
    ]);
    const far = await excerptsOf(LOG, [
      { line: 10, offset: 0 },
      { line: 50, offset: 1 },
    ]);
    expect(near.match(/^> /gm)).toHaveLength(2);
    expect(near.split('\n\n')).toHaveLength(3);
    expect(far.split('\n\n')).toHaveLength(4);
  });

  it('begin and end with the log', async () => {
    const text = await excerptsOf(LOG, [
      { line: 1, offset: 0 },
      { line: 60, offset: 1 },
    ]);
    expect(text).toContain('>  1  line 1 of the log');
    expect(text).toContain('> 60  line 60 of the log');
  });

  it('show the place itself where one line holds the whole document', async () => {
    const document = `{"values":[${'1,'.repeat(50_000)}"the place",${'2,'.repeat(50_000)}0]}`;
    const offset = document.indexOf('"the place"');
    for (const line of [0, 1]) {
      const text = await excerptsOf(document, [{ line, offset }]);
      expect(text).toContain('"the place"');
      expect(text).toMatch(/… 1,1,.*2,2,.* …/);
      expect(text.length).toBeLessThan(2500);
    }
  });

  it('find the place by bytes where characters are longer than one', async () => {
    const document = `{"名":"${'卡'.repeat(20_000)}","here":1,"尾":"${'顿'.repeat(20_000)}"}`;
    const offset = Buffer.byteLength(document.slice(0, document.indexOf('"here"')));
    expect(await excerptsOf(document, [{ line: 0, offset }])).toContain('"here":1');
  });

  it('redact whole lines before they are cut, so that no part of a value is left', async () => {
    const secret = 'S'.repeat(2000);
    const log = `${'x'.repeat(5000)} ${secret} here ${secret} ${'y'.repeat(5000)}`;
    const redact = (text: string) => text.replaceAll(secret, '[gone]');
    const text = await excerptsOf(log, [{ line: 1, offset: log.indexOf('here') }], redact);
    expect(text).toContain('[gone] here [gone]');
    expect(text).not.toContain('SSS');
  });

  it('cannot act on a terminal or an editor', async () => {
    const text = await excerptsOf('before\n\u001b[2Jclear \u202e\u0000 away\nafter\n', [{ line: 2, offset: 7 }]);
    expect(text).toContain('> 2  \\u001b[2Jclear \\u202e\\u0000 away');
  });
});
