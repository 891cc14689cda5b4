import { expect, test } from 'vitest';
import { testFormats } from '../../../src/formats/text/check-samples.js';

test('every shipped definition gives for its sample lines the records it states', async () => {
  const { samples, problems } = await testFormats();
  expect(problems).toEqual([]);
  expect(samples).toBeGreaterThan(100);
});
