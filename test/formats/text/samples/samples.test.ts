import { expect, test } from 'vitest';
import { testFormats } from '../../../../src/formats/text/samples/check-samples.js';

test('every shipped definition gives for its sample lines the records it states', async () => {
  const { samples, problems, mistakes } = await testFormats();
  expect(problems).toEqual([]);
  expect(mistakes).toEqual([]);
  expect(samples).toBeGreaterThan(100);
});
