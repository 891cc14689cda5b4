import { expect, test } from 'vitest';
import { loadRules } from '../../src/rules/load.js';
import { type PreparedVersions, prepareVersions, readVersions, revived } from '../../src/versions/load.js';

test('what the build writes down of the list of versions is the same as what stands in the file', () => {
  const fresh = readVersions(loadRules().rules.map(({ rule }) => rule.id));
  const written = JSON.stringify(prepareVersions(fresh));
  expect(revived(JSON.parse(written) as PreparedVersions)).toStrictEqual(fresh);
});
