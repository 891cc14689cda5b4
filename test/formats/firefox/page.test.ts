import { expect, test } from 'vitest';
import { sectionsOf } from '../../../src/formats/firefox/page.js';

const LIMIT = 8192;

test('a text is kept up to a limit, however many tags it is cut into', () => {
  const texts = ['<b>xxxx</b>'.repeat(50_000), 'y'.repeat(100_000), '<i>z</i>'.repeat(9)];
  const html = `<div class="peer-connection"><h3>${'<u>h</u>'.repeat(50_000)}</h3>${texts.map((text) => `<pre>${text}</pre>`).join('')}</div>`;
  const [section] = sectionsOf(html);
  expect(section?.descriptions).toEqual(['x'.repeat(LIMIT), 'y'.repeat(LIMIT), 'zzzzzzzzz']);
  expect(section?.heading).toHaveLength(LIMIT);
});
