import { expect, test } from 'vitest';
import { checkCodes } from '../../src/codes/load-codes.js';
import { loadRules } from '../../src/rules/load.js';

test('the tables of codes are data that JSON can hold: the build writes them down as they are', () => {
  const { tables, problems } = checkCodes(loadRules().causes);
  expect(problems).toEqual([]);
  expect(JSON.parse(JSON.stringify(tables))).toEqual(tables);
});
