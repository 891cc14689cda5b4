import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/locale/locale.js';
import { render } from '../../src/report/registry.js';
import {
  emptyResult,
  encryptedResult,
  healthyResult,
  inconclusiveResult,
  resultWithErrors,
  richResult,
} from '../support/sample-result.js';

/** Read the golden files as a user would; `npx vitest run test/report -u` renews them after a deliberate change. */
const SAMPLES = {
  rich: richResult,
  empty: emptyResult,
  healthy: healthyResult,
  inconclusive: inconclusiveResult,
  encrypted: encryptedResult,
  errors: resultWithErrors,
};

describe.each(LANGUAGES)('reports in %s', (language) => {
  for (const [name, make] of Object.entries(SAMPLES)) {
    for (const form of ['terminal', 'markdown', 'json'] as const) {
      it(`shows the ${name} result as ${form}`, async () => {
        const text = render(form, make(language), { color: false, width: 80 });
        await expect(text).toMatchFileSnapshot(`golden/${name}.${language}.${form}.txt`);
      });
    }
  }

  it('fits the rich result into 60 columns', async () => {
    const text = render('terminal', richResult(language), { color: false, width: 60 });
    await expect(text).toMatchFileSnapshot(`golden/rich-narrow.${language}.terminal.txt`);
  });
});
