import { expect, test } from 'vitest';
import { checkCodes, prepareCodes, revived } from '../../src/codes/load-codes.js';
import { loadRules } from '../../src/rules/load.js';

test('the tables of codes are data that JSON can hold: what the build writes down makes the same tables', () => {
  const { tables, problems } = checkCodes(loadRules().causes);
  expect(problems).toEqual([]);
  const written: ReturnType<typeof prepareCodes> = JSON.parse(JSON.stringify(prepareCodes(tables)));
  expect(written.map(revived).map((table) => ({ ...table }))).toEqual(tables);
});
