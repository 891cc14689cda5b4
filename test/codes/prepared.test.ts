import { expect, test } from 'vitest';
import { checkCodes, prepareCodes, revived } from '../../src/codes/load-codes.js';
import { loadRules } from '../../src/rules/load.js';
import { type Made, preparedOf } from '../../src/yaml/trusted.js';

test('the tables of codes are data that JSON can hold: what the build writes down makes the same tables', () => {
  const { tables, problems } = checkCodes(loadRules().causes);
  expect(problems).toEqual([]);
  const written = preparedOf(JSON.parse(JSON.stringify(prepareCodes(tables))) as Made);
  expect(revived(written).map((table) => ({ ...table }))).toEqual(tables);
});
